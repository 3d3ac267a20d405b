import { readPage } from "../domain/expenses/expensePages";
import { ExpenseRepository } from "../domain/expenses/expenseRepository";
import { MONTH } from "./expenses";
import { exactly, type Result, type Run } from "./harness";
import { SMALL_COUNT, SMALL_LEDGER, withTable } from "./tables";
import type { Wire } from "./wire";

/** Goal 10: that a ledger's month costs what is in it, however many other ledgers there are. */
export async function list(run: Run): Promise<Result[]> {
  const { small, large } = run.quick ? { small: 1_000, large: 10_000 } : { small: 1_000, large: 1_000_000 };
  const inSmall = await withTable(small, run, readUnits);
  const inLarge = await withTable(large, run, readUnits);
  return [
    {
      goal: "10",
      what: `read units of a month with ${SMALL_COUNT} expenses, in a table of ${large} against ${small}`,
      kind: "count",
      figure: exactly(inLarge / inSmall),
      unit: "×",
      limit: { atMost: 1 },
      details: { readUnitsInLarge: inLarge, readUnitsInSmall: inSmall },
    },
  ];
}

async function readUnits(wire: Wire): Promise<number> {
  const repository = new ExpenseRepository(wire.db, "Expenses");
  const { readUnits } = await wire.counting(async () => {
    const reading = { now: new Date(), hasTime: () => true };
    const range = { listId: SMALL_LEDGER, month: MONTH };
    const { expenses } = await readPage(repository, range, { limit: 500 }, reading);
    if (expenses.length !== SMALL_COUNT)
      throw new Error(`The month has ${expenses.length} of ${SMALL_COUNT} expenses.`);
  });
  return readUnits;
}
