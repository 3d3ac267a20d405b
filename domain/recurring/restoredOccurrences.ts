import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { storedExpenses } from "../expenses/storedExpenses";
import { inBatches } from "../values/batches";
import type { Rule } from "./model";

// An expense that was posted early and taken back is in the trash. Nobody tells its rule if it comes back from there, and the
// occurrence that is to come instead has another ID: whoever asks for what is to come looks at the few that it names.

/** Expenses that are looked at at the same time. */
const CONCURRENT = 10;

type Found = Pick<ExpenseItem, "ledgerId" | "deletedAt">;

/**
 * Returns the rule with the days marked as posted of which an expense was taken back, and restored since. Proposals among them wait
 * no longer.
 */
export async function withRestored(
  rule: Rule,
  isAsked: (day: string) => boolean,
  expenses: Pick<ExpenseRepository, "get">,
): Promise<Rule> {
  const ids = takenBackOf(rule, isAsked).flatMap(([, those]) => those);
  const found = new Map<string, Found>();
  for (const batch of inBatches(ids, CONCURRENT)) {
    const items = await Promise.all(batch.map((id) => expenses.get(rule.ledgerId, id)));
    for (const item of items) if (item !== undefined) found.set(item.expenseId, item);
  }
  return withFound(rule, isAsked, found);
}

/** Like {@link withRestored}, for all days of the rules of a ledger. Reads nothing unless something was taken back. */
export async function withAllRestored(
  rules: readonly Rule[],
  db: DynamoDBDocumentClient,
  expensesTable: string,
): Promise<Rule[]> {
  const isAsked = () => true;
  const ids = rules.flatMap((rule) => takenBackOf(rule, isAsked).flatMap(([, those]) => those));
  const found = await storedExpenses(db, expensesTable, [...new Set(ids)], ["ledgerId", "deletedAt"]);
  return rules.map((rule) => withFound(rule, isAsked, found));
}

/** The asked days that are to come, with the IDs of the expenses that were taken back. */
function takenBackOf({ takenBack = {}, decided }: Rule, isAsked: (day: string) => boolean) {
  return Object.entries(takenBack).filter(([day]) => isAsked(day) && decided?.[day] === undefined);
}

function withFound(rule: Rule, isAsked: (day: string) => boolean, found: ReadonlyMap<string, Found>): Rule {
  const isBack = (id: string) => {
    const expense = found.get(id);
    return expense?.ledgerId === rule.ledgerId && expense.deletedAt === undefined;
  };
  const back = takenBackOf(rule, isAsked).flatMap(([day, ids]) => {
    const id = ids.find(isBack);
    return id === undefined ? [] : [[day, id] as const];
  });
  if (back.length === 0) return rule;
  const posted = Object.fromEntries(back.map(([day]) => [day, "posted" as const]));
  const waiting = rule.proposals?.filter((day) => posted[day] === undefined);
  return {
    ...rule,
    ...(waiting && { proposals: waiting }),
    decided: { ...rule.decided, ...posted },
    postedAs: { ...rule.postedAs, ...Object.fromEntries(back) },
  };
}
