import "../../i18n/en/receipts";
import type { Part } from "../../../domain/expenses/parts";
import type { Candidate, ReceiptDraft } from "../../../domain/receipts/model";
import { MAX_PART_NOTE_BYTES, MAX_PART_NOTE_LENGTH, MAX_PARTS } from "../../../domain/values/limits";
import { formatAmount } from "../../../domain/values/money";
import { byteLength, cut, isolate, isWithin, oneLine } from "../../../domain/values/text";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { editableAmount } from "../../lib/formatting/typedNumbers";

// A reading of a receipt, as the form of an expense takes it.

/** A value to choose for a field of the form. */
export interface Choice {
  field: "amount" | "currency" | "description" | "date";
  /** As it stands in the field. */
  value: string;
  /** As people read it. */
  text: string;
  /** 0 to 100. */
  confidence: number;
  page: number;
  box?: Candidate<unknown>["box"];
}

/** The values that a receipt offers, the best of each field first, each once. */
export function choicesOf({ totals, currencies, merchants, days, currency }: ReceiptDraft): Choice[] {
  const choices = [
    ...totals.map((total): Choice => {
      const amount = formatAmount(total.value, currency);
      return {
        ...placed(total),
        field: "amount",
        value: editableAmount(amount, currency),
        text: money(amount, currency),
      };
    }),
    // Without a place: a sign stands in the frame of its amount.
    ...currencies.map(({ value, confidence, page }): Choice => {
      return { field: "currency", value, text: value, confidence, page };
    }),
    ...merchants.map((one): Choice => {
      return { ...placed(one), field: "description", value: oneLine(one.value), text: oneLine(one.value) };
    }),
    ...days.map(
      (day): Choice => ({ ...placed(day), field: "date", value: day.value, text: fullDay(day.value) }),
    ),
  ];
  const byValue = new Map<string, Choice>();
  for (const choice of choices) {
    const key = JSON.stringify([choice.field, choice.value]);
    if (!byValue.has(key)) byValue.set(key, choice);
  }
  return [...byValue.values()];
}

const placed = ({ confidence, page, box }: Candidate<unknown>) => ({ confidence, page, ...(box && { box }) });

/** The sums below the lines of a receipt, in words: what is missing or 0 is left out. */
export function sumsOf({ subtotal = 0, taxes, tip, discount, currency }: ReceiptDraft): string[] {
  const sums = [
    [t("receipts.subtotal"), subtotal],
    [t("receipts.tax"), taxes],
    [t("receipts.tip"), tip],
    [t("receipts.discount"), discount],
  ] as const;
  return sums.flatMap(([name, minor]) =>
    minor === 0 ? [] : `${name}: ${isolate(money(formatAmount(minor, currency), currency))}`,
  );
}

/** A part in minor units. */
type PartShare = Part<number>;

/** Guesses the category of a text; undefined if there is no indication. */
type Guess = (text: string) => string | undefined;

/**
 * The lines of a receipt as parts of its expense: with tax and tip, less the discount. Lines that are too many are put together by
 * category.
 * @param total Minor units.
 * @param standard The category of what cannot be guessed.
 * @returns no parts if the lines do not add up to the total: then some were not read, or not well.
 */
export function partsIn(draft: ReceiptDraft, total: number, standard: string, guess: Guess): Part<string>[] {
  if (total <= 0) return [];
  const items = draft.items.map(({ text, amount, category }): PartShare => {
    return { category: guess(text) ?? category ?? standard, amount, note: noteOf([text]) };
  });
  const others = extras(draft, items, total, standard);
  const shares = others && reduced([...items, ...others]);
  if (!shares || sumOf(shares) !== total) return [];
  const parts = shares.length > MAX_PARTS ? byCategory(shares) : shares;
  if (parts.length > MAX_PARTS) return [];
  return parts.map(({ category, amount, note }) => {
    return { category, amount: formatAmount(amount, draft.currency), ...(note && { note }) };
  });
}

const sumOf = (shares: readonly PartShare[]) => shares.reduce((sum, { amount }) => sum + amount, 0);

/** Tax, tip and discount, so far as the lines lack them: in most countries the prices include the tax. */
function extras(
  { taxes, tip, discount }: ReceiptDraft,
  items: readonly PartShare[],
  total: number,
  category: string,
): PartShare[] | undefined {
  if (items.length === 0) return undefined;
  const tax = { category, amount: taxes, note: t("receipts.tax") };
  const tipped = { category, amount: tip, note: t("receipts.tip") };
  const less = { category, amount: -discount, note: "" };
  const candidates = [
    [tax, tipped, less],
    [tipped, less],
    [tax, tipped],
    [tipped],
    [tax, less],
    [less],
    [tax],
    [],
  ];
  return candidates.find((some) => sumOf(items) + sumOf(some) === total);
}

/**
 * Subtracts a negative rest from the largest share: a part has an amount above 0.
 * @returns undefined if no share is large enough.
 */
function reduced(shares: readonly PartShare[]): PartShare[] | undefined {
  const above = shares.filter(({ amount }) => amount > 0).map((share) => ({ ...share }));
  for (const { amount } of shares.filter((share) => share.amount < 0)) {
    const [largest] = above.toSorted((a, b) => b.amount - a.amount);
    if (!largest || largest.amount <= -amount) return undefined;
    largest.amount += amount;
  }
  return above;
}

function byCategory(shares: readonly PartShare[]): PartShare[] {
  const groups = Map.groupBy(shares, ({ category }) => category);
  return [...groups].map(([category, own]) => {
    return { category, amount: sumOf(own), note: noteOf(own.map(({ note = "" }) => note)) };
  });
}

function noteOf(texts: readonly string[]): string {
  const note = oneLine(texts.filter(Boolean).join(", "));
  if (isWithin(note, MAX_PART_NOTE_LENGTH, MAX_PART_NOTE_BYTES)) return note;
  return `${cut(note, MAX_PART_NOTE_LENGTH - 1, MAX_PART_NOTE_BYTES - byteLength("…"))}…`;
}

/**
 * The category that most of the money on a receipt's lines is likely to belong to; undefined if there is no indication.
 */
export function likelyCategory({ items, merchants }: ReceiptDraft, guess: Guess): string | undefined {
  const [merchant] = merchants;
  const ofMerchant = merchant && guess(merchant.value);
  if (ofMerchant !== undefined) return ofMerchant;
  const sums = new Map<string, number>();
  for (const { text, amount, category } of items) {
    const name = guess(text) ?? category;
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  const [first] = [...sums].sort(([, a], [, b]) => b - a);
  return first?.[0];
}
