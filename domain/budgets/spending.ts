import type { Cell, Days } from "../digests/model";
import { signOf } from "../expenses/kinds";
import type { DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { firstIndex } from "../values/sortedLists";
import { fold } from "../values/text";
import type { Scope } from "./model";

/** Amounts by day: expenses less refunds, in integer minor units. Income does not count. */
export type Spending = ReadonlyMap<string, bigint>;

/** The part of the spending that a budget counts. */
type Counted = Scope & { currency: string };

/**
 * Returns the amounts spent within the scopes and in the currencies of budgets, by the expense's own day. The sums are gone
 * through once.
 */
export function spendingsIn<One extends Counted>(
  months: Iterable<Days>,
  scopes: readonly One[],
): ReadonlyMap<One, Spending> {
  const sums = scopes.map((scope) => ({ ...scope, scope, own: new Map<string, bigint>() }));
  const [tagged, others] = [sums.filter(({ tags }) => tags), sums.filter(({ tags }) => !tags)];
  const withTags = amongNames(tagged, ({ tags }) => tags);
  const withCategory = amongNames(others, ({ categories }) => categories);
  for (const days of months) {
    for (const [day, { spending, tags }] of Object.entries(days)) {
      const add = (wanting: Iterable<(typeof sums)[number]>, { currency, kind, sum }: Cell) => {
        let spent: bigint | undefined;
        for (const { own, currency: wanted } of wanting) {
          if (wanted !== currency) continue;
          spent ??= BigInt(signOf(kind)) * BigInt(sum);
          own.set(day, (own.get(day) ?? 0n) + spent);
        }
      };
      for (const cell of spending) add(withCategory(cell.category), cell);
      if (tagged.length > 0) {
        for (const cell of tags) add(new Set(cell.names.flatMap(withTags)), cell);
      }
    }
  }
  for (const { own } of sums) for (const [day, spent] of own) if (spent === 0n) own.delete(day);
  return new Map(sums.map(({ scope, own }) => [scope, own]));
}

/** Creates a function that returns the scopes that want a name, which repeats from day to day; without names, all do. */
function amongNames<One>(scopes: readonly One[], namesOf: (scope: One) => readonly string[] | undefined) {
  const wanted = scopes.map((scope) => ({ scope, names: namesOf(scope)?.map(fold) }));
  const known = new Map<string, One[]>();
  const wanting = (name: string) =>
    wanted.filter(({ names }) => names?.includes(fold(name)) ?? true).map(({ scope }) => scope);
  return (name: string) => getOrAdd(known, name, () => wanting(name));
}

/** Creates a function that returns the amount spent on the days of a range. The days are added up once. */
export function totalsOf(spending: Spending): (range: DayRange) => bigint {
  const days = [...spending.keys()].sort();
  let total = 0n;
  const before = days.map((day) => {
    const sum = total;
    total += spending.get(day) ?? 0n;
    return sum;
  });
  const until = (index: number) => before[index] ?? total;
  return ({ from, to }) =>
    from > to
      ? 0n
      : until(firstIndex(days, (day) => day > to)) - until(firstIndex(days, (day) => day >= from));
}
