import type { LabelKind } from "./labels";
import type { Candidate, ReceiptItem } from "./model";
import type { ItemsReading } from "./receiptItems";
import type { PrintedSum } from "./receiptSums";
import { type Weighed, weighedTotals } from "./weighedTotals";
import { placeOf } from "./wordPlaces";

export interface TotalsFound {
  /** Minor units, best first. */
  totals: Candidate<number>[];
  /** The first, and the total without the tip or rounding that was paid with it: one of them may have the currency. */
  printedTotals: readonly number[];
  /** True if nothing on the receipt confirms the first. */
  isUncertain: boolean;
  /** True if the first is given back. */
  isRefund: boolean;
  /** Minor units. */
  subtotal?: number;
  taxes: number;
  tip: number;
  discount: number;
}

/** A smaller lead is not decisive. At 8, cash was taken for the total of a long receipt without a question. */
const LEAD = 10;

/** Ranks the candidates for the total: by label, frequency, and which parts add up to it. */
export function receiptTotals(sums: readonly PrintedSum[], items: readonly ReceiptItem[]): TotalsFound {
  const parts = partsOf(sums, items);
  const weighed = withRounded(weighedTotals(sums, items, parts.itemsSum), sums, parts);
  const fits = fitsOf(parts);
  for (const one of weighed) confirm(one, parts, fits.get(one.minor));
  weighed.sort((a, b) => b.score - a.score);
  const [likeliest] = weighed;
  const hasTip = likeliest && (fits.get(likeliest.minor)?.tip ?? 0) > 0;
  const tipped = hasTip ? undefined : tippedOf(weighed, sums, parts);
  if (tipped)
    weighed.splice(0, weighed.length, tipped, ...weighed.filter(({ minor }) => minor !== tipped.minor));
  const [first, second] = weighed;
  const fit = first && fits.get(first.minor);
  const isClose = first !== undefined && second !== undefined && first.score - second.score < LEAD;
  const isOverruled = first?.best.kind !== "total" && weighed.some(({ best }) => best.kind === "total");
  // A gift card or a deposit pays a part: only the user knows which of the two they spent.
  const isPartlyPaid = !first?.isDue && (weighed.some(({ isDue }) => isDue) || isReducedBelow(first, parts));
  const isUnconfirmed = first !== undefined && !first.isConfirmed && first.score < 62;
  return {
    totals: weighed.map(candidateOf),
    printedTotals: first ? [first.minor, first.from ?? first.minor - (fit?.tip ?? 0)] : [],
    isRefund: first?.isNegative ?? false,
    isUncertain:
      tipped !== undefined ||
      isClose ||
      isOverruled ||
      isPartlyPaid ||
      isUnconfirmed ||
      (first?.isUnsure ?? false),
    ...breakdown(fit, parts),
  };
}

/**
 * Returns, of several readings of the items, the one whose sum is nearest to what is printed below; the first of
 * equally near ones.
 */
export function itemsThatFit(
  readings: readonly ItemsReading[],
  sums: readonly PrintedSum[],
): Pick<ItemsReading, "items" | "isReturn"> {
  const distanceOf = (items: readonly ReceiptItem[]) => {
    const others = sumsBeside(sums, items);
    const { itemsSum, discounts } = partsOf(others, items);
    const printed = others.filter(({ kind }) => kind === "total" || kind === "subtotal");
    let nearest = Number.MAX_SAFE_INTEGER;
    for (const discount of options(discounts))
      for (const { minor } of printed) nearest = Math.min(nearest, Math.abs(itemsSum - discount - minor));
    return nearest;
  };
  const [best] = readings
    .map((reading) => ({ ...reading, distance: distanceOf(reading.items) }))
    .filter(({ items, mustFit, distance }) => items.length > 0 && (!mustFit || distance === 0))
    .toSorted((one, other) => one.distance - other.distance);
  return best ?? { items: [] };
}

/** The sums without those whose row is an item. */
export const sumsBeside = (sums: readonly PrintedSum[], items: readonly ReceiptItem[]): PrintedSum[] => {
  const places = new Set(items.flatMap(({ box = [] }) => box));
  return sums.filter(({ source }) => source.box === undefined || !places.has(source.box));
};

/** The different amounts of a kind, in their order. */
interface Amounts {
  all: readonly number[];
  /** The ones of the most weight. */
  likely: readonly number[];
}

/** The likely amounts of a kind. Each is tried with each of the other kinds, and a document may have thousands. */
const MAX_LIKELY = 10;

interface Parts {
  itemsSum: number;
  subtotals: Amounts;
  taxes: Amounts;
  tips: Amounts;
  discounts: Amounts;
  roundings: Amounts;
  paid: Amounts;
  change: Amounts;
}

function partsOf(sums: readonly PrintedSum[], items: readonly ReceiptItem[]): Parts {
  const of = (kind: LabelKind): Amounts => {
    const own = sums.filter((sum) => sum.kind === kind && sum.minor > 0);
    const all = minorsOf(own);
    if (all.length <= MAX_LIKELY) return { all, likely: all };
    const heaviest = minorsOf(own.toSorted((a, b) => b.weight - a.weight)).slice(0, MAX_LIKELY);
    return { all, likely: all.filter((minor) => heaviest.includes(minor)) };
  };
  return {
    itemsSum: items.reduce((sum, { amount }) => sum + amount, 0),
    subtotals: of("subtotal"),
    taxes: of("tax"),
    tips: of("tip"),
    discounts: of("discount"),
    roundings: of("rounding"),
    paid: of("paid"),
    change: of("change"),
  };
}

const minorsOf = (sums: readonly PrintedSum[]) => [...new Set(sums.map(({ minor }) => minor))];

/** All of them, each alone, and none: printed ones are more likely to count. */
const options = ({ all, likely }: Amounts) => [all.reduce((a, b) => a + b, 0), ...likely, 0];

/** Parts that add up to a total. */
interface Fit {
  base: number;
  tax: number;
  tip: number;
  discount: number;
}

/** The totals that parts add up to; of several ways to one, the first. */
function fitsOf(parts: Parts): ReadonlyMap<number, Fit> {
  const { itemsSum, subtotals, taxes, tips, discounts } = parts;
  const fits = new Map<number, Fit>();
  for (const base of [...subtotals.likely, itemsSum].filter((amount) => amount > 0))
    for (const tax of options(taxes))
      for (const tip of options(tips))
        for (const discount of options(discounts)) {
          const total = base + tax + tip - discount;
          if (!fits.has(total)) fits.set(total, { base, tax, tip, discount });
        }
  for (const [total, fit] of [...fits])
    for (const rounded of roundings(total, parts)) if (!fits.has(rounded)) fits.set(rounded, fit);
  return fits;
}

/** An amount up and down by each printed rounding, of which a reader often loses the sign. */
const roundings = (minor: number, { roundings: { likely } }: Parts) =>
  likely.flatMap((rounding) => [minor - rounding, minor + rounding]);

/** True of the amount that was paid, or that the change leaves of it. */
const isSpent = (minor: number, { paid, change }: Parts) =>
  paid.likely.some((amount) => [0, ...change.likely].some((back) => amount - back === minor));

/** Adds the totals that were rounded below, where nothing but what was paid has the rounded amount. */
function withRounded(weighed: Weighed[], sums: readonly PrintedSum[], parts: Parts): Weighed[] {
  const row = sums.find(({ kind }) => kind === "rounding");
  if (!row) return weighed;
  const totals = weighed.filter(({ best }) => best.kind === "total");
  const rounded = totals.flatMap((total) =>
    roundings(total.minor, parts)
      .filter((minor) => isSpent(minor, parts) && !totals.some((other) => other.minor === minor))
      .map((minor): Weighed => ({ ...total, minor, from: total.minor, best: { ...row, kind: "total" } })),
  );
  return [...weighed.filter(({ minor }) => !rounded.some((one) => one.minor === minor)), ...rounded];
}

/** True of a total that a voucher below it leaves a part of, which was paid: a gift card, or a price that is reduced. */
const isReducedBelow = (total: Weighed | undefined, parts: Parts) =>
  total !== undefined && parts.discounts.likely.some((discount) => isSpent(total.minor - discount, parts));

/**
 * Returns the total with the tip that stands below it, if that was paid, or is a total as well. Of several tips, each is
 * proposed by the printer.
 */
function tippedOf(
  weighed: readonly Weighed[],
  sums: readonly PrintedSum[],
  parts: Parts,
): Weighed | undefined {
  const [tip, ...others] = sums.filter(({ kind, minor }) => kind === "tip" && parts.tips.all.includes(minor));
  const [first] = weighed;
  if (first?.best.kind !== "total" || !tip || others.some(({ minor }) => minor !== tip.minor))
    return undefined;
  const minor = first.minor + tip.minor;
  const known = weighed.find((one) => one.minor === minor && one.best.kind !== "subtotal");
  if (!isSpent(minor, parts) && known?.best.kind !== "total") return undefined;
  const { score } = first;
  return known
    ? { ...known, from: first.minor, score: Math.max(score, known.score) }
    : { ...first, minor, from: first.minor, best: tip, places: [] };
}

function confirm(one: Weighed, { itemsSum, subtotals, discounts, paid, change }: Parts, fit?: Fit): void {
  const { minor } = one;
  let support = Math.min(18, 6 * Math.max(0, one.places.length - 1));
  // A subtotal that equals it is weak evidence; the items' sum, or a tax that makes the difference, is strong.
  if (fit) support += fit.base === minor && fit.base !== itemsSum ? 8 : 30;
  if (paid.all.includes(minor)) support += 12;
  if (paid.likely.some((amount) => change.likely.some((back) => amount - back === minor))) support += 20;
  // The items' sum alone does not confirm itself.
  one.isConfirmed = one.places.length > 0 && support >= 12;
  if (!fit && discounts.all.length === 0 && subtotals.all.some((subtotal) => subtotal > minor)) support -= 20;
  one.score += support;
}

/** The parts of the chosen total; of several that fit, those with the subtotal. Prices may include the taxes. */
function breakdown(
  fit: Fit | undefined,
  { subtotals, taxes, tips, discounts }: Parts,
): Pick<TotalsFound, "subtotal" | "taxes" | "tip" | "discount"> {
  const subtotal = fit && subtotals.all.includes(fit.base) ? fit.base : subtotals.all[0];
  return {
    ...(subtotal !== undefined && { subtotal }),
    taxes: fit?.tax || sumOfTaxes(taxes.all),
    tip: fit?.tip ?? tips.all[0] ?? 0,
    discount: fit?.discount ?? discounts.all[0] ?? 0,
  };
}

/** The taxes of all rates: the last is their sum if it adds up, and not another rate. */
function sumOfTaxes(taxes: readonly number[]): number {
  const sum = taxes.reduce((a, b) => a + b, 0);
  return taxes.some((tax) => tax * 2 === sum) && taxes.length > 2 ? sum / 2 : sum;
}

function candidateOf({ minor, score, best }: Weighed): Candidate<number> {
  const { page } = best.source;
  const box = placeOf(best.text, best.source);
  const confidence = Math.round(Math.max(1, Math.min(99, score)));
  return { value: minor, confidence, text: best.text, page, ...(box && { box }) };
}
