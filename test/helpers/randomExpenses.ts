import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../domain/expenses/model";
import { currencies } from "../../domain/values/currency";
import { expenseItem } from "./expenseItem";
import { splitMoney } from "./splitMoney";

const DAY_MS = 24 * 60 * 60 * 1000;
const TEXTS = [
  "Taxi",
  "Łódź – Zürich",
  "çay ☕️",
  "=SUM(A1)",
  'it\'s \\ "quoted"',
  "日本橋 寿司",
  "a\u0301 b",
  "%_'--",
];

/** Random properties of an expense. Times are in milliseconds. */
const draws = fc.record({
  age: fc.integer({ min: 2 * DAY_MS, max: 22 * DAY_MS }),
  untilChanged: fc.integer({ min: 0, max: DAY_MS }),
  money: splitMoney(fc.constantFrom(...TEXTS), 25_000_000),
  currency: fc.constantFrom(...currencies),
  description: fc.tuple(fc.constantFrom(...TEXTS), fc.nat(1000)).map((words) => words.join(" ")),
  category: fc.constantFrom(...TEXTS),
  version: fc.integer({ min: 1, max: 5 }),
  kind: fc.constantFrom(undefined, undefined, undefined, "refund", "income"),
  requestHash: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/), { nil: undefined }),
  isDeleted: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

/** Expenses of a ledger as a user could have made them within the days before `now`; some are in the trash. */
export function randomExpenses(count: number, now: Date, ledgerId: string = randomUUID()): ExpenseItem[] {
  return fc.sample(draws, count).map(({ age, untilChanged, isDeleted, requestHash, money, ...others }) => {
    const created = new Date(now.getTime() - age);
    const updated = new Date(created.getTime() + untilChanged);
    return expenseItem({
      ...others,
      ...money,
      expenseId: newExpenseId(created),
      ledgerId,
      createdBy: ledgerId,
      date: created.toISOString().slice(0, 10),
      createdAt: created.toISOString(),
      updatedAt: updated.toISOString(),
      ...(requestHash && { requestHash }),
      ...(isDeleted && {
        deletedAt: updated.toISOString(),
        expiresAt: Math.floor(updated.getTime() / 1000) + 30 * 24 * 3600,
      }),
    });
  });
}
