import { ApiError } from "../http/apiError";
import { daysOf } from "./dayNotes";
import type { Rule } from "./model";
import { countedWithout } from "./occurrenceCounts";
import { postedIdOf, withOwnBase } from "./occurrenceIds";
import { expecting, nextRule, type RuleAuthor, requireUpcoming } from "./rules";

/** IDs of expenses that a day keeps, the last ones: somebody may enter it and take it back any number of times. */
const MAX_TAKEN_BACK = 20;

/**
 * Returns the ID of the expense of an occurrence that was posted early and may be taken back; undefined if the occurrence is to
 * come anyway.
 * @throws ApiError 404 if there is no such occurrence, or if it was skipped or is due by now.
 */
export function earlyExpenseOf(rule: Rule, day: string, { today }: RuleAuthor): string | undefined {
  requireUpcoming(rule, day);
  const decision = rule.decided?.[day];
  if (decision === undefined) return undefined;
  if (decision !== "posted" || day <= today) throw new ApiError("occurrence.notFound", { field: "day" });
  return postedIdOf(rule, day);
}

/**
 * Returns a rule after an expense that was posted early is deleted: its occurrence is to come, also in another rhythm that the
 * rule had; the same rule if that expense is none of its days. The activity shows that it was deleted.
 * @param idBase The text from which the ID of the next one derives.
 */
export function unpostedRule(
  rule: Rule,
  expenseId: string,
  idBase: string,
  author: Pick<RuleAuthor, "now">,
): Rule {
  const { decided = {} } = rule;
  const days = Object.keys(decided).filter(
    (day) => decided[day] === "posted" && postedIdOf(rule, day) === expenseId,
  );
  if (days.length === 0) return rule;
  const isOther = (day: string) => !days.includes(day);
  const takenBack = { ...rule.takenBack };
  let { idBases } = rule;
  for (const day of days) {
    takenBack[day] = [...(takenBack[day] ?? []), expenseId].slice(-MAX_TAKEN_BACK);
    idBases = withOwnBase({ ...rule, idBases }, day, idBase);
  }
  const [open, postedAs] = [daysOf(decided, isOther), daysOf(rule.postedAs, isOther)];
  const unposted = { ...rule, ...countedWithout(rule, days), decided: open, postedAs, takenBack, idBases };
  return nextRule(expecting(unposted, rule.next), author);
}
