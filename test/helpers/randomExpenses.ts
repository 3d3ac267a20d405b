import { randomInt, randomUUID } from "node:crypto";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../domain/expenses/model";
import { currencies } from "../../domain/values/currency";
import { expenseItem } from "./expenseItem";

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

/** Expenses of a ledger as a user could have made them within the days before `now`; some are in the trash. */
export function randomExpenses(count: number, now: Date, ledgerId: string = randomUUID()): ExpenseItem[] {
  return Array.from({ length: count }, () => {
    const created = new Date(now.getTime() - 2 * DAY_MS - randomInt(20 * DAY_MS));
    const updated = new Date(created.getTime() + randomInt(DAY_MS));
    const deleted = randomInt(10) === 0;
    return expenseItem({
      expenseId: newExpenseId(created),
      ledgerId,
      createdBy: ledgerId,
      amount: 1 + randomInt(100_000_000),
      currency: currencies[randomInt(currencies.length)] ?? "USD",
      date: created.toISOString().slice(0, 10),
      description: `${TEXTS[randomInt(TEXTS.length)]} ${randomInt(1000)}`,
      category: TEXTS[randomInt(TEXTS.length)] ?? "Other",
      createdAt: created.toISOString(),
      updatedAt: updated.toISOString(),
      version: 1 + randomInt(5),
      ...(randomInt(2) === 0 && { requestHash: randomUUID().replaceAll("-", "") }),
      ...(deleted && {
        deletedAt: updated.toISOString(),
        expiresAt: Math.floor(updated.getTime() / 1000) + 30 * 24 * 3600,
      }),
    });
  });
}
