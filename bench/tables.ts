import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExpenseItem } from "../domain/expenses/model";
import { madeUp } from "./expenses";
import { SCRATCH } from "./handlers";
import type { Run } from "./harness";
import { startWire, type Wire } from "./wire";

/** The ledger with most of a table's expenses, and the one with 100. */
export const LARGE_LEDGER = "large-ledger";
export const SMALL_LEDGER = "small-ledger";
export const SMALL_COUNT = 100;

/** The content of a table. */
export interface Content {
  /** Distinguishes the tables of one size. */
  name: string;
  expenses(count: number, say: Run["say"]): Iterable<ExpenseItem>;
}

/** Version of the table content. Increment it when the generated expenses or the indexes change. */
const VERSION = 2;

/**
 * Runs work on a table with the given number of expenses. A million takes minutes to load, so tables are kept for the
 * next run; the work must leave a table as repeating it would.
 */
export async function withTable<T>(
  count: number,
  { say }: Run,
  work: (wire: Wire) => Promise<T>,
  { name, expenses } = ONE_MONTH,
): Promise<T> {
  const folder = join(SCRATCH, `${name}-${count}-v${VERSION}`);
  const complete = join(folder, "complete");
  const isNew = !existsSync(complete);
  if (isNew) await rm(folder, { recursive: true, force: true });
  const wire = await startWire(folder);
  try {
    if (isNew) {
      await wire.load(expenses(count, say));
      await writeFile(complete, "");
    }
    return await work(wire);
  } finally {
    await wire.close();
  }
}

const ONE_MONTH: Content = { name: "table", expenses: ofTwoLedgers };

function* ofTwoLedgers(count: number, say: Run["say"]) {
  for (let index = 0; index < SMALL_COUNT; index += 1) yield madeUp(SMALL_LEDGER, index, SMALL_COUNT);
  const rest = count - SMALL_COUNT;
  for (let index = 0; index < rest; index += 1) {
    if (index % 50_000 === 0) say(`Loading a table of ${count} expenses: ${index}`);
    yield madeUp(LARGE_LEDGER, index, rest);
  }
}
