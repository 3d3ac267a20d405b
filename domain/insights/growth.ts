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
export function growthsOf({
  categories,
  usualCategories,
  charges,
  oneOffs,
  series,
  spent,
  today,
}: SpendingHistory): Finding[] {
  const last = addMonths(today.slice(0, 7), -1);
  const before = fullMonths(spent, last, MONTHS);
  if (before.length < MIN_MONTHS) return [];
  const grown = (
    kind: "category" | "merchant",
    { name, known = name }: { name: string; known?: string },
    of: (month: string) => number,
    usualOf = of,
  ): Finding[] => {
    const amount = of(last);
    const others = before.map(usualOf);
    const usual = Math.round(robustly(others).usual);
    if (amount <= usual || usual <= 0 || !isFar(amount, others)) return [];
    const key = `${kind}:${nameKey(known)}:${last}`;
    const day = daysOfMonth(last).at(-1) ?? today;
    return [
      {
        kind,
        key,
        warns: false,
        weight: amount - usual,
        amount,
        usual,
        day,
        [kind === "category" ? kind : "name"]: name,
      },
    ];
  };
  const fixed = new Set(series.flatMap(({ occurrences }) => occurrences));
  const loose = charges.filter(
    (charge) => charge.kind === undefined && !fixed.has(charge) && !oneOffs.has(charge),
  );
  return [
    ...[...categories].flatMap(([name, months]) =>
      grown(
        "category",
        { name },
        (month) => months.get(month) ?? 0,
        (month) => usualCategories.get(name)?.get(month) ?? 0,
      ),
    ),
    ...[...byMerchant(loose)].flatMap(([merchant, own]) =>
      grown("merchant", { name: own.at(-1)?.name ?? merchant, known: merchant }, (month) =>
        sum(own.filter(({ day }) => day.startsWith(month)).map(({ amount }) => amount)),
      ),
    ),
  ];
}

/** Returns true if an amount is far from others, relative to them and to their spread. */
function isFar(amount: number, others: readonly number[]): boolean {
  const { usual, spread } = robustly(others);
  return Math.abs(amount - usual) > Math.max(MIN_CHANGE * Math.abs(usual), DEVIATIONS * spread);
}
