import { MAX_BUDGET_PERIODS } from "../values/limits";
import { formatAmount } from "../values/money";
import { byName, type ForetoldBudget } from "./budgetForecast";
import type { Budget, BudgetPeriodList } from "./budgetSchemas";
import { reachedThreshold, runningOn } from "./budgetState";
import type { BudgetBook, BudgetTerms, StoredBudget } from "./model";
import { type Reckoning, termsOn } from "./reckoning";

/** A budget as the API shows it, without its running period. */
export function shownBudget(id: string, budget: StoredBudget, today: string): Budget {
  const { name, version, deletedAt } = budget;
  const terms = termsOn(budget, today);
  const { amount, currency, unit, startsOn, rollover, thresholds } = terms;
  return {
    id,
    version,
    name,
    ...scopeOf(terms),
    amount: formatAmount(amount, currency),
    currency,
    period: unit,
    startsOn,
    rollover,
    thresholds,
    from: budget.begun ?? budget.terms[0].from,
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

/** The budgets with their running periods, by name. */
export function shownBudgets(
  budgets: readonly (readonly [id: string, budget: StoredBudget])[],
  foretold: readonly ForetoldBudget[],
  today: string,
): Budget[] {
  const running = new Map(foretold.map((one) => [one.id, one]));
  return budgets
    .map(([id, budget]) => ({ ...shownBudget(id, budget, today), ...currentOf(running.get(id), today) }))
    .sort(byName);
}

function currentOf(foretold: ForetoldBudget | undefined, today: string): Pick<Budget, "current"> {
  if (foretold === undefined) return {};
  const { period, forecast } = foretold;
  const { days, daysLeft, leftPerDay } = runningOn(today, period);
  const { currency, thresholds } = period.terms;
  const write = (minor: bigint | number) => formatAmount(minor, currency);
  const reached = reachedThreshold(thresholds, period);
  return {
    current: {
      ...figuresOf(period),
      days,
      daysLeft,
      leftPerDay: write(leftPerDay),
      ...(forecast && {
        expected: {
          amount: write(forecast.total),
          low: write(forecast.low),
          high: write(forecast.high),
        },
      }),
      ...(reached !== undefined && { reached }),
    },
  };
}

/** The budgets of a ledger with all terms that they ever had, deleted ones included, for its export. */
export function exportedBudgets({ budgets }: BudgetBook) {
  return Object.entries(budgets).map(([id, { name, version, deletedAt, begun, terms }]) => ({
    id,
    name,
    version,
    ...(deletedAt !== undefined && { deletedAt }),
    ...(begun !== undefined && { begun }),
    terms: terms.map(({ amount, unit, ...others }) => ({
      ...others,
      amount: formatAmount(amount, others.currency),
      period: unit,
    })),
  }));
}

/** The last periods of a budget, newest first. */
export function shownPeriods(periods: readonly Reckoning[]): BudgetPeriodList {
  return {
    periods: periods
      .slice(-MAX_BUDGET_PERIODS)
      .toReversed()
      .map((period) => {
        const { currency } = period.terms;
        return {
          ...figuresOf(period),
          ...scopeOf(period.terms),
          amount: formatAmount(period.amount, currency),
          currency,
        };
      }),
  };
}

const scopeOf = ({ categories, tags }: BudgetTerms) => ({
  ...(categories && { categories }),
  ...(tags && { tags }),
});

function figuresOf({ from, to, carried, available, spent, terms: { currency } }: Reckoning) {
  const write = (minor: bigint) => formatAmount(minor, currency);
  return {
    from,
    to,
    carried: write(carried),
    available: write(available),
    spent: write(spent),
    left: write(available - spent),
  };
}
