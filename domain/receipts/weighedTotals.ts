import type { LabelKind } from "./labels";
import type { ReceiptItem } from "./model";
import type { ReadText } from "./readText";
import type { PrintedSum } from "./receiptSums";

/** The score of an amount as the total if it has another label. */
export const WORTH: Partial<Record<LabelKind, number>> = {
  total: 1,
  paid: 0.4,
  balance: 0.3,
  subtotal: 0.25,
};

/** An amount that may be the total, with what the receipt says of it. */
export interface Weighed {
  minor: number;
  /** The printed total from which it differs by a tip or a rounding. */
  from?: number;
  score: number;
  best: PrintedSum;
  /** Its place. A field and the row that it was taken from are one place. */
  places: ReadText[];
  isConfirmed: boolean;
  /** True if nothing says that it is not another reading of its mark. */
  isUnsure: boolean;
  /** True if it is printed as an amount below 0. */
  isNegative: boolean;
  /** True if the receipt asks for it. */
  isDue: boolean;
}

/** The amounts that may be the total, each once, by their labels alone. */
export function weighedTotals(
  sums: readonly PrintedSum[],
  items: readonly ReceiptItem[],
  itemsSum: number,
): Weighed[] {
  const byAmount = new Map<number, Weighed>();
  for (const sum of sums) {
    const score = (WORTH[sum.kind] ?? 0) * sum.weight;
    if (score === 0) continue;
    const known = byAmount.get(sum.minor);
    if (known) addTo(known, sum, score);
    else byAmount.set(sum.minor, weighedBy(sum, score, [sum.source]));
  }
  addItemsSum(byAmount, itemsSum, items);
  addOthers(byAmount, sums);
  return [...byAmount.values()].filter(({ minor }) => minor > 0);
}

const weighedBy = (best: PrintedSum, score: number, places: ReadText[]): Weighed => ({
  ...{ minor: best.minor, score, best, places, isConfirmed: false },
  isUnsure: best.isUnsure ?? false,
  isNegative: best.isNegative ?? false,
  isDue: best.isDue ?? false,
});

function addTo(known: Weighed, sum: PrintedSum, score: number): void {
  known.isUnsure &&= sum.isUnsure ?? false;
  known.isNegative ||= sum.isNegative ?? false;
  known.isDue ||= sum.isDue ?? false;
  if (!known.places.some((place) => isAt(place, sum.source))) known.places.push(sum.source);
  if (score > known.score) Object.assign(known, { score, best: sum });
}

function addItemsSum(byAmount: Map<number, Weighed>, itemsSum: number, items: readonly ReceiptItem[]): void {
  const [item] = items;
  if (itemsSum === 0 || !item || byAmount.has(itemsSum)) return;
  const { text, page } = item;
  const best: PrintedSum = {
    kind: "total",
    minor: itemsSum,
    weight: 15,
    text,
    source: { text, page, confidence: 20 },
  };
  byAmount.set(itemsSum, weighedBy(best, 10, []));
}

/** Adds the other readings of the totals, for the user to choose. */
function addOthers(byAmount: Map<number, Weighed>, sums: readonly PrintedSum[]): void {
  for (const best of sums) {
    const { kind, other: minor } = best;
    if (kind !== "total" || minor === undefined || byAmount.has(minor)) continue;
    byAmount.set(minor, {
      ...weighedBy(best, 5, []),
      ...{ minor, isUnsure: true, isNegative: false, isDue: false },
    });
  }
}

/** True if two texts are at the same height. */
function isAt(one: ReadText, other: ReadText): boolean {
  if (one.page !== other.page || !one.box || !other.box) return false;
  const distance = one.box.top + one.box.height / 2 - other.box.top - other.box.height / 2;
  return Math.abs(distance) < Math.max(one.box.height, other.box.height) / 2;
}
