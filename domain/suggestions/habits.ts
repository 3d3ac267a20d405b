import { MAX_CHARGE_NAME } from "../digests/dayTally";
import type { ChargeCell, Days } from "../digests/model";
import { trendMonths } from "../digests/trends";
import { MAX_CATEGORIES, MAX_HABITS, MAX_SUGGESTED_TAGS, MAX_SUGGESTION_MONTHS } from "../values/limits";
import { getOrAdd } from "../values/maps";
import { formatAmount } from "../values/money";
import { fold, isWithin } from "../values/text";
import type { Habit, Suggestions } from "./suggestionSchemas";

/** The weight of an expense halves over this many months: habits end, and new ones begin. */
const HALF_LIFE_MONTHS = 6;

/** The latest expenses of a habit, among which an amount has to repeat to be the usual one: prices change. */
const LATEST = 5;

interface Weighed {
  weight: number;
}

/** One expense of a habit. */
interface Occurrence extends ChargeCell, Weighed {
  day: string;
}

/** The expenses of a day with a tag. */
interface Tagged extends Weighed {
  tag: string;
}

/**
 * Returns the months that suggestions are drawn from, earliest first.
 * @param firstDay The day of the ledger's earliest expense; undefined if it has none.
 */
export function suggestionMonths(firstDay: string | undefined, today: string): string[] {
  if (firstDay === undefined) return [];
  return trendMonths(MAX_SUGGESTION_MONTHS, today).filter((month) => month >= firstDay.slice(0, 7));
}

/** Finds a ledger's habits in the sums of its months. */
export function suggestionsOf(months: ReadonlyMap<string, Days>, today: string): Suggestions {
  const habits = new Map<string, Occurrence[]>();
  const all: Occurrence[] = [];
  const tags: Tagged[] = [];
  for (const [day, { charges, tags: cells }] of daysOf(months, today)) {
    const weight = 0.5 ** (monthsBetween(day, today) / HALF_LIFE_MONTHS);
    for (const { names, count } of cells) tags.push(...names.map((tag) => ({ tag, weight: weight * count })));
    for (const charge of charges) {
      const occurrence = { ...charge, day, weight };
      all.push(occurrence);
      // Excludes cut texts, which nobody wants, and income.
      const text = textOf(charge);
      if (charge.kind || !isWithin(text, MAX_CHARGE_NAME - 1)) continue;
      getOrAdd(habits, fold(text), () => []).push(occurrence);
    }
  }
  const ranked = [...habits].sort(([a, x], [b, y]) => weightOf(y) - weightOf(x) || (a < b ? -1 : 1));
  return {
    habits: ranked.slice(0, MAX_HABITS).flatMap(([, occurrences]) => habitOf(occurrences) ?? []),
    categories: categoriesOf(all).slice(0, MAX_CATEGORIES),
    tags: likeliest(tags, ({ tag }) => tag).slice(0, MAX_SUGGESTED_TAGS),
  };
}

const textOf = ({ description, name }: ChargeCell) => description ?? name;

/** The days of the months, earliest first, without future days. */
function daysOf(months: ReadonlyMap<string, Days>, today: string) {
  return [...months.values()]
    .flatMap((days) => Object.entries(days))
    .filter(([day]) => day <= today)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
const monthsBetween = (day: string, today: string) => monthOf(today) - monthOf(day);

const weightOf = (all: readonly Weighed[]) => all.reduce((sum, { weight }) => sum + weight, 0);

/** @param occurrences Earliest first. */
function habitOf(occurrences: readonly Occurrence[]): Habit | undefined {
  const last = occurrences.at(-1);
  const [category] = categoriesOf(occurrences);
  if (!last || category === undefined) return undefined;
  const merchant = occurrences.findLast(({ description }) => description !== undefined)?.name;
  return {
    description: textOf(last),
    category,
    ...(merchant !== undefined && { merchant }),
    ...usualAmount(occurrences),
    count: occurrences.length,
    lastOn: last.day,
  };
}

/** The latest amount that was recently paid at least twice. */
function usualAmount(occurrences: readonly Occurrence[]): Pick<Habit, "amount" | "currency"> {
  const latest = occurrences.slice(-LATEST);
  const isSame = (a: Occurrence, b: Occurrence) => a.amount === b.amount && a.currency === b.currency;
  const usual = latest.findLast((one) => latest.filter((other) => isSame(one, other)).length > 1);
  if (!usual) return {};
  const { amount, currency } = usual;
  return { amount: formatAmount(amount, currency), currency };
}

/**
 * Categories by weight.
 * @param occurrences Earliest first.
 */
const categoriesOf = (occurrences: readonly Occurrence[]) =>
  likeliest(occurrences, ({ category }) => category);

/**
 * Names by weight, each in its latest spelling.
 * @param all Earliest first.
 */
function likeliest<Of extends Weighed>(all: readonly Of[], nameOf: (one: Of) => string): string[] {
  return [...Map.groupBy(all, (one) => fold(nameOf(one)))]
    .sort(([a, x], [b, y]) => weightOf(y) - weightOf(x) || (a < b ? -1 : 1))
    .flatMap(([, same]) => same.slice(-1).map(nameOf));
}
