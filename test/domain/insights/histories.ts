import { insightsOf } from "../../../domain/insights/findings";
import { Merchants } from "../../../domain/insights/merchants";
import type { Charge, Finding, SpendingHistory } from "../../../domain/insights/model";
import { baselineOf } from "../../../domain/insights/oneOffs";
import { refundsOf } from "../../../domain/insights/refunds";
import { nextPrices } from "../../../domain/insights/replacements";
import { seriesOf } from "../../../domain/insights/series";
import { successorsOf } from "../../../domain/insights/successors";
import { addDays, addMonths } from "../../../domain/values/day";

const signed = ({ amount, kind }: Charge) => (kind === "income" ? 0 : kind === "refund" ? -amount : amount);

/** The history of these charges as known on a day, in euros. */
export function historyOf(
  charges: readonly Charge[],
  today: string,
  oneOffs: readonly string[] = [],
): SpendingHistory {
  const known = charges.filter(({ day }) => day <= today);
  const sorted = known.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const spent = new Map<string, number>();
  const categories = new Map<string, Map<string, number>>();
  for (const charge of sorted) {
    if (charge.kind === "income") continue;
    spent.set(charge.day, (spent.get(charge.day) ?? 0) + signed(charge));
    const month = charge.day.slice(0, 7);
    const own = categories.get(charge.category) ?? new Map<string, number>();
    const share = charge.share ?? signed(charge);
    categories.set(charge.category, own.set(month, (own.get(month) ?? 0) + share));
  }
  const merchants = new Merchants(sorted.map(({ name }) => name));
  const series = seriesOf(sorted, today, merchants);
  const ahead = new Map<string, number>();
  const refunds = refundsOf({ charges: sorted, merchants });
  const sums = { spent, ahead, categories };
  const successors = successorsOf({ charges: sorted, merchants, series, today });
  const drawn = { currency: "EUR", today, charges: sorted, merchants, refunds, ...sums, series, successors };
  const history = { ...drawn, planned: [], nextPrices: nextPrices(drawn) };
  return { ...history, ...baselineOf(history, oneOffs) };
}

export const charge = (day: string, name: string, amount: number, category = "Other"): Charge => ({
  day,
  name,
  category,
  amount,
});

/** One charge in each month from the first on. */
export const monthly = (first: string, count: number, name: string, amount: number, category?: string) =>
  Array.from({ length: count }, (_, index) =>
    charge(`${addMonths(first.slice(0, 7), index)}${first.slice(7)}`, name, amount, category),
  );

/** Groceries every third day up to one, of amounts that differ. */
export const groceries = (first: string, last: string): Charge[] => {
  const all: Charge[] = [];
  for (let day = first, index = 0; day <= last; day = addDays(day, 3), index += 1) {
    all.push(charge(day, index % 2 === 0 ? "Rewe" : "Aldi", 4000 + ((index * 733) % 3100), "Groceries"));
  }
  return all;
};

/** Every third day at one shop: neither weekly nor far from what is usual. */
export const shopping = (first: string, last: string, factor = 1): Charge[] =>
  groceries(first, last).map((one, index) => ({
    ...one,
    name: "Market",
    amount: (5000 + (index % 2) * 100) * factor,
  }));

/** The same amount on four days of each month from the first on, each at another shop. */
export const fourTimes = (first: string, count: number, amount: number, category: string): Charge[] =>
  ["02", "09", "16", "23"].flatMap((day, index) =>
    monthly(
      `${first}-${day}`,
      count,
      `${["Red", "Green", "Blue", "White"][index]} ${category}`,
      amount,
      category,
    ),
  );

/** Findings of a ledger with these charges, as they are shown on a day. */
export const findingsOf = (charges: readonly Charge[], today: string, oneOffs: readonly string[] = []) =>
  insightsOf(historyOf(charges, today, oneOffs), () => false).findings;

export const kindsOf = (findings: readonly Finding[]) => findings.map(({ kind }) => kind);

/** The series with other amounts. */
export const priced = (charges: readonly Charge[], amounts: readonly number[]): Charge[] =>
  charges.map((one, index) => ({ ...one, amount: amounts[index] ?? one.amount }));
