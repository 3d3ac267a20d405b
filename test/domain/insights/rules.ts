import type { Charge, SpendingHistory } from "../../../domain/insights/model";
import { type PostedExpenses, plannedOf, withPast } from "../../../domain/insights/plannedCharges";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { newRule } from "../../../domain/recurring/rules";
import { historyOf } from "./histories";

/** The day of these rules, unless a test says another. */
export const RULED_ON = "2026-09-10";

export const ruleAuthor = { userId: "ann", now: new Date(`${RULED_ON}T12:00:00Z`), today: RULED_ON };

export function ruleOf(content: Partial<Rule["content"]> = {}, schedule: Partial<Recurrence> = {}): Rule {
  const own = { description: "Rent", category: "Housing", amount: 90_000, currency: "EUR", ...content };
  const due: Recurrence = { every: 1, unit: "months", start: "2026-09-25", ...schedule };
  return newRule({ content: own, schedule: due, mode: "post" }, "rent", "ledger", ruleAuthor);
}

/** The history of charges in a ledger with rules. */
export function ruledHistory(
  rules: readonly Rule[],
  charges: readonly Charge[],
  today = RULED_ON,
  posted: PostedExpenses = new Map(),
): SpendingHistory {
  const history = historyOf(charges, today);
  const plans = plannedOf(rules, posted, today);
  return { ...history, planned: withPast(plans, history.charges, history.series, today) };
}
