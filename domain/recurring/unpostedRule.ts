import { ApiError } from "../http/apiError";
import { daysOf } from "./dayNotes";
import type { Rule } from "./model";
import { postedIdOf, withOwnBase } from "./occurrenceIds";
import { nextRule, type RuleAuthor, requireUpcoming } from "./rules";

/** IDs of expenses that a day keeps, the last ones: somebody may enter it and take it back any number of times. */
const MAX_TAKEN_BACK = 20;

/**
 * Returns the rule after an occurrence is to come on its day, though it was posted early; the same rule if it is to come
 * anyway. The activity shows that its expense was deleted.
 * @param idBase The text from which the ID of its expense derives from now on.
 * @throws ApiError 404 if there is no such occurrence, or if it was skipped or is due by now.
 */
export function unpostedRule(rule: Rule, day: string, idBase: string, author: RuleAuthor): Rule {
  requireUpcoming(rule, day);
  const decision = rule.decided?.[day];
  if (decision === undefined) return rule;
  if (decision !== "posted" || day <= author.today) {
    throw new ApiError("occurrence.notFound", { field: "day" });
  }
  const isOther = (other: string) => other !== day;
  const [decided, postedAs] = [daysOf(rule.decided, isOther), daysOf(rule.postedAs, isOther)];
  const ids = [...(rule.takenBack?.[day] ?? []), postedIdOf(rule, day)];
  const takenBack = { ...rule.takenBack, [day]: ids.slice(-MAX_TAKEN_BACK) };
  const next = { ...rule, decided, postedAs, takenBack, idBases: withOwnBase(rule, day, idBase) };
  return nextRule(next, author);
}
