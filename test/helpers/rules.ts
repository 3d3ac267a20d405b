import { ledgerOf } from "../../domain/ledgers/storedLedger";
import type { Recurrence, Rule, RuleTerms } from "../../domain/recurring/model";
import type { ChangeStores } from "../../domain/recurring/recurringExpenses";
import { newRule, type RuleAuthor } from "../../domain/recurring/rules";

/** Somebody who changes a rule on a day. */
export const authorOn = (today: string): RuleAuthor => ({
  userId: "somebody",
  now: new Date(`${today}T08:00:00.000Z`),
  today,
});

/** The same in the ledger `home`, which has UTC's days and no alerts. */
export const placeOn = (today: string) => ({
  ...authorOn(today),
  ledger: ledgerOf("home", { settings: {}, version: 1 }),
  timezone: "UTC",
  thresholds: {},
});

/** Quotas that refuse nothing. */
export const UNLIMITED: ChangeStores["quotas"] = { spend: (_kind, _subject, _now, work) => work() };

/** A rule of the ledger `home` for a rent of 900 dollars, made on the day on which it starts or another one. */
export function ruleOn(
  schedule: Recurrence,
  { id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", ...others }: Partial<RuleTerms> & { id?: string } = {},
  today = schedule.start,
): Rule {
  const content = { description: "Rent", amount: 90000, currency: "USD", category: "Home" };
  const terms: RuleTerms = { content, mode: "post", schedule, ...others };
  return newRule(terms, id, "home", authorOn(today));
}
