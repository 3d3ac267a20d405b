import type { ReceiptItem } from "./model";

// The number of pieces of an item, if it is printed on the same line as its name.

/** `2 x Milk`, `3 Stk. Brot`. */
const BEFORE = /^(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:[x×*@]|stk\.?|pcs\.?)\s+(?=\p{L})/iu;

/** `Milk 2 x`, which was followed by the unit price. */
const BEHIND = /\s+(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:[x×*@]|stk\.?|pcs\.?)$/iu;

/** `2 Milk`, or `7 Up`. */
const IN_COLUMN = /^(\d{1,2})\s+(?=\p{L})/u;

/** An item without the quantity in its text. */
export function counted(item: ReceiptItem): ReceiptItem {
  const found = BEFORE.exec(item.text) ?? BEHIND.exec(item.text);
  return found ? withQuantity(item, found) : item;
}

/**
 * Handles items whose texts all begin with a number: on such a receipt it is the quantity, otherwise it may belong to
 * the name.
 */
export function countedInColumn(items: ReceiptItem[]): ReceiptItem[] {
  const found = items.map(({ text }) => IN_COLUMN.exec(text));
  if (items.length < 2 || !found.every((match) => match !== null)) return items;
  return items.map((item, index) => withQuantity(item, found[index] ?? [""]));
}

function withQuantity(item: ReceiptItem, [printed, digits = ""]: readonly string[]): ReceiptItem {
  const quantity = Number(digits.replace(",", "."));
  const text = item.text.replace(printed ?? "", "").trim();
  return { ...item, text, ...(quantity > 0 && quantity !== 1 && { quantity }) };
}
