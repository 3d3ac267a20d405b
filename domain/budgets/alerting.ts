import { startOfDay } from "../recurring/occurrences";
import { addDays, type DayRange } from "../values/day";
import { daysIn } from "../values/dayArithmetic";
import { reachedThreshold } from "./budgetState";
import { keptBudgets, type SummedBudget } from "./budgetSums";
import type { AlertMark, BudgetAlert, BudgetBook, StoredBudget } from "./model";
import { budgetPeriodAt } from "./reckoning";

// An alert is marked in the item of the budgets before it is emailed, so that it cannot be lost, together with the mark
// that keeps it from being raised again. While it waits, the item is due: the first run to email it moves `dueAt` past
// the time that it may take. An alert that waits for a quota holds up nothing: others are raised and emailed meanwhile.

/** Time that a run may take to email what it marked, in ms. Another run takes over afterwards. */
export const CLAIM_MS = 150_000;
export const CLAIM_SPREAD_MS = 60_000;

/** Marks that a budget keeps besides the last one. A user who changes the calendar all day must not fill the item. */
const MAX_MARKS_BEFORE = 20;

/**
 * Returns the alert that a budget raises, without its largest expenses; undefined if it has raised this one or a higher
 * one in this period.
 */
export function raisedAlert(
  { id, budget, periods }: SummedBudget,
  today: string,
  at: string,
): Omit<BudgetAlert, "largest"> | undefined {
  const period = periods.at(-1);
  if (period === undefined || today < period.from || period.to < today) return undefined;
  const { from, to, terms, spent, available } = period;
  const threshold = reachedThreshold(terms.thresholds, period);
  if (threshold === undefined) return undefined;
  const marks = marksOf(budget).filter((mark) => isSamePeriod(mark, period));
  if (marks.some((mark) => mark.threshold >= threshold)) return undefined;
  return {
    id: `${id}.${from}.${to}.${threshold}`,
    at,
    from,
    to,
    threshold,
    name: budget.name,
    currency: terms.currency,
    spent: Number(spent),
    available: Number(available),
    daysLeft: daysIn({ from: today, to }),
    mailedTo: [],
  };
}

const marksOf = ({ alerted, alertedBefore = [] }: StoredBudget) => [
  ...alertedBefore,
  ...(alerted ? [alerted] : []),
];

const isSamePeriod = (one: DayRange, other: DayRange) => one.from === other.from && one.to === other.to;

/** Returns the marks besides that of a new alert: those of other periods that are not past in every zone. */
function marksBefore(budget: StoredBudget, alert: BudgetAlert): AlertMark[] {
  const earliest = addDays(alert.at.slice(0, 10), -1);
  return marksOf(budget)
    .filter((mark) => mark.to >= earliest && !isSamePeriod(mark, alert))
    .slice(-MAX_MARKS_BEFORE);
}

/**
 * Returns the time from which the budgets have to be evaluated again, UTC: the next start of a period, or the time until
 * which an alert waits. Undefined without budgets.
 */
export function nextDue({ budgets }: BudgetBook, today: string, timeZone: string): string | undefined {
  const starts = keptBudgets(budgets).map(([, budget]) => {
    const period = budgetPeriodAt(budget, today);
    return period === undefined ? budget.terms[0].from : addDays(period.to, 1);
  });
  const waits = keptBudgets(budgets).flatMap(([, { pending }]) => pending?.waitsUntil ?? []);
  const [first] = [...starts.map((day) => startOfDay(day, timeZone).toISOString()), ...waits].sort();
  return first;
}

/**
 * Returns the budgets with alerts to be emailed. One that waits gives way to the next of its budget, as if both had been
 * reached at once.
 */
export function withAlerts(book: BudgetBook, alerts: ReadonlyMap<string, BudgetAlert>): BudgetBook {
  const budgets = Object.entries(book.budgets).map(([id, budget]): [string, StoredBudget] => {
    const pending = alerts.get(id);
    if (pending === undefined) return [id, budget];
    const { from, to, threshold } = pending;
    const { alertedBefore: _before, ...others } = budget;
    const alertedBefore = marksBefore(budget, pending);
    const marks = { alerted: { from, to, threshold }, ...(alertedBefore.length > 0 && { alertedBefore }) };
    return [id, { ...others, ...marks, pending }];
  });
  return { ...book, budgets: Object.fromEntries(budgets) };
}

/**
 * Returns the alerts that are to be emailed now, by the ID of their budget, with the days that are left on a day. Those of
 * deleted budgets wait.
 */
export function pendingAlerts(
  book: BudgetBook,
  today: string,
  now: Date,
): [id: string, alert: BudgetAlert][] {
  return unsentAlerts(book, now).map(([id, pending]) => [
    id,
    { ...pending, daysLeft: Math.max(0, daysIn({ from: today, to: pending.to })) },
  ]);
}

/** True if alerts are to be emailed now: a run does so, or will take over. */
export const hasPendingAlerts = (book: BudgetBook, now: Date): boolean => unsentAlerts(book, now).length > 0;

function unsentAlerts({ budgets }: BudgetBook, now: Date): [id: string, alert: BudgetAlert][] {
  const at = now.toISOString();
  return keptBudgets(budgets).flatMap(([id, { pending }]): [string, BudgetAlert][] =>
    pending === undefined || (pending.waitsUntil ?? at) > at ? [] : [[id, pending]],
  );
}

/** Returns the budgets after an alert was emailed to a user. */
export function withMailed(book: BudgetBook, id: string, alert: BudgetAlert, userId: string): BudgetBook {
  return withPending(book, id, alert, (pending) => ({ ...pending, mailedTo: [...pending.mailedTo, userId] }));
}

/** Returns the budgets without an alert that was emailed to everybody. */
export function withoutPending(book: BudgetBook, id: string, alert: BudgetAlert): BudgetBook {
  return withPending(book, id, alert, () => undefined);
}

/** Returns the budgets after an alert was emailed to those whose quota allowed it. */
export function withWaiting(
  book: BudgetBook,
  id: string,
  alert: BudgetAlert,
  waitsUntil: string,
): BudgetBook {
  return withPending(book, id, alert, (pending) => ({ ...pending, waitsUntil }));
}

function withPending(
  book: BudgetBook,
  id: string,
  alert: BudgetAlert,
  change: (pending: BudgetAlert) => BudgetAlert | undefined,
): BudgetBook {
  const { pending, ...budget } = book.budgets[id] ?? {};
  if (pending?.id !== alert.id) return book;
  const next = change(pending);
  const after = { ...budget, ...(next && { pending: next }) } as StoredBudget;
  return { ...book, budgets: { ...book.budgets, [id]: after } };
}

/** Returns the budgets with another due time; the same object if it is unchanged. */
export function dueFrom(book: BudgetBook, dueAt: string | undefined): BudgetBook {
  if (book.dueAt === dueAt) return book;
  const { dueAt: _before, ...others } = book;
  return { ...others, ...(dueAt !== undefined && { dueAt }) };
}

/**
 * Returns the budgets, due from now on unless they already are. A claim on an alert stands: its holder may still be
 * emailing.
 */
export function madeDue(book: BudgetBook, now: Date): BudgetBook {
  const at = now.toISOString();
  return hasPendingAlerts(book, now) || (book.dueAt !== undefined && book.dueAt <= at)
    ? book
    : dueFrom(book, at);
}
