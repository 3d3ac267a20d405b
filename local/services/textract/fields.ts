import { joined } from "./geometry";
import type { Detection } from "./model";

// The fields that Textract finds on a receipt, by the labels of English receipts: AWS documents it for English only.
// Receipts in other languages have their lines, as on AWS.

/** A row of a page, and the words of its text. */
export interface PrintedRow extends Detection {
  words: readonly Detection[];
}

const AMOUNT = /^(.*?)\s*([$€£]?\s?-?\d{1,3}(?:[.,\s]?\d{3})*[.,]\d{2})\s?(?:[A-Z]{1,3}|\*)?$/;

/** Confidence below which recognized letters may not be letters: the edge of a table looks like some. */
const LEGIBLE = 50;

const LABELS: readonly [type: string, pattern: RegExp][] = [
  ["SUBTOTAL", /^sub[\s-]?total\b/i],
  ["TAX", /^(sales |total )?(tax|vat|gst|hst)\b/i],
  ["GRATUITY", /^(tip|gratuity)\b/i],
  ["DISCOUNT", /^(discount|coupon|savings)\b/i],
  ["AMOUNT_PAID", /^(amount paid|tend|cash|visa|mastercard|card|paid)\b/i],
  ["TOTAL", /^(grand )?(total|amount due|balance due)\b(?! items| savings)/i],
];

/** Two digits before a colon are an hour, and no year. */
const DATE =
  /\b(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[ -][A-Z][a-z]{2,8}\.?[ -]\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\b(?!(?<=\D\d\d):\d)/;

/** The summary of a page: amounts with an English label, dates, and the first line as the vendor. */
export function summaryFieldsOf(rows: readonly PrintedRow[], page: number): object[] {
  const head = rows.find(({ Confidence }) => Confidence >= LEGIBLE);
  const vendor =
    head && page === 1 && /\p{L}{3}/u.test(head.Text) ? [fieldOf("VENDOR_NAME", head, page)] : [];
  const dates = rows.flatMap((row) => {
    const [text] = DATE.exec(row.Text) ?? [];
    return text === undefined ? [] : [fieldOf("INVOICE_RECEIPT_DATE", partOf(row, text), page)];
  });
  return [...vendor, ...dates, ...rows.flatMap((row) => amountField(row, page) ?? [])];
}

function amountField(row: PrintedRow, page: number): object | undefined {
  const [, label = "", amount] = AMOUNT.exec(row.Text) ?? [];
  const type = LABELS.find(([, pattern]) => pattern.test(label))?.[0];
  if (type === undefined || amount === undefined) return undefined;
  return {
    ...fieldOf(type, partOf(row, amount), page),
    LabelDetection: partOf(row, label),
  };
}

/** A part of a row, at the place of its words. */
function partOf({ Text, words }: PrintedRow, part: string): Detection {
  const first = Text.slice(0, Text.lastIndexOf(part)).split(" ").length - 1;
  return { ...joined(words.slice(first, first + part.trim().split(" ").length)), Text: part };
}

const fieldOf = (type: string, { Text, Confidence, Geometry }: Detection, PageNumber: number) => ({
  Type: { Text: type, Confidence },
  ValueDetection: { Text, Confidence, Geometry },
  PageNumber,
});

/** The items of a page: rows of a text and an amount, above the first sum. */
export function lineItemsOf(rows: readonly PrintedRow[], page: number): object[] {
  const end = rows.findIndex(
    ({ Text }) => LABELS.some(([, pattern]) => pattern.test(Text)) && AMOUNT.test(Text),
  );
  // Without an English sum, nothing indicates where items end.
  if (end === -1) return [];
  const items = rows.slice(0, end).flatMap((row) => {
    const [, name = "", price] = AMOUNT.exec(row.Text) ?? [];
    if (price === undefined || !/\p{L}{2}/u.test(name)) return [];
    return {
      LineItemExpenseFields: [
        fieldOf("ITEM", partOf(row, name), page),
        fieldOf("PRICE", partOf(row, price), page),
        fieldOf("EXPENSE_ROW", row, page),
      ],
    };
  });
  return items.length === 0 ? [] : [{ LineItemGroupIndex: page, LineItems: items }];
}
