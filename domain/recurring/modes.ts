// The modes of rules, for the API and the page. No schemas here: they would end up in the page's bundle.

/** `post`: due occurrences become expenses. `propose`: they wait for somebody to confirm them. */
export const RULE_MODES = ["post", "propose"] as const;
export type RuleMode = (typeof RULE_MODES)[number];

/** Units of the interval between two occurrences. */
export const SCHEDULE_UNITS = ["days", "weeks", "months", "years"] as const;
export type ScheduleUnit = (typeof SCHEDULE_UNITS)[number];
