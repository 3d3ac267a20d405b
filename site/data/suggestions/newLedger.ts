import { thisMonth } from "../../lib/formatting/clock";
import { readStored, store } from "../../lib/storage/webStorage";
import { type ExpenseList, knownLists } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { habits, NO_HABITS } from "./ledgerHabits";

/** Remembers that the examples were thrown away, or that there are expenses instead. */
const NO_EXAMPLES = "noExamples";

/** Shows a newcomer no examples any more. */
export function endExamples(): void {
  store(NO_EXAMPLES, true);
}

/**
 * Returns true if a month is the current one and the page knows of no expense in the ledger: neither in a list, nor in the sums of the
 * month before, nor in the suggestions, which are drawn from its history. Nothing is known before they are read.
 */
export function teachesNewcomer(month: string | undefined): boolean {
  if (month !== thisMonth.value || readStored(NO_EXAMPLES) === true || hasExpenses()) return false;
  return habits.value !== NO_HABITS && [...knownLists()].every(({ phase }) => phase.value === "ready");
}

/** Returns true if the page knows of an expense in the open ledger. */
export function hasExpenses(): boolean {
  const { habits: recurring, categories } = habits.value;
  const isKnown = outbox.value.length + recurring.length + categories.length > 0;
  return isKnown || [...knownLists()].some(isUsed);
}

const isUsed = ({ expenses, summary }: ExpenseList) =>
  expenses.value.length > 0 || summary.value?.currencies.some(({ previousMonth }) => previousMonth.count > 0);
