import type * as z from "zod";
import type { AlertThresholds } from "../expenses/alertMarks";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { ApiError } from "../http/apiError";
import type { Rule } from "./model";
import type { RulePlace } from "./recurringExpenses";
import type { RuleRepository } from "./ruleRepository";
import type { decisionBody } from "./ruleSchemas";
import { decidedRule, expenseOn } from "./rules";

/** Where decisions are stored. */
export interface DecisionStores {
  rules: Pick<RuleRepository, "change" | "require">;
  expenses: Pick<ExpenseRepository, "createOnce" | "get">;
}

/** A rule after a decision, with the expense if one was posted. */
export interface Decided {
  rule: Rule;
  expense?: ExpenseItem;
}

/**
 * Posts or skips an occurrence. The expense is stored first, under the ID of the occurrence, so that the job or a
 * repeated request finds it there.
 * @throws ApiError 404 if there is no such rule or occurrence, 409 if others keep changing the rule for too long.
 */
export async function decide(
  id: string,
  { day, action }: z.infer<typeof decisionBody>,
  place: RulePlace & { thresholds: AlertThresholds },
  { rules, expenses }: DecisionStores,
): Promise<Decided> {
  const { ledger, timezone, now } = place;
  if (action === "skip") {
    return {
      rule: await rules.change(ledger.id, id, timezone, (one) => decidedRule(one, day, "skipped", place)),
    };
  }
  const rule = await rules.require(ledger.id, id, timezone);
  const occurrence = expenseOn(rule, day, now, place);
  if (postedRule(rule, day, place) === undefined) {
    const posted = await expenses.get(ledger.id, occurrence.expenseId);
    if (posted === undefined) throw new ApiError("occurrence.notFound", { field: "day" });
    return { rule, expense: posted };
  }
  const { item } = await expenses.createOnce(occurrence);
  // The job may have reached it by now.
  const noted = await rules.change(ledger.id, id, timezone, (one) => postedRule(one, day, place) ?? one);
  return { rule: noted, expense: item };
}

/** The rule with a posted day; undefined if there is nothing to post on it. */
function postedRule(rule: Rule, day: string, place: RulePlace): Rule | undefined {
  try {
    return decidedRule(rule, day, "posted", place);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
