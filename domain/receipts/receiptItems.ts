import type { ExpenseDocument } from "@aws-sdk/client-textract";
import { oneLine } from "../values/text";
import { isLabelAlone, labelIn } from "./labels";
import type { ReceiptItem } from "./model";
import { amountsIn, legible, type MoneyContext, type PrintedAmount, sumsIn } from "./printedAmounts";
import { withoutSign } from "./printedCurrencies";
import { withoutDays } from "./printedDays";
import { counted, countedInColumn } from "./quantities";
import { fieldOf, type ReadText } from "./readText";

/** More are not on a page. */
const MAX_LINES = 500;

/** One way to read the items of a receipt. */
export interface ItemsReading {
  items: ReceiptItem[];
  /** True if it is wrong unless the items add up to a printed sum. */
  mustFit?: boolean;
  /** True if the items were given back: they are printed below 0. */
  isReturn?: boolean;
}

/**
 * Returns the items that were bought, from Textract's groups and from the rows: the groups lack some items, or contain
 * other lines. A word such as `bar` or `total` ends the items, or is a part of the name of one.
 */
export function receiptItems(
  documents: readonly ExpenseDocument[],
  rows: readonly ReadText[],
  context: MoneyContext,
): ItemsReading[] {
  const found = documents.flatMap((document, index) => itemsOf(document, index + 1, context));
  const bought = found.filter(({ amount }) => amount > 0);
  const withoutColons = rows.map((row) =>
    hasDay(row) ? row : { ...row, text: row.text.replace(COLON, ".") },
  );
  const readings: ItemsReading[] = [
    { items: bought },
    { items: itemsInRows(rows, context) },
    { items: itemsInRows(withoutColons, context) },
    { items: itemsInRows(rows, context, { isSum: isLabelAlone }), mustFit: true },
    { items: itemsInRows(rows, context, { isWhole: true }), mustFit: true },
    signed(found),
    signed(itemsInRows(rows, context, { isSigned: true })),
  ];
  return readings.map((reading) => ({ ...reading, items: countedInColumn(reading.items) }));
}

/** Items of which some are below 0; more of them than were bought were given back. */
function signed(items: ReceiptItem[]): ItemsReading {
  const isReturn = items.reduce((sum, { amount }) => sum + amount, 0) < 0;
  const turned = isReturn ? items.map((item) => ({ ...item, amount: -item.amount })) : items;
  return { items: turned, mustFit: true, isReturn };
}

/** A colon beside a day is that of a time. */
const hasDay = ({ text }: ReadText) => withoutDays(legible(text)) !== legible(text);

/** Looks like a blurred decimal mark, and like the mark of a time. */
const COLON = /(?<=\d):(?=\d\d(?![\d:]))/g;

function itemsOf(
  { LineItemGroups = [] }: ExpenseDocument,
  page: number,
  context: MoneyContext,
): ReceiptItem[] {
  const lines = LineItemGroups.flatMap(({ LineItems = [] }) => LineItems).slice(0, MAX_LINES);
  return lines.flatMap(({ LineItemExpenseFields = [] }) => {
    const fields = LineItemExpenseFields.flatMap((field) => fieldOf(field, page) ?? []);
    const first = (...types: string[]) => fields.find(({ type }) => types.includes(type));
    const price = first("PRICE", "TOTAL") ?? first("UNIT_PRICE");
    const [amount] = price ? ownAmounts(price.text, context, "field") : [];
    const name = first("ITEM", "DESCRIPTION", "EXPENSE_ROW");
    if (!price || !amount || amount.minor === 0 || !name) return [];
    const quantity = quantityIn(first("QUANTITY")?.text ?? "");
    return [itemOf({ ...name, text: named(name.text, context) }, amount, quantity)];
  });
}

/** A name as Textract took it, without the sign that stood between it and the price. */
function named(text: string, { currency }: MoneyContext): string {
  const bare = withoutSign(text, currency);
  return bare === text ? text : nameIn(bare);
}

/** The amounts of a text without those in another currency. */
const ownAmounts = (text: string, context: MoneyContext, where: "field" | "row") =>
  ownOf(amountsIn(text, context, where), context);

const ownOf = (amounts: readonly PrintedAmount[], context: MoneyContext) =>
  amounts.filter(({ currency = context.currency }) => currency === context.currency);

/** `2`, `4.5`, `2 x`; undefined for others and for one. */
function quantityIn(text: string): number | undefined {
  const [, digits = ""] =
    /^\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:[x×*@]|stk|pcs|st\b|ea\b|$)/i.exec(legible(text)) ?? [];
  const quantity = Number(digits.replace(",", "."));
  return quantity > 0 && quantity !== 1 ? quantity : undefined;
}

function itemOf(
  { text, page, box }: ReadText,
  { minor, isNegative, isDashed }: PrintedAmount,
  quantity: number | undefined,
): ReceiptItem {
  const amount = isNegative || isDashed ? -minor : minor;
  const item = counted({ text: oneLine(text).slice(0, 200), amount, page, ...(box && { box }) });
  return quantity === undefined ? item : { ...item, quantity };
}

/** `2 x 1,99`, but not `2 x Milk`. */
const TIMES = /^\W*\d{1,3}(?:[.,]\d{1,3})?\s*(?:kg|stk?|pcs)?\.?\s*[x×*@]{1,2}\s*\p{Sc}?\s?\d/iu;

interface HowItems {
  isSum?: (before: string) => boolean;
  isWhole?: boolean;
  isSigned?: boolean;
}

/**
 * Reads the rows down to the first sum.
 * @param how.isSum Tells a row that holds one from an item, by the text before its amount; by default, every word of a
 *   label does.
 * @param how.isWhole True to read prices without decimals too, beside a sign.
 * @param how.isSigned True to keep rows below 0, such as returned bottles and discounts, as items below 0.
 */
function itemsInRows(
  rows: readonly ReadText[],
  context: MoneyContext,
  { isSum = () => true, isWhole = false, isSigned = false }: HowItems = {},
): ReceiptItem[] {
  const items: ReceiptItem[] = [];
  let named: ReadText | undefined;
  for (const row of rows) {
    const line = legible(row.text);
    const amounts = isWhole ? ownOf(sumsIn(line, context), context) : ownAmounts(line, context, "row");
    const last = amounts.at(-1);
    const [first] = amounts;
    const before = first ? withoutSign(line.slice(0, first.start), context.currency) : line;
    const priced = first ? `${before} ${line.slice(first.start)}` : line;
    const kind = isSum(before) ? labelIn(line)?.kind : undefined;
    if (last && (kind === "total" || kind === "subtotal" || kind === "paid") && items.length > 0) break;
    const isPriced = last !== undefined && line.length - last.end <= 6 && last.minor > 0;
    const isBelow = last !== undefined && (last.isNegative || last.isDashed);
    const isLess = isSigned && isBelow && kind === "discount";
    if (kind !== undefined && kind !== "count" && !isLess) continue;
    const isName = (before.match(/\p{L}/gu)?.length ?? 0) >= 2 && !TIMES.test(priced);
    if (!isPriced) {
      named = isName ? row : named;
      continue;
    }
    if (isBelow && !isSigned) continue;
    if (isName) items.push(itemOf({ ...row, text: nameIn(before) }, last, quantityIn(before)));
    else addBelow(items, named, priced, amounts);
    named = undefined;
  }
  return items;
}

/**
 * A row without a name, such as `3,98` or `2 x 1,99   3,98`: it belongs to the name above it, or to the item above it
 * that already has a price.
 */
function addBelow(items: ReceiptItem[], named: ReadText | undefined, line: string, amounts: PrintedAmount[]) {
  const last = amounts.at(-1);
  const quantity = TIMES.test(line) ? quantityIn(line) : undefined;
  const item = items.at(-1);
  if (!last) return;
  if (named) items.push(itemOf({ ...named, text: nameIn(named.text) }, last, quantity));
  else if (item && quantity && Math.abs(item.amount - last.minor * quantity) <= 1) item.quantity = quantity;
}

const nameIn = (text: string) => text.replace(/[\s\p{Sc}.:*(–—-]+$/u, "").trim();
