import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { BudgetEvaluator } from "../domain/budgets/budgetEvaluator";
import { runBudgets } from "../domain/budgets/budgetRun";
import { BudgetStore, DUE_BUDGETS } from "../domain/budgets/budgetStore";
import { DigestStore } from "../domain/digests/digestStore";
import { MonthDigests } from "../domain/digests/monthDigests";
import { ExpenseRepository } from "../domain/expenses/expenseRepository";
import { DynamoExpenseSource } from "../domain/expenses/expenseSource";
import { LedgerChanges } from "../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../domain/expenses/model";
import { Watermarks } from "../domain/jobs/watermarks";
import { AccessReader } from "../domain/ledgers/accessReader";
import { DueItems } from "../domain/ledgers/dueItems";
import { BUDGETS } from "../domain/ledgers/ledgerKeys";
import { madeUp } from "./expenses";
import { exactly, type Result, type Run } from "./harness";
import { type Content, withTable } from "./tables";
import type { Wire } from "./wire";

/** Expenses of each ledger. */
const ROWS = 10;

/** Long after all generated expenses, so that only the changes are new. */
const CHANGED_AT = "2026-10-20T12:00:00.000Z";
const RUN_AT = new Date("2026-10-20T12:03:00.000Z");
const LAST_RUN = "2026-10-20T11:48:00.000Z";

const ledgerOf = (index: number) => `ledger-${String(index).padStart(6, "0")}`;

/** Ledgers with a few expenses each. */
const MANY_LEDGERS: Content = {
  name: "ledgers",
  *expenses(count) {
    for (let index = 0; index < count; index += 1) yield expenseOf(index);
  },
};

function expenseOf(index: number): ExpenseItem {
  const { expenseId, ...item } = madeUp(ledgerOf(Math.floor(index / ROWS)), index, 1_000_000);
  return { ...item, expenseId: expenseId.slice(0, 18) + String(index).padStart(8, "0") };
}

/** Goal 15: that the cost of a run over budgets depends on what changed, not on the number of ledgers. */
export async function budgets(run: Run): Promise<Result[]> {
  const { all, changed } = run.quick ? { all: 1_000, changed: 50 } : { all: 10_000, changed: 100 };
  const costOf = (ledgers: number) =>
    withTable(ledgers * ROWS, run, (wire) => readUnits(wire, ledgers, changed), MANY_LEDGERS);
  const [alone, among] = [await costOf(changed), await costOf(all)];
  return [
    {
      goal: "15",
      what: `read units of a run over the budgets of ${all} ledgers of which ${changed} changed, against those ${changed} alone`,
      kind: "count",
      figure: exactly(among / alone),
      unit: "×",
      limit: { atMost: 1.05 },
      details: { readUnitsAmongAll: among, readUnitsAlone: alone },
    },
  ];
}

async function readUnits(wire: Wire, ledgers: number, changed: number): Promise<number> {
  await putBudgets(wire, ledgers);
  const step = (ledgers / changed) * ROWS;
  const rows = Array.from({ length: changed }, (_, index) => expenseOf(index * step));
  await wire.load(rows.map((item) => ({ ...item, date: "2026-10-20", updatedAt: CHANGED_AT, version: 2 })));
  await new Watermarks(wire.db, "Ledgers").write("budgets", LAST_RUN);
  const store = new BudgetStore(wire.db, "Ledgers");
  const expenses = new ExpenseRepository(wire.db, "Expenses");
  const digestStore = new DigestStore(wire.db, "Ledgers", "Expenses");
  for (const { ledgerId } of rows) await digestStore.forget(ledgerId);
  const evaluator = new BudgetEvaluator({
    store,
    access: new AccessReader(wire.db, "Ledgers"),
    digests: new MonthDigests(expenses, new LedgerChanges(wire.db, "Expenses"), digestStore),
    expenses,
    sender: { send: () => Promise.reject(new Error("Nothing is to be mailed.")) },
    timezone: "UTC",
  });
  const options = {
    store,
    source: new DynamoExpenseSource(wire.db, "Expenses"),
    due: new DueItems(wire.db, "Ledgers"),
    watermarks: new Watermarks(wire.db, "Ledgers"),
    evaluator,
    now: () => RUN_AT,
    hasTime: () => true,
  };
  const counts = await wire.counting(async () => {
    const { evaluated } = await runBudgets(options);
    if (evaluated !== changed) throw new Error(`${evaluated} of ${changed} ledgers were evaluated.`);
  });
  return counts.readUnits;
}

/** Gives each ledger a budget that is far from its thresholds. */
async function putBudgets(wire: Wire, ledgers: number): Promise<void> {
  const terms = { from: "2026-09-01", amount: 99_999_999, currency: "USD", unit: "month", startsOn: 1 };
  const food = { name: "Food", version: 1, terms: [{ ...terms, rollover: "none", thresholds: [80, 100] }] };
  const due = { dueQueue: DUE_BUDGETS, dueAt: "2026-11-01T00:00:00.000Z" };
  for (let first = 0; first < ledgers; first += 25) {
    const puts = Array.from({ length: Math.min(25, ledgers - first) }, (_, index) => {
      const Item = { ledgerId: ledgerOf(first + index), sk: BUDGETS, version: 1, budgets: { food }, ...due };
      return { PutRequest: { Item } };
    });
    await wire.db.send(new BatchWriteCommand({ RequestItems: { Ledgers: puts } }));
  }
}
