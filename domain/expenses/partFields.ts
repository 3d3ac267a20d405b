import * as z from "zod";
import { ApiError } from "../http/apiError";
import { refuses } from "../http/refuses";
import { amount, line } from "../http/schemas";
import { MAX_PART_NOTE_BYTES, MAX_PART_NOTE_LENGTH, MAX_PARTS } from "../values/limits";
import { formatAmount } from "../values/money";
import { fromDecimal, fromJson, type SqlValue, toJson } from "../values/sqlValue";
import { maxBytes } from "../values/text";
import { moneyOf } from "./amounts";
import { simpleFields } from "./simpleFields";
import { clearable, labelOf, storedText } from "./simpleSchemas";

// The schemas of an expense's parts, and their form in each place that keeps or shows them.

const INVALID = refuses("parts.invalid");

/** In requests. */
export const requestedParts = z
  .array(
    z.strictObject(
      {
        category: line(labelOf("category"), simpleFields.category.max),
        amount,
        note: clearable(line("The note", MAX_PART_NOTE_LENGTH, MAX_PART_NOTE_BYTES)),
      },
      { error: INVALID },
    ),
    INVALID,
  )
  .max(MAX_PARTS, refuses("parts.tooMany", { max: MAX_PARTS }))
  .describe("They sum to the amount, and count in their own categories. An empty list means no parts.");

/** As an expense has them. */
export const storedParts = z
  .array(
    z.strictObject({
      category: storedText(simpleFields.category.max, maxBytes(simpleFields.category.max)),
      amount: z.int("is not a whole number").positive("is not above 0"),
      note: storedText(MAX_PART_NOTE_LENGTH, MAX_PART_NOTE_BYTES).optional(),
    }),
  )
  .min(1, "are none")
  .max(MAX_PARTS, "are too many");

/** In responses, and frozen in histories. */
export const shownParts = z.array(
  z.strictObject({
    category: z.string(),
    amount: z.string().describe("Decimal string with all decimals of the currency."),
    note: z.string().optional(),
  }),
);

type StoredParts = z.infer<typeof storedParts>;

/** Parts as responses show them. */
export function showParts(parts: StoredParts, currency: string): z.infer<typeof shownParts> {
  return parts.map(({ category, amount, note }) =>
    withNote({ category, amount: formatAmount(amount, currency) }, note),
  );
}

/**
 * Returns the parts of a request as they are stored.
 * @throws ApiError 400 if an amount is invalid, or if they do not sum to the amount of their expense.
 */
export function partsOf(
  parts: z.infer<typeof requestedParts>,
  { amount, currency }: { amount: number; currency: string },
): StoredParts {
  const read = parts.map((part, index) => {
    const context = { expected: currency, requested: currency, field: `parts.${index}.amount` };
    return withNote({ category: part.category, amount: moneyOf(part.amount, context).amount }, part.note);
  });
  const sum = read.reduce((total, part) => total + part.amount, 0);
  if (sum === amount) return read;
  const values = { sum: formatAmount(sum, currency), amount: formatAmount(amount, currency) };
  throw new ApiError("parts.unequal", { field: "parts", values });
}

/** Parts as MySQL keeps them: JSON, with amounts in units of the currency, like the amount of the expense. */
export const partsInSql = {
  toSql: (parts: StoredParts, currency: string): SqlValue => toJson(showParts(parts, currency)),
  fromSql(json: SqlValue, currency: string): unknown {
    const read = fromJson(json);
    if (!Array.isArray(read)) return read;
    return read.map((part) => ({ ...part, amount: fromDecimal(part?.amount, currency) }));
  },
};

/**
 * A part with its note, if it has one. Sets the order of properties, which DynamoDB does not keep, so that every
 * response has the same.
 */
const withNote = <Of extends object>(part: Of, note: string | undefined) =>
  note === undefined ? part : { ...part, note };
