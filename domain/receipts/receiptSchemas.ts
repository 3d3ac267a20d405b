import * as z from "zod";
import { expense, newExpense } from "../expenses/expense";
import { refuses } from "../http/refuses";
import { cursorOf, languageTag, limitOf, line, utcTime } from "../http/schemas";
import { MAX_FILE_NAME_LENGTH, MAX_PAGE_SIZE, MAX_RECEIPT_BYTES } from "../values/limits";
import { UUID } from "../values/uuid";
import { RECEIPT_DOUBTS, RECEIPT_STATES, RECEIPT_TYPES } from "./model";

const BYTES = refuses("receipt.bytesInvalid", { max: MAX_RECEIPT_BYTES });

/** Body of `POST /receipts`. */
export const newReceipt = z
  .strictObject({
    receiptId: z
      .string(refuses("receiptId.invalid"))
      .regex(UUID, refuses("receiptId.invalid"))
      .describe("A UUID in lowercase. The same ID with the same file returns the same receipt again."),
    fileName: line("The name of the file", MAX_FILE_NAME_LENGTH),
    contentType: z.enum(RECEIPT_TYPES, refuses("receipt.typeInvalid")),
    bytes: z.int(BYTES).min(1, BYTES).max(MAX_RECEIPT_BYTES, BYTES).describe("Size of the file."),
    sha256: z
      .string(refuses("receipt.hashInvalid"))
      .regex(/^[0-9a-f]{64}$/, refuses("receipt.hashInvalid"))
      .describe("Of the file, in hexadecimal digits."),
    locale: languageTag.default("en-US").describe("BCP 47. Determines how a date such as 03/04 is read."),
    isToBeRead: z
      .boolean()
      .optional()
      .describe(
        "False for the picture of an existing expense: it is kept, and read only if that is requested.",
      ),
  })
  .meta({ id: "NewReceipt" });
export type NewReceipt = z.infer<typeof newReceipt>;

const box = z.strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

const candidateOf = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    confidence: z.number().describe("0 to 100."),
    text: z.string().describe("The source text."),
    page: z.int().describe("From 1."),
    box: box.optional(),
  });

const kind = z.literal("refund").optional().describe("Absent for a purchase.");

const minor = z.int().describe("Minor units of the draft's currency.");

const draft = z.strictObject({
  merchants: z.array(candidateOf(z.string())),
  days: z.array(candidateOf(z.string())).describe("YYYY-MM-DD."),
  totals: z.array(candidateOf(minor)),
  currency: z.string(),
  currencies: z.array(candidateOf(z.string())),
  subtotal: minor.optional(),
  taxes: minor,
  tip: minor,
  discount: minor,
  items: z.array(
    z.strictObject({
      text: z.string(),
      amount: minor,
      quantity: z.number().optional(),
      page: z.int(),
      box: box.optional(),
      category: z.string().optional(),
    }),
  ),
  kind,
  doubts: z.array(z.enum(RECEIPT_DOUBTS)).describe("Doubts that the user has to check."),
});

const title = z
  .strictObject({
    merchant: z.string().optional(),
    total: z.string().optional().describe("Decimal string."),
    currency: z.string(),
    day: z.string().optional(),
    kind,
  })
  .describe("The best candidates for each value.");

const receiptShape = {
  receiptId: z.string(),
  state: z
    .enum(RECEIPT_STATES)
    .describe(
      "`uploading`: its file has not arrived. `reading`: it is being read. `toConfirm`: read. `failed`: see `failure`. `confirmed`: it belongs to an expense.",
    ),
  fileName: z.string(),
  contentType: z.enum(RECEIPT_TYPES),
  bytes: z.int(),
  sha256: z.string(),
  hasFile: z.boolean().describe("False until the file has arrived, or if it could not be kept."),
  pages: z.int().optional(),
  createdAt: utcTime,
  createdBy: z.string().describe("ID of the user who added it."),
  version: z.int(),
  failure: z.string().optional().describe("Code of the reason why it was not read."),
  expenseId: z.string().optional().describe("The expense that it belongs to."),
  title: title.optional(),
};

/** A receipt as the API shows it. */
export const receipt = z.strictObject(receiptShape).meta({ id: "Receipt" });
export type Receipt = z.infer<typeof receipt>;

/** Answer of `POST /receipts`. */
export const announcedReceipt = z
  .strictObject({
    receipt,
    upload: z
      .strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) })
      .optional()
      .describe(
        "A form for the file: send its fields, then the file as `file`, by POST within minutes. Absent once the file has arrived.",
      ),
  })
  .meta({ id: "AnnouncedReceipt" });

/** Query of `GET /receipts`. */
export const receiptsQuery = z.strictObject({
  state: z
    .enum(["open", "confirmed"], refuses("receipt.stateInvalid"))
    .optional()
    .describe("`open`: receipts that do not belong to an expense yet. Default: all, the open ones first."),
  limit: limitOf(MAX_PAGE_SIZE, 50),
  cursor: cursorOf(200),
});

const pagesLeft = z
  .strictObject({ user: z.int().optional(), stack: z.int().optional() })
  .describe("Pages that can still be read this month, by the user and by all users together.");

/** Answer of `GET /receipts`. */
export const receiptList = z
  .strictObject({
    receipts: z.array(receipt).describe("Newest first."),
    cursor: z.string().optional(),
    pagesLeft,
  })
  .meta({ id: "ReceiptList" });
export type ReceiptList = z.infer<typeof receiptList>;

const match = z.strictObject({
  receiptId: z.string().optional(),
  expenseId: z.string().optional(),
  fileName: z
    .string()
    .optional()
    .describe("Name of a receipt's file. An unread receipt has no other identification."),
  merchant: z.string().optional(),
  day: z.string().optional(),
  amount: z.string().optional().describe("Decimal string."),
  currency: z.string().optional(),
  sameFile: z.boolean().optional().describe("True if its file is the same, byte by byte."),
});
export type ReceiptMatch = z.infer<typeof match>;

/** Answer of `GET /receipts/{id}`. */
export const receiptDetails = z
  .strictObject({
    ...receiptShape,
    draft: draft.optional().describe("Everything that was read, until the receipt is confirmed."),
    similar: z
      .array(match)
      .describe("Receipts with the same file, and receipts and expenses with the same day and total."),
  })
  .meta({ id: "ReceiptDetails" });
export type ReceiptDetails = z.infer<typeof receiptDetails>;

/** Answer of `GET /receipts/{id}/picture`. */
export const receiptPicture = z
  .strictObject({
    url: z.string().describe("Link to the file. It requires no sign-in and expires within minutes."),
  })
  .meta({ id: "ReceiptPicture" });

/** Body of `POST /receipts/{id}/confirm`: a new expense, or just the ID of an existing one. */
export const confirmation = newExpense
  .partial()
  .extend({
    expenseId: z
      .string(refuses("expenseId.invalid"))
      .min(1, refuses("expenseId.invalid"))
      .max(64, refuses("expenseId.invalid"))
      .optional()
      .describe("The expense that the receipt is attached to. Without it the body is a new expense."),
  })
  .superRefine(({ expenseId, ...others }, { addIssue }) => {
    if (expenseId === undefined) return;
    for (const name of Object.keys(others)) {
      addIssue({ code: "custom", message: refuses("property.unknown", { name }), path: [name] });
    }
  })
  .meta({ id: "ReceiptConfirmation" });

/** Answer of `POST /receipts/{id}/confirm`. */
export const confirmedReceipt = z.strictObject({ expense }).meta({ id: "ConfirmedReceipt" });
