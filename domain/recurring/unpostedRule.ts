import { ApiError } from "../http/apiError";
import type { Rule } from "./model";
import { occurrenceIdOf, withOwnBase } from "./occurrenceIds";
import { daysOf, nextRule, type RuleAuthor, requireUpcoming } from "./rules";

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
  const decided = daysOf(rule.decided, (other) => other !== day);
  const before = rule.takenBack?.[day] ?? [];
  const takenBack = { ...rule.takenBack, [day]: [...before, occurrenceIdOf(rule, day)] };
  return nextRule({ ...rule, decided, takenBack, idBases: withOwnBase(rule, day, idBase) }, author);
}
