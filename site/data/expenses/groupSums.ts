import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { minorOf } from "./expenseSums";

/** A group with its sum, or an item without a group. */
export interface GroupSum<Of> {
  /** Undefined for items without a group. */
  group: string | undefined;
  total: string;
  members: readonly Of[];
}

/** Sums by group, the largest first. The members of a group keep their order. */
export function sumsByGroup<Of extends { total: string }>(
  all: readonly Of[],
  groupOf: (one: Of) => string | undefined,
): GroupSum<Of>[] {
  const groups = Map.groupBy(all, (one) => groupOf(one) ?? one);
  const sums = [...groups].map(([key, members]) => ({
    group: typeof key === "string" ? key : undefined,
    total: totalOf(members),
    members,
  }));
  return sums.sort((a, b) => minorOf(b.total) - minorOf(a.total));
}

/** The sum of totals of one currency. */
export function totalOf(all: readonly { total: string }[]): string {
  const minor = all.reduce((sum, { total }) => sum + minorOf(total), 0);
  return formatMinor(minor, decimalsIn(all[0]?.total ?? "0"));
}
