import type * as z from "zod";
import type { AlertThresholds } from "../expenses/alertMarks";
import { erased } from "../expenses/erasedExpense";
import type { ExpenseChanges } from "../expenses/expense";
import { newExpenseId } from "../expenses/expenseKeys";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { contentChanges } from "../expenses/expenseRules";
import { deletion, nextVersion } from "../expenses/expenseVersions";
import { isAsStored } from "../expenses/history";
import type { ExpenseItem } from "../expenses/model";
import { categoriesIn } from "../expenses/parts";
import { ApiError } from "../http/apiError";
import { contend, OVERTAKEN } from "../http/contend";
import { goneCategories, refuseGone } from "../ledgers/goneCategories";
import { sortedJson } from "../values/sortedJson";
import { changeContinuing } from "./continuingRules";
import { daysOf } from "./dayNotes";
import type { Rule } from "./model";
import { occurrenceIdOf, postedIdOf, withOwnBase } from "./occurrenceIds";
import type { RulePlace } from "./recurringExpenses";
import { withRestored } from "./restoredOccurrences";
import { isActive, type RuleRepository } from "./ruleRepository";
import type { decisionBody } from "./ruleSchemas";
import { decidedRule, expenseOn, nextRule, unskippedRule } from "./rules";
import { withPostedBefore } from "./storedOccurrences";
import { isBeingStored, withStoring } from "./storingNotes";
import { earlyExpenseOf, unpostedRule } from "./unpostedRule";

/** The store of decisions. */
export interface DecisionStores {
  rules: Pick<RuleRepository, "change" | "changeDeleted" | "replace" | "require">;
  expenses: Pick<ExpenseRepository, "change" | "createOnce" | "get">;
}

/** A rule after a decision, with the expense if one was posted. */
interface Decided {
  rule: Rule;
  expense?: ExpenseItem;
  /** True if this request stored the expense. */
  isStored?: boolean;
}

/**
 * Posts or skips an occurrence, or takes back that it was skipped or posted early.
 * @throws ApiError 404 if there is no such rule or occurrence, or if it was posted without the requested changes or its
 *   expense was deleted, 400 if the changes are invalid, 409 if the expense to take back was changed or if others keep
 *   changing the rule for too long.
 */
export async function decide(
  id: string,
  decision: z.infer<typeof decisionBody>,
  place: RulePlace & { thresholds: AlertThresholds },
  stores: DecisionStores,
): Promise<Decided> {
  const { day, action } = decision;
  if (action === "skip") {
    return { rule: await contend("ledger.contended", () => skip(id, day, place, stores)) };
  }
  if (action === "unskip") {
    const unskipped = (rule: Rule) => unskippedRule(rule, day, place);
    return { rule: await stores.rules.change(place.ledger.id, id, place.timezone, unskipped) };
  }
  if (action === "unpost") return { rule: await unpost(id, day, place, stores) };
  return contend("ledger.contended", () => post(id, decision, place, stores));
}

/**
 * Posts an occurrence. The rule notes that first, and the expense is stored under the ID of the occurrence before the rule counts
 * it as posted: the job, a repeated request, and whoever moves the rule meanwhile find it there.
 */
async function post(
  id: string,
  { day, changes }: Pick<z.infer<typeof decisionBody>, "day" | "changes">,
  place: RulePlace & { thresholds: AlertThresholds },
  { rules, expenses }: DecisionStores,
): Promise<Decided | typeof OVERTAKEN> {
  const { ledger, timezone, now } = place;
  const found = await rules.require(ledger.id, id, timezone);
  const rule = await withRestored(found, isOn(day), expenses);
  const occurrence = changedOccurrence(rule, day, changes, place);
  if (rule.decided?.[day] === "posted" || postedRule(rule, day, place) === undefined) {
    const posted = await expenses.get(ledger.id, postedIdOf(rule, day));
    if (posted === undefined) throw notDue();
    requireKept(posted);
    requireChanged(posted, changes, occurrence);
    if (!found.proposals?.includes(day)) return { rule, expense: posted };
    const confirmed = (one: Rule) => postedRule(one, day, place) ?? one;
    return { rule: await rules.change(ledger.id, id, timezone, confirmed), expense: posted };
  }
  const storing = withStoring(rule, [day], now);
  if (storing !== rule && !(await rules.replace(nextRule(storing, place), timezone))) return OVERTAKEN;
  const { created, item } = await expenses.createOnce(occurrence);
  requireKept(item);
  requireChanged(item, changes, occurrence);
  // The job may have reached it by now, or somebody has moved the rule, or let another one go on from there.
  const noted = (one: Rule) => postedRule(one, day, place) ?? withPostedBefore(one, rule, [day], place);
  const after = await rules.change(ledger.id, id, timezone, noted);
  await changeContinuing(rules, [rule, after], timezone, noted);
  return { rule: after, expense: item, isStored: created };
}

/**
 * Skips an occurrence, unless the job or another request stored its expense before it could know. Whoever is about to store a due
 * one, and may have died, finds its ID taken.
 */
async function skip(
  id: string,
  day: string,
  place: RulePlace,
  stores: DecisionStores,
): Promise<Rule | typeof OVERTAKEN> {
  const { ledger, timezone, now } = place;
  const { rules, expenses } = stores;
  const found = await rules.require(ledger.id, id, timezone);
  const isAwaited = (one: Rule) => day <= place.today && isBeingStored(one, day, now);
  const skippedRule = (one: Rule) => decidedRule(one, day, "skipped", place);
  const taken = isAwaited(found) && skippedRule(found) !== found ? occurrenceIdOf(found, day) : undefined;
  if (taken !== undefined) {
    const nothing = erased(expenseOn(found, day, now, { thresholds: {} }), now);
    const { item } = await expenses.createOnce(nothing);
    if (item.deletedAt === undefined) await refuseSkip(found, day, place, stores);
  }
  const idBase = newExpenseId(now);
  let isOvertaken = false;
  const skipped = await rules.change(ledger.id, id, timezone, (one) => {
    isOvertaken = isAwaited(one) && occurrenceIdOf(one, day) !== taken;
    if (isOvertaken) return one;
    return skippedRule(isAwaited(one) ? { ...one, idBases: withOwnBase(one, day, idBase) } : one);
  });
  if (isOvertaken) return OVERTAKEN;
  const unskipped = { ...skipped, decided: daysOf(skipped.decided, (one) => one !== day) };
  if ((await withRestored(unskipped, isOn(day), expenses)) !== unskipped) {
    await rules.change(ledger.id, id, timezone, (one) => unskippedRule(one, day, place));
    throw notDue();
  }
  const stored = await expenses.get(ledger.id, occurrenceIdOf(skipped, day));
  return stored === undefined ? skipped : refuseSkip(skipped, day, place, stores);
}

/** The expense of the day is stored: its rule gets to know of it. */
async function refuseSkip(
  rule: Rule,
  day: string,
  place: RulePlace,
  { rules }: DecisionStores,
): Promise<never> {
  await rules.change(rule.ledgerId, rule.id, place.timezone, (one) => postedRule(one, day, place) ?? one);
  throw notDue();
}

/**
 * Lets an occurrence come on its day that was posted early. Its expense goes to the trash first: a request that dies then is
 * repeated, and no run posts the day a second time.
 */
async function unpost(
  id: string,
  day: string,
  place: RulePlace,
  { rules, expenses }: DecisionStores,
): Promise<Rule> {
  const { ledger, timezone, now } = place;
  const rule = await withRestored(await rules.require(ledger.id, id, timezone), isOn(day), expenses);
  const expenseId = earlyExpenseOf(rule, day, place);
  if (expenseId === undefined) return rule;
  const expense = await expenses.change(ledger.id, expenseId, (stored, at) =>
    stored.deletedAt === undefined && isAsStored(stored) ? nextVersion(stored, deletion(at), at) : undefined,
  );
  // It is in no ledger any more, or in another, or was moved by a release that did not note its ID.
  if (expense === undefined) throw new ApiError("occurrence.lost", { field: "day" });
  if (expense.deletedAt === undefined) throw new ApiError("occurrence.changed", { field: "day" });
  // Somebody may have moved the rule meanwhile, and the day with it, or let another one go on from there.
  const idBase = newExpenseId(now);
  const unposted = (one: Rule) => unpostedRule(one, expenseId, idBase, place);
  const after = await rules.changeDeleted(ledger.id, id, timezone, unposted);
  await changeContinuing(rules, [rule, after], timezone, unposted);
  if (!isActive(after)) throw new ApiError("rule.notFound");
  return after;
}

/** The expense of an occurrence that differs from the others of its rule. */
function changedOccurrence(
  rule: Rule,
  day: string,
  changes: ExpenseChanges | undefined,
  place: RulePlace & { thresholds: AlertThresholds },
): ExpenseItem {
  if (changes === undefined) return expenseOn(rule, day, place.now, place);
  const content = { ...rule.content, ...contentChanges(rule.content, changes) };
  refuseGone(goneCategories(categoriesIn(content), place.ledger.settings), "category");
  return expenseOn({ ...rule, content }, day, place.now, place, changes.date);
}

/** A repeated request finds its own expense. That of the job, or of another request, lacks the changes. */
function requireChanged(stored: ExpenseItem, changes: ExpenseChanges = {}, wanted: ExpenseItem): void {
  for (const name of Object.keys(changes) as (keyof ExpenseChanges)[]) {
    if (sortedJson([stored[name]]) !== sortedJson([wanted[name]])) throw notDue();
  }
}

function requireKept({ deletedAt }: ExpenseItem): void {
  if (deletedAt !== undefined) throw new ApiError("occurrence.deleted", { field: "day" });
}

const isOn = (day: string) => (one: string) => one === day;

const notDue = () => new ApiError("occurrence.notFound", { field: "day" });

/** The rule with a posted day; undefined if there is nothing to post on it. */
function postedRule(rule: Rule, day: string, place: RulePlace): Rule | undefined {
  try {
    return decidedRule(rule, day, "posted", place);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
