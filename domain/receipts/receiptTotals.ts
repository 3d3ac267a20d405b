import type { LabelKind } from "./labels";
import type { Candidate, ReceiptItem } from "./model";
import type { PrintedSum } from "./receiptSums";

export interface TotalsFound {
  /** Minor units, best first. */
  totals: Candidate<number>[];
  /** True if nothing on the receipt confirms the first. */
  isUncertain: boolean;
  /** Minor units. */
  subtotal?: number;
  taxes: number;
  tip: number;
  discount: number;
}

/** The worth of an amount as the total if it is called something else. */
const WORTH: Partial<Record<LabelKind, number>> = { total: 1, paid: 0.4, balance: 0.3, subtotal: 0.25 };

interface Weighed {
  minor: number;
  score: number;
  best: PrintedSum;
  times: number;
  isConfirmed: boolean;
}

/** Weighs what may be the total: by its label, how often it occurs, and what adds up to it. */
export function receiptTotals(sums: readonly PrintedSum[], items: readonly ReceiptItem[]): TotalsFound {
  const parts = partsOf(sums, items);
  const byAmount = new Map<number, Weighed>();
  for (const sum of sums) {
    const worth = (WORTH[sum.kind] ?? 0) * sum.weight;
    if (worth === 0) continue;
    const known = byAmount.get(sum.minor);
    if (!known)
      byAmount.set(sum.minor, { minor: sum.minor, score: worth, best: sum, times: 1, isConfirmed: false });
    else {
      known.times += 1;
      if (worth > known.score) Object.assign(known, { score: worth, best: sum });
    }
  }
  addItemsSum(byAmount, parts.itemsSum, items);
  const weighed = [...byAmount.values()].filter(({ minor }) => minor > 0);
  for (const one of weighed) confirm(one, parts);
  weighed.sort((a, b) => b.score - a.score);
  const [first, second] = weighed;
  const isClose = first !== undefined && second !== undefined && first.score - second.score < 8;
  return {
    totals: weighed.map(candidateOf),
    isUncertain: first !== undefined && (isClose || (!first.isConfirmed && first.score < 62)),
    ...breakdown(first?.minor, parts),
  };
}

interface Parts {
  itemsSum: number;
  subtotals: number[];
  taxes: number[];
  tips: number[];
  discounts: number[];
  paid: number[];
  change: number[];
}

function partsOf(sums: readonly PrintedSum[], items: readonly ReceiptItem[]): Parts {
  const of = (kind: LabelKind) => [
    ...new Set(sums.filter((sum) => sum.kind === kind && sum.minor > 0).map(({ minor }) => minor)),
  ];
  return {
    itemsSum: items.reduce((sum, { amount }) => sum + amount, 0),
    ...{ subtotals: of("subtotal"), taxes: of("tax"), tips: of("tip"), discounts: of("discount") },
    ...{ paid: of("paid"), change: of("change") },
  };
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
  byAmount.set(itemsSum, { minor: itemsSum, score: 10, best, times: 0, isConfirmed: false });
}

/** None, each alone, and all of them. */
const options = (amounts: readonly number[]) => [0, ...amounts, amounts.reduce((a, b) => a + b, 0)];

/** The parts that add up to a total, and from what; undefined if none do. */
function partsThatFit(total: number, { itemsSum, subtotals, taxes, tips, discounts }: Parts) {
  for (const base of [...subtotals, itemsSum].filter((amount) => amount > 0))
    for (const tax of options(taxes))
      for (const tip of options(tips))
        for (const discount of options(discounts))
          if (base + tax + tip - discount === total) return { base, tax, tip, discount };
  return undefined;
}

function confirm(one: Weighed, parts: Parts): void {
  const { minor } = one;
  let support = Math.min(18, 6 * Math.max(0, one.times - 1));
  const fit = partsThatFit(minor, parts);
  // A subtotal that equals it says little; the items' sum, or a tax that makes the difference, a lot.
  if (fit) support += fit.base === minor && fit.base !== parts.itemsSum ? 8 : 30;
  if (parts.paid.includes(minor)) support += 12;
  if (parts.paid.some((paid) => parts.change.some((change) => paid - change === minor))) support += 20;
  // The items' sum alone does not confirm itself.
  one.isConfirmed = one.times > 0 && support >= 12;
  if (!fit && parts.discounts.length === 0 && parts.subtotals.some((subtotal) => subtotal > minor))
    support -= 20;
  one.score += support;
}

/** The parts of the chosen total; of several that fit, those with the subtotal. Prices may include the taxes. */
function breakdown(
  total: number | undefined,
  parts: Parts,
): Pick<TotalsFound, "subtotal" | "taxes" | "tip" | "discount"> {
  const fit = total === undefined ? undefined : partsThatFit(total, parts);
  const { subtotals, taxes, tips, discounts } = parts;
  const subtotal = fit && subtotals.includes(fit.base) ? fit.base : subtotals[0];
  return {
    ...(subtotal !== undefined && { subtotal }),
    taxes: fit?.tax || sumOfTaxes(taxes),
    tip: fit?.tip ?? tips[0] ?? 0,
    discount: fit?.discount ?? discounts[0] ?? 0,
  };
}

/** The taxes of all rates: the last is their sum if it is that, and not one more. */
function sumOfTaxes(taxes: readonly number[]): number {
  const sum = taxes.reduce((a, b) => a + b, 0);
  return taxes.some((tax) => tax * 2 === sum) && taxes.length > 2 ? sum / 2 : sum;
}

function candidateOf({ minor, score, best }: Weighed): Candidate<number> {
  const { page, box } = best.source;
  const confidence = Math.round(Math.max(1, Math.min(99, score)));
  return { value: minor, confidence, text: best.text, page, ...(box && { box }) };
}
