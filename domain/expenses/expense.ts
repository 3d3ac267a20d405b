import * as z from "zod";
import { line } from "../http/line";
import { isCurrency } from "../values/currency";
import { FIRST_DAY, isDay, isMonth } from "../values/day";
import {
  MAX_AMOUNT_LENGTH,
  MAX_CATEGORY_LENGTH,
  MAX_DESCRIPTION_LENGTH,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
} from "../values/limits";
import { formatAmount, MAX_AMOUNT } from "../values/money";
import type { ExpenseItem } from "./model";

const amount = z
  .union([z.number(), z.string().max(MAX_AMOUNT_LENGTH, "The amount must be a decimal number.")], {
    error: "The amount must be a decimal number.",
  })
  .describe(`Decimal, above 0, at most ${MAX_AMOUNT}, no more decimals than the currency has.`);
const description = line("The description", MAX_DESCRIPTION_LENGTH);
const category = line("The category", MAX_CATEGORY_LENGTH);
const currency = z
  .string({ error: "The currency must be an ISO 4217 code, for example EUR." })
  .refine(isCurrency, "The currency must be an ISO 4217 code, for example EUR.")
  .describe("ISO 4217 code.");
const day = z
  .string({ error: "The date must be a day as YYYY-MM-DD." })
  .refine(isDay, `The date must be a day of the calendar as YYYY-MM-DD, from ${FIRST_DAY.slice(0, 4)} on.`)
  .describe("YYYY-MM-DD, the day as the user says it.");
const month = z
  .string()
  .refine(isMonth, "The month must be YYYY-MM, for example 2026-11.")
  .describe("YYYY-MM.");

/** Body of `POST /expenses`. */
export const newExpense = z
  .strictObject({
    description,
    amount,
    date: day.optional(),
    category: category.optional(),
    currency: currency.optional(),
  })
  .meta({ id: "NewExpense" });
export type NewExpense = z.infer<typeof newExpense>;

/** Body of `POST /logexpense`. */
export const logExpenseBody = newExpense.pick({ description: true, amount: true }).meta({ id: "LogExpense" });

/** Body of `PATCH /expenses/{id}`: at least one property. */
export const expenseChanges = z
  .strictObject({
    description: description.optional(),
    amount: amount.optional(),
    date: day.optional(),
    category: category.optional(),
    currency: currency.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, "Name at least one property to change.")
  .meta({ id: "ExpenseChanges" });
export type ExpenseChanges = z.infer<typeof expenseChanges>;

/** An expense as the API shows it. */
export const expense = z
  .strictObject({
    expenseId: z.string(),
    description: z.string(),
    amount: z
      .string()
      .describe("Decimal with all of its currency's decimals, as a string: money is never a float."),
    currency: z.string(),
    date: z.string(),
    category: z.string(),
    createdBy: z.string().describe("Id of the user who logged it."),
    createdAt: z.string().describe("UTC, ISO 8601 with milliseconds."),
    updatedAt: z.string().describe("UTC, ISO 8601 with milliseconds."),
    version: z.int().describe("Grows with every change; the ETag is this number in quotes."),
    deletedAt: z.string().optional().describe("UTC; only on expenses in the trash."),
  })
  .meta({ id: "Expense" });
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

const limit = z.preprocess(
  // Digits only: `Number` would take 0x10, 1e2 and blanks too.
  (text) => (typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : text),
  z
    .int("The limit must be a whole number.")
    .min(1, "The limit must be at least 1.")
    .max(MAX_PAGE_SIZE, `The limit must be at most ${MAX_PAGE_SIZE}.`)
    .default(50),
);
const cursor = z.string().max(400, "This cursor is not one of this list.").optional();

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

/** Shapes a stored item for the API. */
export function toExpense(item: ExpenseItem): Expense {
  return {
    expenseId: item.expenseId,
    description: item.description,
    amount: formatAmount(item.amount, item.currency),
    currency: item.currency,
    date: item.date,
    category: item.category,
    createdBy: item.createdBy,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    version: item.version,
    ...(item.deletedAt !== undefined && { deletedAt: item.deletedAt }),
  };
}
