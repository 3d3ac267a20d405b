import type { Budget, BudgetBody } from "../../../domain/budgets/budgetSchemas";
import { MAX_BUDGET_AMOUNT } from "../../../domain/budgets/maxBudget";
import type { PeriodUnit } from "../../../domain/budgets/periods";
import { SPENT_KINDS } from "../../../domain/expenses/spentKinds";
import { CROCKFORD } from "../../../domain/values/crockford";
import type { DayRange } from "../../../domain/values/day";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { fold } from "../../../domain/values/text";
import { localDigits, readNumber } from "../../lib/formatting/typedNumbers";
import { call } from "../../lib/ledger/api";
import { untilSummed } from "../../lib/network/untilSummed";
import { minorOf } from "../expenses/expenseSums";
import { selectedHref } from "../lists/rowsAddress";
import type { CurrencyTrends } from "../reports/spendingTrends";
import { callOrKept } from "../storage/answerCache";

/** The running period of a budget. */
export type RunningPeriod = NonNullable<Budget["current"]>;

/** A budget without its spending. */
export type BudgetTermsShown = Omit<BudgetBody, "from">;

/** Reads the budgets of the open ledger; without a connection, as they were read last. */
export const readBudgets = () => untilSummed(() => callOrKept("GET /budgets"));

/** Reads the periods of a budget, the running one first. */
export const readPeriods = (id: string) =>
  untilSummed(() => callOrKept("GET /budgets/{id}/periods", { path: { id } }));

/** Stores a budget in place of a version of it; 0 for a new one. */
export const saveBudget = (id: string, version: number, body: BudgetTermsShown) =>
  call("PUT /budgets/{id}", { path: { id }, body, headers: { "If-Match": `"${version}"` } });

/** Deletes a budget. Its last version can be saved again. */
export const deleteBudget = (id: string) => call("DELETE /budgets/{id}", { path: { id } });

/** The terms of a budget, as they are saved. */
export function termsOf(budget: Budget): BudgetTermsShown {
  const { name, categories, tags, amount, currency, period, startsOn, rollover, thresholds } = budget;
  return {
    name,
    ...(categories && { categories }),
    ...(tags && { tags }),
    ...{ amount, currency, period, startsOn, rollover, thresholds },
  };
}

/** The ID of a new budget: chosen here, so that a repeated request creates one budget. */
export function newBudgetId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => CROCKFORD[byte % 32]).join("");
}

/** The share of a budget that is spent. */
type BudgetStanding = "within" | "usedUp" | "over";

export function standingOf({ left }: Pick<RunningPeriod, "left">): BudgetStanding {
  const minor = minorOf(left);
  return minor > 0 ? "within" : minor === 0 ? "usedUp" : "over";
}

/** Returns true for a part of a period, which a change of the start or length left: it has a share of the amount. */
export const isPart = (
  { amount }: Pick<Budget, "amount">,
  { available, carried }: Pick<RunningPeriod, "available" | "carried">,
) => minorOf(available) - minorOf(carried) !== minorOf(amount);

/** The bar of a budget: shares of its length, and the percentage in words. The spent one is above 1 if it is overspent. */
export function barOf({ spent, available, days, daysLeft }: RunningPeriod) {
  const [used, all] = [minorOf(spent), minorOf(available)];
  // Without anything available it is used up, unless refunds left something.
  const share = all <= 0 ? Number(used >= all) : Math.max(0, used / all);
  const percent = all <= 0 ? share * 100 : Math.max(0, (used * 100) / all);
  return {
    spent: share,
    today: (days - daysLeft + 0.5) / days,
    // 100 % is used up: while something is left, it is less.
    percent: percent < 100 ? Math.floor(percent) : Math.round(percent),
  };
}

/** Budgets by how much of them is used, the most first; those without a running period are left out. */
export function mostUsed(budgets: readonly Budget[]): (Budget & { current: RunningPeriod })[] {
  const used = ({ current }: { current: RunningPeriod }) => {
    const [spent, all] = [minorOf(current.spent), minorOf(current.available)];
    if (all <= 0) return spent >= all ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return spent / all;
  };
  return budgets
    .filter((budget): budget is Budget & { current: RunningPeriod } => budget.current !== undefined)
    .sort((a, b) => used(b) - used(a));
}

/**
 * The address of exactly the expenses that a budget counts in a period.
 * @param only One of its categories or tags. Default: all of them.
 */
export function rowsHref(
  { categories, tags, currency }: Pick<Budget, "categories" | "tags" | "currency">,
  { from, to }: DayRange,
  only?: string,
): string {
  const names = only === undefined ? (tags ?? categories ?? []) : [only];
  return selectedHref({ from, to, [tags ? "tag" : "category"]: names, currency, kind: SPENT_KINDS });
}

/** Full months that a proposal looks at. */
const PROPOSED_MONTHS = 6;

/** Months in a period. */
const LENGTHS: Readonly<Record<PeriodUnit, number>> = { week: 12 / 52, month: 1, quarter: 3, year: 12 };

/**
 * Proposes the amount of a budget: the median of the last full months, from the first with expenses on.
 * @returns undefined if there is nothing to go by. So it is for several tags: trends count an expense under each that it
 *   has, a budget once.
 */
export function proposedAmount(
  trends: CurrencyTrends | undefined,
  { categories, tags }: { categories?: readonly string[]; tags?: readonly string[] },
  period: PeriodUnit,
): string | undefined {
  if (tags !== undefined && tags.length > 1) return undefined;
  const full = trends?.months.slice(0, -1) ?? [];
  const used = full.slice(full.findIndex(({ count }) => count > 0)).slice(-PROPOSED_MONTHS);
  if (trends === undefined || used.length === 0 || !full.some(({ count }) => count > 0)) return undefined;
  const amounts = used.map(({ month, total }) => {
    const lists = tags
      ? named(trends.tags, "tag", tags)
      : named(trends.categories, "category", categories ?? []);
    if (!tags && !categories) return minorOf(total);
    return lists.reduce((sum, { months }) => {
      const own = months.find((one) => one.month === month);
      return sum + (own ? minorOf(own.total) : 0);
    }, 0);
  });
  const minor = Math.round(median(amounts) * LENGTHS[period]);
  const decimals = decimalsIn(used[0]?.total ?? "0");
  // Nothing is proposed that would be refused.
  const isAllowed = minor > 0 && minor <= Number(MAX_BUDGET_AMOUNT) * 10 ** decimals;
  return isAllowed ? formatMinor(minor, decimals) : undefined;
}

function named<Key extends "tag" | "category", Sums extends { [K in Key]: string }>(
  list: readonly Sums[],
  key: Key,
  names: readonly string[],
): Sums[] {
  const wanted = new Set(names.map(fold));
  return list.filter((one) => wanted.has(fold(one[key])));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Thresholds as they are typed: "80, 100". */
export const writeThresholds = (thresholds: readonly number[]) => localDigits(thresholds.join(", "));

/** Reads thresholds that were typed, such as "80, 100 %", in the digits and with the marks of any script. */
export function readThresholds(text: string): number[] | undefined {
  const parts = text.split(/[\s,;%،؛٪]+/).filter(Boolean);
  const numbers = parts.map(readNumber);
  return numbers.every(Number.isInteger) ? numbers : undefined;
}
