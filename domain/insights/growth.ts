import { signOf } from "../expenses/kinds";
import { addMonths, type DayRange } from "../values/day";
import { fold } from "../values/text";
import { partLike, wholeMonth } from "../values/wholeMonth";
import { expectedCharges, farFromBoth, MIN_CHANGE, sumsBy } from "./farFromUsual";
import { byMerchant, nameKey } from "./merchants";
import type { Charge, Finding, RowsBehind, SpendingHistory } from "./model";
import { amountInCategory, withRefunds } from "./oneOffs";
import { chargeRows, spentRows } from "./rowsBehind";
import { fullMonths, MIN_USUAL_MONTHS, robustly, steadyFrom, sum, totalIn, totalsIn } from "./statistics";
import { explainedIn, type SpendingPart, type Told } from "./told";

/**
 * Multiple of the largest of the earlier months that a month must exceed: what costs more from now on is told once, and
 * single merchants vary more than whole categories do.
 */
const MIN_PEAK = { category: 1.4, merchant: 2.5 };

/** The day of the month before which there is too little spending to compare. */
const FIRST_DAY = 8;

/** An amount that may be far from the usual one. */
interface Comparison
  extends Pick<
    Finding,
    "kind" | "key" | "formerKeys" | "warns" | "name" | "category" | "rows" | "usualRows"
  > {
  part: SpendingPart;
  amount: number;
  usual: number;
  /** Returns true if an amount in place of this one would be far from the usual, too. */
  isFar: (amount: number) => boolean;
  /** The months over which the distance is spread. Default: 1. */
  months?: number;
}

/**
 * Compares merchants, categories, this month and this year with what is usual.
 * @param least Smaller distances are not reported, in minor units.
 * @param toldFrom Returns what is told already, or was, from a day on. A comparison is left out if nothing would stand
 *   out without that: the narrowest one tells, and each makes room for no wider one.
 */
export function comparisonsOf(
  history: SpendingHistory,
  least: number,
  toldFrom: (day: string) => readonly Told[],
): Finding[] {
  const told: Told[] = [];
  const recurring = expectedCharges(history);
  const all = [...growthsOf(history, recurring), ...paceOf(history, recurring), ...yearOf(history)];
  return all.flatMap(({ part, isFar, months = 1, ...about }) => {
    const { amount, usual } = about;
    const isNews = (one: number) =>
      Math.sign(one - usual) === Math.sign(amount - usual) &&
      Math.abs(one - usual) >= least * months &&
      isFar(one);
    // The year is rarely far from the one before, and what was told since its beginning takes time to find.
    if (!isNews(amount)) return [];
    const explained = explainedIn(part, amount - usual, [...toldFrom(part.from), ...told]);
    if (!isNews(amount - explained)) return [];
    told.push({ ...part, excess: amount - usual - explained });
    return [{ ...about, weight: Math.abs(amount - usual) / months, day: part.to }];
  });
}

/** This month up to this day, and the same part of earlier months: all of them if it is the last day. */
function paceOf(
  { spent, usual: baseline, today }: SpendingHistory,
  recurring: readonly Charge[],
): Comparison[] {
  const day = Number(today.slice(8));
  if (day < FIRST_DAY) return [];
  const month = today.slice(0, 7);
  const before = fullMonths(spent, month);
  const parts = before.map((one) => partLike(today, one));
  const others = parts.map(totalsIn(baseline));
  if (others.length < MIN_USUAL_MONTHS) return [];
  const part = partLike(today, month);
  const amount = totalIn(spent, part);
  const fixedIn = totalsIn(
    sumsBy(
      recurring,
      (one) => one.day,
      (one) => one.amount,
    ),
  );
  const usual = Math.round(robustly(others).usual);
  // Where most spend nothing by this day, any spending would be far from the usual.
  if (usual <= 0) return [];
  return [
    {
      kind: "pace",
      key: `pace:${month}`,
      warns: amount > usual,
      part,
      amount,
      usual,
      isFar: farFromBoth(others, parts.map(fixedIn), fixedIn(part)),
      rows: spentRows(part),
      usualRows: spentRows(rangeOf(before)),
    },
  ];
}

/** The days of months in a row, the latest first. */
const rangeOf = (months: readonly string[]): DayRange => ({
  from: `${months.at(-1)}-01`,
  to: wholeMonth(months[0] ?? "").to,
});

/** This year up to this day, and the year before. */
function yearOf({ spent, usual: baseline, today }: SpendingHistory): Comparison[] {
  const year = Number(today.slice(0, 4));
  const before = `${year - 1}`;
  const first = steadyFrom(spent, today.slice(0, 7));
  // The first months of a year say little about it, and a ledger that began later has no year before.
  if (today.slice(5) < "04-01" || first === undefined || first > `${before}-01-01`) return [];
  const part = { from: `${year}-01-01`, to: today };
  const same = { from: `${before}-01-01`, to: `${before}${today.slice(4)}` };
  const amount = totalIn(spent, part);
  const usual = totalIn(spent, same);
  // The sentence has everything that was spent; without one-offs, it must hold as well.
  const bases = [usual, totalIn(baseline, same)];
  if (bases.some((base) => base <= 0)) return [];
  const isFar = (one: number) =>
    bases.every(
      (base) =>
        Math.abs(one - base) >= base * MIN_CHANGE && Math.sign(one - base) === Math.sign(amount - usual),
    );
  const rows = { rows: spentRows(part), usualRows: spentRows(same) };
  return [
    { kind: "year", key: `year:${year}`, warns: false, part, amount, usual, isFar, months: 12, ...rows },
  ];
}

/**
 * Returns merchants that are not series, and categories, on which the last full month spent more than earlier ones.
 */
function growthsOf(history: SpendingHistory, recurring: readonly Charge[]): Comparison[] {
  const last = addMonths(history.today.slice(0, 7), -1);
  const before = fullMonths(history.spent, last);
  if (before.length < MIN_USUAL_MONTHS) return [];
  return [...looseMerchantsOf(history), ...categoriesOf(history, recurring)].flatMap((group) =>
    growthOf(group, last, before),
  );
}

/** Spending that belongs together. */
interface Group extends Pick<SpendingPart, "category" | "merchant"> {
  kind: "category" | "merchant";
  name: string;
  /** The name in the finding's key, which stays the same when the spelling changes. */
  known: string;
  /** Names that it may have had there, before a shorter one was known. */
  formerly?: readonly string[];
  /** The amount of a month, in minor units. */
  in: (month: string) => number;
  /** The same without one-offs. */
  usualIn: (month: string) => number;
  /** The part of both that is recurring charges. */
  fixedIn: (month: string) => number;
  /** The expenses of months, the latest first. */
  rowsIn: (months: readonly string[]) => RowsBehind;
}

function categoriesOf(
  { categories, usualCategories }: SpendingHistory,
  recurring: readonly Charge[],
): Group[] {
  const keyOf = (category: string, month: string) => `${month} ${fold(category)}`;
  const fixed = sumsBy(recurring, ({ category, day }) => keyOf(category, day.slice(0, 7)), amountInCategory);
  return [...categories].map(([name, months]) => {
    return {
      kind: "category",
      name,
      known: name,
      category: name,
      in: (month) => months.get(month) ?? 0,
      usualIn: (month) => usualCategories.get(name)?.get(month) ?? 0,
      fixedIn: (month) => fixed.get(keyOf(name, month)) ?? 0,
      rowsIn: (some) => spentRows(rangeOf(some), { category: [name] }),
    };
  });
}

/** The merchants of charges that are part of no series. Refunds count against them. */
function looseMerchantsOf({ charges, merchants, oneOffs, refunds, series }: SpendingHistory): Group[] {
  const unusual = new Set(withRefunds(oneOffs, refunds));
  const fixed = new Set(series.flatMap(({ occurrences }) => occurrences));
  const loose = charges.filter((charge) => signOf(charge.kind) !== 0 && !fixed.has(charge));
  return [...byMerchant(loose, merchants)].map(([known, own]) => {
    const { name = known, category = "" } = own.at(-1) ?? {};
    const months = Map.groupBy(own, ({ day }) => day.slice(0, 7));
    const chargesIn = (month: string) => months.get(month) ?? [];
    const net = (some: readonly Charge[]) => sum(some.map(({ amount, kind }) => signOf(kind) * amount));
    const rowsIn = (some: readonly string[]) => chargeRows(some.flatMap(chargesIn));
    return {
      kind: "merchant",
      name,
      known,
      category,
      merchant: merchants.of(name),
      formerly: merchants.spellingsOf(name),
      in: (month) => net(chargesIn(month)),
      usualIn: (month) => net(chargesIn(month).filter((charge) => !unusual.has(charge))),
      fixedIn: () => 0,
      rowsIn,
    };
  });
}

/** @param before The full months before the last one. */
function growthOf(group: Group, last: string, before: readonly string[]): Comparison[] {
  const { kind, name, known, formerly = [], category, merchant } = group;
  const amount = group.in(last);
  // Most merchants are not seen every month.
  if (amount <= 0) return [];
  const others = before.map(group.usualIn);
  const usual = Math.round(robustly(others).usual);
  if (amount <= usual || usual <= 0) return [];
  const isFar = farFromBoth(others, before.map(group.fixedIn), group.fixedIn(last));
  const peak = MIN_PEAK[kind] * Math.max(...others);
  const keyOf = (one: string) => `${kind}:${nameKey(one)}:${last}`;
  const formerKeys = formerly.map(keyOf).filter((key) => key !== keyOf(known));
  return [
    {
      kind,
      key: keyOf(known),
      ...(formerKeys.length > 0 && { formerKeys }),
      warns: false,
      part: {
        ...wholeMonth(last),
        ...(category !== undefined && { category }),
        ...(merchant !== undefined && { merchant }),
      },
      amount,
      usual,
      isFar: (one) => isFar(one) && one > peak,
      [kind === "category" ? kind : "name"]: name,
      rows: group.rowsIn([last]),
      usualRows: group.rowsIn(before),
    },
  ];
}
