import { addMonths, daysOfMonth } from "../values/day";
import { byMerchant, nameKey } from "./merchants";
import type { Finding, SpendingHistory } from "./model";
import { firstDay, fullMonths, robustly, sum, totalIn } from "./statistics";

/** Minimum number of full months to determine what is usual, and the number that are used. */
const MIN_MONTHS = 3;
const MONTHS = 12;

/** Minimum distance from the usual to be reported: this fraction of it, and this many deviations. */
const MIN_CHANGE = 0.25;
const DEVIATIONS = 2;

/** The day of the month before which there is too little spending to compare. */
const FIRST_DAY = 8;

/** Compares this month up to this day with the same part of earlier months. */
export function paceOf({ spent, usual: baseline, today }: SpendingHistory): Finding[] {
  const day = Number(today.slice(8));
  if (day < FIRST_DAY) return [];
  const soFar = (byDay: SpendingHistory["spent"], month: string) =>
    totalIn(byDay, { from: `${month}-01`, to: `${month}-${today.slice(8)}` });
  const month = today.slice(0, 7);
  const others = fullMonths(spent, month, MONTHS).map((one) => soFar(baseline, one));
  const amount = soFar(spent, month);
  if (others.length < MIN_MONTHS || !isFar(amount, others)) return [];
  const usual = Math.round(robustly(others).usual);
  return [
    {
      kind: "pace",
      key: `pace:${month}`,
      warns: amount > usual,
      weight: Math.abs(amount - usual),
      amount,
      usual,
      day: today,
    },
  ];
}

/** Compares this year up to this day with the year before. */
export function yearOf({ spent, today }: SpendingHistory): Finding[] {
  const year = Number(today.slice(0, 4));
  const before = `${year - 1}`;
  const first = firstDay(spent);
  // The first months of a year say little about it, and a ledger that began later has no year before.
  if (today.slice(5) < "04-01" || first === undefined || first > `${before}-01-31`) return [];
  const amount = totalIn(spent, { from: `${year}-01-01`, to: today });
  const usual = totalIn(spent, { from: `${before}-01-01`, to: `${before}${today.slice(4)}` });
  if (usual <= 0 || Math.abs(amount - usual) < usual * MIN_CHANGE) return [];
  const weight = Math.abs(amount - usual) / 12;
  return [{ kind: "year", key: `year:${year}`, warns: false, weight, amount, usual, day: today }];
}

/**
 * Returns categories, and merchants that are not series, on which the last full month spent far more than earlier ones.
 */
export function growthsOf(history: SpendingHistory): Finding[] {
  const last = addMonths(history.today.slice(0, 7), -1);
  const before = fullMonths(history.spent, last, MONTHS);
  if (before.length < MIN_MONTHS) return [];
  return [...categoriesOf(history), ...looseMerchantsOf(history)].flatMap((group) =>
    growthOf(group, last, before),
  );
}

/** Spending that belongs together. */
interface Group {
  kind: "category" | "merchant";
  name: string;
  /** The name in the finding's key, which stays the same when the spelling changes. */
  known: string;
  /** The amount of a month, in minor units. */
  in: (month: string) => number;
  /** The same without one-offs. */
  usualIn: (month: string) => number;
}

const categoriesOf = ({ categories, usualCategories }: SpendingHistory): Group[] =>
  [...categories].map(([name, months]) => {
    return {
      kind: "category",
      name,
      known: name,
      in: (month) => months.get(month) ?? 0,
      usualIn: (month) => usualCategories.get(name)?.get(month) ?? 0,
    };
  });

/** The merchants of charges that are part of no series. */
function looseMerchantsOf({ charges, oneOffs, series }: SpendingHistory): Group[] {
  const fixed = new Set(series.flatMap(({ occurrences }) => occurrences));
  const loose = charges.filter(
    (charge) => charge.kind === undefined && !fixed.has(charge) && !oneOffs.has(charge),
  );
  return [...byMerchant(loose)].map(([known, own]) => {
    const inMonth = (month: string) =>
      sum(own.filter(({ day }) => day.startsWith(month)).map(({ amount }) => amount));
    return { kind: "merchant", name: own.at(-1)?.name ?? known, known, in: inMonth, usualIn: inMonth };
  });
}

/** @param before The full months before the last one. */
function growthOf(group: Group, last: string, before: readonly string[]): Finding[] {
  const { kind, name, known } = group;
  const amount = group.in(last);
  const others = before.map(group.usualIn);
  const usual = Math.round(robustly(others).usual);
  if (amount <= usual || usual <= 0 || !isFar(amount, others)) return [];
  return [
    {
      kind,
      key: `${kind}:${nameKey(known)}:${last}`,
      warns: false,
      weight: amount - usual,
      amount,
      usual,
      day: daysOfMonth(last).at(-1) ?? last,
      [kind === "category" ? kind : "name"]: name,
    },
  ];
}

/** Returns true if an amount is far from others, relative to them and to their spread. */
function isFar(amount: number, others: readonly number[]): boolean {
  const { usual, spread } = robustly(others);
  return Math.abs(amount - usual) > Math.max(MIN_CHANGE * Math.abs(usual), DEVIATIONS * spread);
}
