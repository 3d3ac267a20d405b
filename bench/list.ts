import { readPage } from "../domain/expenses/expensePages";
import { ExpenseRepository } from "../domain/expenses/expenseRepository";
import { changed } from "../domain/expenses/history";
import type { ExpenseItem } from "../domain/expenses/model";
import { HISTORY_CHANGES } from "../domain/values/limits";
import { MONTH, madeUpExpenses } from "./expenses";
import { exactly, type Result, type Run } from "./harness";
import { LARGE_LEDGER, SMALL_COUNT, SMALL_LEDGER, withTable } from "./tables";
import type { Wire } from "./wire";

/**
 * Goal 10: that the cost of a ledger's month depends on its contents, not on the number of other ledgers; and that a
 * search reads many rows at a time, however few it shows.
 */
export async function list(run: Run): Promise<Result[]> {
  const { small, large } = run.quick ? { small: 1_000, large: 10_000 } : { small: 1_000, large: 1_000_000 };
  const inSmall = await withTable(small, run, readUnits);
  const inLarge = await withTable(large, run, readUnits);
  const search = await withTable(large, run, rowsPerRead);
  const changedOften = await withTable(small, run, readUnitsWithHistories);
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
    {
      goal: "10b",
      what: "rows examined per request to DynamoDB, in a search that finds nothing for a page of one",
      kind: "count",
      figure: exactly(search.rows / search.requests),
      unit: "",
      limit: { atLeast: 250 },
      details: search,
    },
    {
      goal: "10c",
      what: `read units of a month with ${SMALL_COUNT} expenses that were changed ${HISTORY_CHANGES} times each, against never`,
      kind: "count",
      figure: exactly(changedOften / inSmall),
      unit: "×",
      limit: { atMost: 1 },
      details: { readUnitsWithHistories: changedOften, readUnitsWithout: inSmall },
    },
  ];
}

async function rowsPerRead(wire: Wire): Promise<{ rows: number; requests: number }> {
  const repository = new ExpenseRepository(wire.db, "Expenses");
  const reading = { now: new Date(), hasTime: () => true };
  const { itemsRead, requests } = await wire.counting(() =>
    readPage(repository, { listId: LARGE_LEDGER }, { q: "nothing has this text", limit: 1 }, reading),
  );
  return { rows: itemsRead, requests: requests.Query ?? 0 };
}

/** The same month with a history for each expense. The histories are removed afterwards. */
async function readUnitsWithHistories(wire: Wire): Promise<number> {
  const plain = [...madeUpExpenses(SMALL_LEDGER, SMALL_COUNT)];
  await wire.load(plain.map(withHistory));
  try {
    return await readUnits(wire);
  } finally {
    await wire.load(plain);
  }
}

function withHistory(item: ExpenseItem): ExpenseItem {
  const now = new Date(item.updatedAt);
  let changedItem = item;
  for (let change = 0; change < HISTORY_CHANGES; change += 1) {
    changedItem = changed(changedItem, { amount: item.amount + change + 1 }, now, {
      by: SMALL_LEDGER,
      via: "page",
    });
  }
  // Its values are the earlier ones, so that lists differ by the histories alone.
  return { ...item, history: changedItem.history };
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
