import * as z from "zod";
import { refuses } from "../http/refuses";
import { cursorOf, line, month } from "../http/schemas";
import { MAX_PAGE_SIZE, MAX_SEARCH_LENGTH } from "../values/limits";
import { category, fieldList, shapeOf } from "./fields";
import type { ExpenseItem } from "./model";

/** Body of `POST /expenses`. */
export const newExpense = z.strictObject(shapeOf("request")).meta({ id: "NewExpense" });
export type NewExpense = z.infer<typeof newExpense>;

/** Body of `POST /logexpense`. */
export const logExpenseBody = newExpense.pick({ description: true, amount: true }).meta({ id: "LogExpense" });

/** Body of `PATCH /expenses/{id}`: at least one property. */
export const expenseChanges = newExpense
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, refuses("changes.empty"))
  .meta({ id: "ExpenseChanges" });
export type ExpenseChanges = z.infer<typeof expenseChanges>;

/** An expense as the API shows it. */
export const expense = z.strictObject(shapeOf("response")).meta({ id: "Expense" });
export type Expense = z.infer<typeof expense>;

/** Answer of `POST /logexpense`. */
export const loggedExpense = z
  .strictObject({ message: z.literal("Expense logged successfully"), expenseId: z.string() })
  .meta({ id: "LoggedExpense" });

/** A page of expenses, newest first. */
export const expensePage = z
  .strictObject({
    expenses: z.array(expense),
    cursor: z.string().optional().describe("Ask for the next page with it; absent on the last page."),
  })
  .meta({ id: "ExpensePage" });
export type ExpensePage = z.infer<typeof expensePage>;

const LIMIT = refuses("limit.invalid", { max: MAX_PAGE_SIZE });
const limit = z.preprocess(
  // Digits only: `Number` would take 0x10, 1e2 and blanks too.
  (text) => (typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : text),
  z.int(LIMIT).min(1, LIMIT).max(MAX_PAGE_SIZE, LIMIT).default(50),
);
const cursor = cursorOf(400);

/** Query of `GET /expenses/trash`. */
export const trashQuery = z.strictObject({ limit, cursor });

/** Query of `GET /expenses`. */
export const listQuery = z.strictObject({
  month: month.optional(),
  category: category.optional(),
  q: line("The search text", MAX_SEARCH_LENGTH)
    .optional()
    .describe("Text in the description, the category or the amount, in upper or lower case."),
  limit,
  cursor,
});

/** Query of `GET /summary`. */
export const summaryQuery = z.strictObject({ month });

const SHOWN = fieldList.filter(({ response }) => response !== undefined);

/** Shapes a stored item for the API. */
export function toExpense(item: ExpenseItem): Expense {
  const shown: Record<string, unknown> = {};
  for (const { key, show } of SHOWN) {
    const value = item[key];
    if (value !== undefined) shown[key] = show === undefined ? value : show(value, item.currency);
  }
  return shown as Expense;
}
