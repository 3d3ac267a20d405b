import * as z from "zod";
import { refuses } from "../http/refuses";
import { amount, currencyCode, day, line } from "../http/schemas";
import { isCurrency } from "../values/currency";
import { isDay, isInstant } from "../values/day";
import { MAX_TAG_LENGTH, MAX_TAGS } from "../values/limits";
import { formatAmount } from "../values/money";
import {
  fromDatetime,
  fromDecimal,
  fromJson,
  type SqlValue,
  toDatetime,
  toDecimal,
  toJson,
} from "../values/sqlValue";
import { fold } from "../values/text";
import { DEFAULT_KIND, KINDS } from "./kinds";
import { partsInSql, requestedParts, shownParts, showParts, storedParts } from "./partFields";
import { notesOf } from "./parts";
import { simpleFields } from "./simpleFields";
import { simpleSchemas, storedText } from "./simpleSchemas";
import { SOURCES } from "./sources";
import { storedHistory } from "./storedHistory";

// The one table of an expense's fields. The schemas of the API, the item in DynamoDB, the report, the export, the backup with its
// verification and the restore are all derived from it. A new field of a single value is an entry in `simpleFields.ts`; any other is an
// entry in `details`, and an input in the page.

/** A field of an expense, wherever the expense is written, read or stored. */
interface Field {
  /** In requests; absent if requests cannot set it. */
  request?: z.ZodType;
  /** In DynamoDB and MySQL: values that both can hold. */
  stored: z.ZodType;
  /** In responses; absent if responses do not show it. */
  response?: z.ZodType;
  /** Column of the table `expenses` in MySQL; absent if the backup keeps the field in the column `others`. */
  column?: string;
  /** Header of its column in the report; absent if the report omits it. */
  csv?: string;
  /** The value in the report and MySQL of an expense without the field. */
  unset?: string;
  /** The value in responses and histories, if it differs from the stored one. */
  show?(value: unknown, currency: string): unknown;
  /** The text in the report, if it differs from the value in responses. */
  print?(value: unknown): string;
  /** The value in MySQL, if it differs from the stored one. */
  toSql?(value: unknown, currency: string): SqlValue;
  /** Converts the value in MySQL to the stored one. */
  fromSql?(value: SqlValue, currency: string): unknown;
}

const ascii = (length: number) =>
  z
    .string()
    .regex(/^[\x20-\x7e]+$/, "is not visible ASCII")
    .max(length, `has more than ${length} characters`);
const positive = z.int("is not a whole number").positive("is not above 0");
const instant = z.string().refine(isInstant, "is not a UTC instant");
const datetime = { toSql: toDatetime, fromSql: fromDatetime };
const json = { toSql: toJson, fromSql: fromJson };

const isDistinct = (tags: readonly string[]) => new Set(tags.map(fold)).size === tags.length;

const { description, category, ...furtherFields } = simpleSchemas(simpleFields);

/** The optional fields. They came after the first release. */
const details = {
  kind: {
    request: z
      .enum(KINDS, refuses("kind.invalid"))
      .optional()
      .describe(
        "The amount is positive, whatever the kind. A refund reduces the spending; income is summed separately.",
      ),
    stored: z.enum(KINDS).exclude([DEFAULT_KIND]).optional(),
    response: z.enum(KINDS).optional().describe("Absent on an expense."),
    column: "kind",
    csv: "Kind",
    unset: DEFAULT_KIND,
  },
  ...furtherFields,
  tags: {
    request: z
      .array(line("A tag", MAX_TAG_LENGTH), refuses("tags.invalid"))
      .max(MAX_TAGS, refuses("tags.tooMany", { max: MAX_TAGS }))
      .refine(isDistinct, refuses("tags.duplicate"))
      .optional()
      .describe("Distinct, regardless of case and accents. An empty list means no tags."),
    stored: z.array(storedText(MAX_TAG_LENGTH)).min(1, "are none").max(MAX_TAGS, "are too many").optional(),
    response: z.array(z.string()).optional(),
    column: "tags",
    csv: "Tags",
    print: (tags: readonly string[]) => tags.join(", "),
    ...json,
  },
  source: {
    stored: z.enum(SOURCES).optional(),
    response: z
      .enum(SOURCES)
      .optional()
      .describe("Where it was entered. Absent on expenses from before this was recorded."),
    column: "source",
    csv: "Source",
  },
  /** The backup keeps it in `others`. */
  sourceId: {
    stored: ascii(64).optional(),
    response: z
      .string()
      .optional()
      .describe("ID of the recurring expense or the receipt that created it, if any."),
  },
  receiptId: {
    stored: ascii(64).optional(),
    response: z.string().optional().describe("ID of the receipt with its picture."),
    column: "receipt_id",
  },
  /** In integer minor units of `currency`. */
  parts: {
    request: requestedParts.optional(),
    stored: storedParts.optional(),
    response: shownParts.optional(),
    column: "parts",
    // A line of the report is one part; see `reportLines.ts`.
    csv: "Part Note",
    show: showParts,
    print: notesOf,
    ...partsInSql,
  },
} as const satisfies Record<string, Field>;

export const fields = {
  expenseId: { stored: ascii(64), response: z.string(), column: "expense_id", csv: "Expense ID" },
  description,
  /** Integer minor units of `currency`. */
  amount: {
    request: amount,
    stored: positive,
    response: z.string().describe("Decimal string with all decimals of the currency."),
    column: "amount",
    csv: "Amount",
    show: formatAmount,
    toSql: toDecimal,
    fromSql: fromDecimal,
  },
  date: {
    request: day.describe("Calendar day, YYYY-MM-DD.").optional(),
    stored: z.string().refine(isDay, "is not a day"),
    response: z.string(),
    column: "date",
    csv: "Date",
  },
  category,
  currency: {
    request: currencyCode.optional(),
    stored: z.string().refine(isCurrency, "is unknown"),
    response: z.string(),
    column: "currency",
    csv: "Currency",
  },
  createdBy: {
    stored: ascii(128),
    response: z.string().describe("ID of the user who logged it."),
    column: "created_by",
    csv: "Created By",
  },
  createdAt: {
    stored: instant,
    response: z.string().describe("UTC, ISO 8601 with milliseconds."),
    column: "created_at",
    csv: "Created At",
    ...datetime,
  },
  updatedAt: {
    stored: instant,
    response: z.string().describe("UTC, ISO 8601 with milliseconds."),
    column: "updated_at",
    csv: "Updated At",
    ...datetime,
  },
  version: {
    stored: positive.max(2 ** 32 - 1, "is too large"),
    response: z.int().describe("Increases with every change. The ETag is this number in quotes."),
    column: "version",
    csv: "Version",
  },
  ...details,
  /** The ledger that it belongs to; the owner's user ID. */
  ledgerId: { stored: ascii(128), column: "ledger_id" },
  deletedAt: {
    stored: instant.optional(),
    response: z.string().optional().describe("UTC; only on expenses in the trash."),
    column: "deleted_at",
    ...datetime,
  },
  /** Epoch seconds, the table's TTL attribute: when an expense in the trash is gone for good. */
  expiresAt: { stored: positive.optional(), column: "expires_at" },
  /** SHA-256 of the request that created it. Distinguishes a retry from another request with the same Idempotency-Key. */
  requestHash: { stored: ascii(64).optional(), column: "request_hash" },
  /** Its latest changes, oldest first, maintained by `history.ts`. It has routes of its own. */
  history: { stored: storedHistory.optional() },
} as const satisfies Record<string, Field>;

type Fields = typeof fields;
type Place = "request" | "stored" | "response";
type Shape<P extends Place> = {
  [Key in keyof Fields as Fields[Key] extends Record<P, z.ZodType> ? Key : never]: Fields[Key] extends Record<
    P,
    infer Schema
  >
    ? Schema
    : never;
};

/** The keys of the optional fields. */
export const detailKeys = Object.keys(details) as readonly (keyof typeof details)[];

/** The fields of an expense in DynamoDB. */
export type StoredFields = z.infer<z.ZodObject<Shape<"stored">>>;

/** A column of an expense in MySQL. */
export type Column = Extract<Fields[keyof Fields], { column: string }>["column"];

/** Every field with its key, in the order of the table. */
export const fieldList = Object.entries(fields).map(([key, field]) => ({
  key,
  ...field,
})) as readonly (Field & {
  key: keyof Fields;
  column?: Column;
})[];

/** The shape of the schema of an expense in requests, in responses or as it is stored. */
export function shapeOf<P extends Place>(place: P): Shape<P> {
  const shown = fieldList.filter((field) => field[place] !== undefined);
  return Object.fromEntries(shown.map((field) => [field.key, field[place]])) as Shape<P>;
}
