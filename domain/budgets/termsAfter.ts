import { ApiError } from "../http/apiError";
import { addMonths } from "../values/day";
import { MAX_BUDGET_START_MONTHS } from "../values/limits";
import { sortedJson } from "../values/sortedJson";
import type { BudgetTerms, StoredBudget } from "./model";
import { periodAt } from "./periods";
import { budgetPeriodAt } from "./reckoning";

/**
 * Returns the terms of a budget after a user changed them. They hold from the running period on: past periods stand.
 * @param from A day of the first period, if the user names one.
 * @throws ApiError 400 if the budget begins too far away, or began on another day.
 */
export function termsAfter(
  before: StoredBudget | undefined,
  from: string | undefined,
  own: Omit<BudgetTerms, "from">,
  today: string,
): StoredBudget["terms"] {
  if (before === undefined || before.terms[0].from > today) {
    const first = from ?? before?.terms[0].from ?? today;
    requireNear(first, today);
    return [{ ...own, from: periodAt(own, first).from }];
  }
  // Any day of the first period names it.
  if (from !== undefined && !isInFirstPeriod(before, from))
    throw new ApiError("budget.begun", { field: "from" });
  const terms = withoutReplaced(before.terms, own, today);
  const next = { ...own, from: startOf(terms, own, today) };
  const past = terms.filter((one) => one.from < next.from);
  const last = past.at(-1);
  const isSame = last && sortedJson({ ...last, from: "" }) === sortedJson({ ...next, from: "" });
  return (isSame ? past : [...past, next]) as StoredBudget["terms"];
}

type Terms = StoredBudget["terms"];

/** Returns the first day of new terms. The running period ends where they begin. */
function startOf(terms: Terms, own: Omit<BudgetTerms, "from">, today: string): string {
  const start = periodAt(own, today).from;
  const running = budgetPeriodAt({ terms }, today)?.from ?? start;
  // There is nothing before the first period that a longer one would cut.
  return start > running || running === terms[0].from ? start : running;
}

/**
 * Leaves out the last terms if the running period is their first one, and those before would still be in the same period:
 * a calendar that was chosen by mistake, and is corrected, leaves no trace.
 */
function withoutReplaced(terms: Terms, own: Omit<BudgetTerms, "from">, today: string): Terms {
  const [last, ...others] = terms.toReversed();
  const earlier = others.toReversed() as BudgetTerms[];
  if (last === undefined || !isBegun(earlier)) return terms;
  if (last.unit === own.unit && last.startsOn === own.startsOn) return terms;
  const isOnePeriod = (all: Terms) =>
    budgetPeriodAt({ terms: all }, last.from)?.from === budgetPeriodAt({ terms: all }, today)?.from;
  return isOnePeriod(terms) && isOnePeriod(earlier) ? withoutReplaced(earlier, own, today) : terms;
}

const isBegun = (terms: BudgetTerms[]): terms is Terms => terms.length > 0;

function isInFirstPeriod(budget: StoredBudget, day: string): boolean {
  const first = budget.terms[0].from;
  // The end of a first period whose terms are forgotten is not known.
  if (budget.begun !== undefined) return budget.begun <= day && day < first;
  return budgetPeriodAt(budget, day)?.from === first;
}

function requireNear(from: string, today: string): void {
  const months = (offset: number) => addMonths(today.slice(0, 7), offset) + today.slice(7);
  if (from < months(-MAX_BUDGET_START_MONTHS) || from > months(MAX_BUDGET_START_MONTHS)) {
    throw new ApiError("budget.fromTooFar", { field: "from", values: { max: MAX_BUDGET_START_MONTHS } });
  }
}
