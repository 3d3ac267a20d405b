import * as z from "zod";
import { refuses } from "../http/refuses";
import { anyOf, currencyCode, cursorOf, limitOf, line, month } from "../http/schemas";
import { FIRST_DAY, isInstant, LAST_DAY } from "../values/day";
import {
  MAX_AMOUNT_LENGTH,
  MAX_CATEGORY_NAMES_LENGTH,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
  MAX_TAG_LENGTH,
} from "../values/limits";
import { ALL_KNOWN } from "./changesSince";
import { fieldList, fields, shapeOf } from "./fields";
import { maxFilterNames, USER_ID } from "./filterLimits";
import { KINDS } from "./kinds";
import type { ExpenseItem } from "./model";
import { simpleFields } from "./simpleFields";
import { summary } from "./summary";

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

const nextCursor = z
  .string()
  .optional()
  .describe("Cursor of the next page; absent on the last page. A page with a cursor may be empty.");

/** A page of expenses, newest first. */
export const expensePage = z
  .strictObject({
    expenses: z.array(expense),
    cursor: nextCursor,
    until: z.string().describe("UTC. Pass it as `since` to `GET /expenses/changes` to get later changes."),
    summary: summary
      .optional()
      .describe(
        "On the first page, if requested by `sums`: the whole month, from the same reading as the page. Absent if the month is too large to be summed in time.",
      ),
  })
  .meta({ id: "ExpensePage" });
export type ExpensePage = z.infer<typeof expensePage>;

/** A page of changes, oldest first. An expense that changes meanwhile may occur again, in its newer version. */
export const changePage = z
  .strictObject({
    expenses: z
      .array(expense)
      .describe(
        "Their current state; those in the trash have `deletedAt`. The higher version is the newer one.",
      ),
    gone: z.array(z.string()).describe("IDs of expenses that are gone for good."),
    cursor: nextCursor,
    until: z.string().describe("UTC; `since` of the next request, after the last page."),
    known: z
      .string()
      .describe(
        "What the caller was told so far; `known` of the next request, for a page as well as for later changes.",
      ),
    ledgerVersion: z
      .int()
      .describe("Version of the ledger: that in the ETag of `GET /ledger/settings`, which may have changed."),
  })
  .meta({ id: "ChangePage" });
export type ChangePage = z.infer<typeof changePage>;

const limit = limitOf(MAX_PAGE_SIZE, 50);
const cursor = cursorOf(400);

const oneOf = <One extends z.ZodType>(name: string, one: One) => anyOf(name, one, maxFilterNames(name));
const category = oneOf("category", line("The category", simpleFields.category.max));
const merchant = oneOf("merchant", line("The merchant", simpleFields.merchant.max));

/** Query of `GET /expenses/trash`. */
export const trashQuery = z.strictObject({ category, limit, cursor });

/** Query of `GET /expenses`. */
export const listQuery = z
  .strictObject({
    month: month.optional(),
    from: fields.date.request.describe("First day, YYYY-MM-DD."),
    to: fields.date.request.describe("Last day, YYYY-MM-DD."),
    category: category.describe(`That of the expense, or of one of its parts. ${category.description}`),
    tag: oneOf("tag", line("The tag", MAX_TAG_LENGTH)),
    merchant,
    name: oneOf("name", line("The name", simpleFields.description.max)).describe(
      `The merchant, or the description of an expense without one. ${merchant.description}`,
    ),
    amount: oneOf("amount", line("The amount", MAX_AMOUNT_LENGTH)).describe(
      `Decimal with all of its currency's decimals. ${merchant.description}`,
    ),
    createdBy: oneOf("createdBy", z.string().regex(USER_ID, refuses("userId.invalid"))),
    kind: oneOf("kind", z.enum(KINDS, refuses("kind.invalid"))),
    currency: oneOf("currency", currencyCode),
    q: line("The search text", MAX_SEARCH_LENGTH)
      .optional()
      .describe(
        "Words in the description, a category, the merchant, the notes, a tag, the note of a part or the amount, regardless of order, case and accents.",
      ),
    categoryNames: line("The names of categories", MAX_CATEGORY_NAMES_LENGTH)
      .optional()
      .describe(
        "The names under which the searcher knows categories, which `q` also matches, for example `Groceries=Lebensmittel;Home=Wohnen`.",
      ),
    sums: z
      .preprocess(
        (text) => (text === "true" || text === "false" ? text === "true" : text),
        z.boolean(refuses("flag.invalid", { name: "sums" })),
      )
      .default(false)
      .describe("True to also sum the whole month, regardless of the other filters."),
    limit,
    cursor,
  })
  .refine(({ from = FIRST_DAY, to = LAST_DAY }) => from <= to, {
    message: refuses("days.reversed"),
    path: ["to"],
  });

export type ListRequest = z.input<typeof listQuery>;

/** Body of `POST /expenses/search`: the query of `GET /expenses`. */
export const expenseSearch = listQuery.meta({ id: "ExpenseSearch" });

/** Query of `GET /expenses/changes`. */
export const changesQuery = z.strictObject({
  since: z
    .string()
    .refine(isInstant, refuses("since.invalid"))
    .describe("`until` of the list or the changes that were last read."),
  limit,
  cursor,
  known: cursorOf(1500).describe(
    `\`known\` of the last answer: what it told is left out, unless it changed since. \`${ALL_KNOWN}\` for a caller that is about to read the whole ledger: nothing is told.`,
  ),
});

const SHOWN = fieldList.filter(({ response }) => response !== undefined);

/** Shapes a stored item for the API. */
export function toExpense(item: ExpenseItem): Expense {
  return shownFields(item) as Expense;
}

/** The fields of an expense, or of a recurring expense, as the API shows them. */
export function shownFields(item: Partial<ExpenseItem> & Pick<ExpenseItem, "currency">): Partial<Expense> {
  const shown: Record<string, unknown> = {};
  for (const { key, show } of SHOWN) {
    const value = item[key];
    if (value !== undefined) shown[key] = show === undefined ? value : show(value, item.currency);
  }
  return shown;
}
