import type { Days } from "../digests/model";
import { signOf } from "../expenses/kinds";
import {
  dueIn,
  EARLIER_PERIODS,
  type ForecastScope,
  foretell,
  recurringSpending,
  withoutCharges,
} from "../insights/forecast";
import type {
  BudgetInsights,
  BudgetOutlook,
  Charge,
  Finding,
  Forecast,
  PlannedAmount,
  SpendingHistory,
} from "../insights/model";
import { amountInCategory, withRefunds } from "../insights/oneOffs";
import { spentRows } from "../insights/rowsBehind";
import { goingOnFrom, steadyFrom, sum } from "../insights/statistics";
import { addDays, type DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { fold } from "../values/text";
import { type ReadMonths, type SummedBudget, sumBudgets } from "./budgetSums";
import type { BudgetTerms, StoredBudget } from "./model";
import { type PeriodSteps, rememberedSteps } from "./periods";
import type { Reckoning } from "./reckoning";

/** Share of a budget by which it must be expected to be exceeded to be reported. */
const MIN_EXCESS = 0.05;

/** A budget with the figures of its running period, and its expected spending. */
export interface ForetoldBudget extends SummedBudget {
  period: Reckoning;
  /** Absent without enough history. */
  forecast?: Forecast;
}

/** The months that were read, and what follows from them. */
interface KnownMonths {
  sums: ReadonlyMap<string, Days>;
  /** By currency. */
  histories: readonly SpendingHistory[];
}

/**
 * Forecasts the spending of started budgets at the ends of their running periods.
 * @param read Reads months that are not known yet, whose periods carry over into later ones.
 */
export async function foretellBudgets(
  budgets: readonly (readonly [id: string, budget: StoredBudget])[],
  { sums, histories }: KnownMonths,
  today: string,
  read: ReadMonths,
): Promise<ForetoldBudget[]> {
  const readMissing = async (months: readonly string[]) => {
    const missing = months.filter((month) => !sums.has(month));
    return missing.length === 0 ? sums : new Map([...sums, ...(await read(missing))]);
  };
  const summed = await sumBudgets(budgets, today, 1, readMissing);
  const steps = rememberedSteps();
  const known = histories.map((history) => ({ history, ...knownDaysOf(history) }));
  return summed.flatMap((one) => {
    const period = one.periods.at(-1);
    if (period === undefined || today < period.from || period.to < today) return [];
    const own = known.find(({ history }) => history.currency === period.terms.currency);
    const forecast = own && forecastOfBudget(one, period, own, steps);
    return [{ ...one, period, ...(forecast && { forecast }) }];
  });
}

/** The days from which on a history knows the spending: that of its full months, and all. Many budgets share it. */
const knownDaysOf = ({ spent, today }: SpendingHistory) => ({
  steady: steadyFrom(spent, today.slice(0, 7)),
  first: goingOnFrom(spent, today),
});

function forecastOfBudget(
  { spending }: SummedBudget,
  period: Reckoning,
  { history, steady, first }: ReturnType<typeof knownDaysOf> & { history: SpendingHistory },
  steps: PeriodSteps,
): Forecast | undefined {
  const { terms } = period;
  const { today, oneOffs, refunds } = history;
  const scope = scopeOf(terms);
  const counted = new Map<string, number>();
  for (const [day, amount] of spending) counted.set(day, Number(amount));
  const isWhole = terms.categories === undefined && terms.tags === undefined;
  const leftOut = withRefunds(oneOffs, refunds)
    .filter(({ category }) => scope.counts(category))
    .map((one) => ({
      day: one.day,
      amount: signOf(one.kind) * (isWhole ? one.amount : amountInCategory(one)),
    }));
  return foretell({
    today,
    period,
    earlier: steady === undefined ? [] : wholePeriods(terms, period.from, steady, steps),
    first,
    spent: counted,
    beside: withoutCharges(counted, [...leftOut, ...recurringSpending(history, scope)], isWhole),
    due: dueIn(period, history, scope),
  });
}

/** The periods before that of a day that begin on a day or later, latest first. */
function wholePeriods(terms: BudgetTerms, day: string, first: string, steps: PeriodSteps): DayRange[] {
  const periods: DayRange[] = [];
  const before = ({ from }: DayRange) => steps.at(terms, addDays(from, -1));
  let period = before(steps.at(terms, day));
  while (period.from >= first && periods.length < EARLIER_PERIODS) {
    periods.push(period);
    period = before(period);
  }
  return periods;
}

/** The scope of a budget. The tags of charges are not known, except that rules with its tags made those of theirs. */
function scopeOf({ categories, tags }: BudgetTerms): ForecastScope {
  const isAmong = (names: readonly string[], name: string) => names.some((one) => fold(one) === fold(name));
  // It is asked for each charge.
  const known = new Map<string, boolean>();
  const isCounted = (category: string) =>
    categories === undefined || getOrAdd(known, category, () => isAmong(categories, category));
  if (tags !== undefined) {
    const isTagged = (plan: PlannedAmount) => plan.tags.some((tag) => isAmong(tags, tag));
    const shareOf = (plan: PlannedAmount) => (isTagged(plan) ? plan.amount : 0);
    return { counts: () => false, partOf: ({ amount }) => amount, shareOf };
  }
  const partIn = (charge: Charge) => (categories === undefined ? charge.amount : amountInCategory(charge));
  const shareOf = ({ shares }: PlannedAmount) =>
    sum(shares.filter(({ category }) => isCounted(category)).map(({ amount }) => amount));
  const partOf = (charge: Charge) => (isCounted(charge.category) ? partIn(charge) : 0);
  return { counts: isCounted, partOf, shareOf };
}

type Listed = Pick<BudgetOutlook, "id" | "name">;

/** The order of budgets wherever they are listed. */
export const byName = (a: Listed, b: Listed) =>
  a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1;

/** The insights about budgets in one currency. */
export function budgetInsights(foretold: readonly ForetoldBudget[], currency: string): BudgetInsights {
  const budgets = foretold
    .filter(({ period }) => period.terms.currency === currency)
    .flatMap(outlookOf)
    .sort(byName);
  return { budgets, findings: budgets.flatMap(excessOf) };
}

function outlookOf({ id, budget: { name }, period, forecast }: ForetoldBudget): BudgetOutlook[] {
  if (forecast === undefined) return [];
  const { from, to, terms, available, spent } = period;
  const { categories, tags } = terms;
  return [
    {
      id,
      name,
      from,
      to,
      ...(categories && { categories }),
      ...(tags && { tags }),
      period: terms.unit,
      available: Number(available),
      spent: Number(spent),
      forecast,
    },
  ];
}

/** Reports that a budget is expected to be exceeded, if it is not exceeded yet. */
function excessOf(outlook: BudgetOutlook): Finding[] {
  const { id, name, from, to, categories, tags, available, spent, forecast } = outlook;
  const excess = forecast.total - available;
  if (spent > available || excess <= 0 || excess < MIN_EXCESS * available) return [];
  return [
    {
      kind: "budget",
      key: `budget:${id}:${from}`,
      warns: true,
      weight: excess,
      name,
      budget: id,
      amount: forecast.total,
      usual: available,
      day: to,
      rows: spentRows(
        { from, to },
        { ...(categories && { category: categories }), ...(tags && { tag: tags }) },
      ),
    },
  ];
}
