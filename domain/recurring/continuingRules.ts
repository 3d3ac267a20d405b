import { ApiError } from "../http/apiError";
import type { Rule } from "./model";
import type { RuleRepository } from "./ruleRepository";

/**
 * Changes the rules that continue one since it was read, also those that were deleted.
 * @param before The rule as it was read.
 * @param after The same rule as it is stored now.
 * @param decide Returns the next version of one of them, or that one unchanged.
 */
export async function changeContinuing(
  rules: Pick<RuleRepository, "changeDeleted">,
  [before, after]: readonly [Rule, Rule],
  timezone: string,
  decide: (rule: Rule) => Rule,
): Promise<void> {
  const known = new Set([before.id, ...Object.values(before.idBases ?? {})]);
  const found = [after];
  // One that continues it may have been divided as well.
  for (const rule of found) {
    const added = Object.values(rule.idBases ?? {}).filter((id) => !known.has(id));
    for (const id of new Set(added)) {
      known.add(id);
      const one = await orNone(rules.changeDeleted(before.ledgerId, id, timezone, decide));
      if (one !== undefined) found.push(one);
    }
  }
}

/** Other ID bases are not those of rules: that of a day whose expense was taken back. */
async function orNone(changed: Promise<Rule>): Promise<Rule | undefined> {
  try {
    return await changed;
  } catch (error) {
    if (error instanceof ApiError && error.code === "rule.notFound") return undefined;
    throw error;
  }
}
