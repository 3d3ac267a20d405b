import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import { expenseIdFor, newExpenseId } from "../expenses/expenseKeys";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import {
  contentChanges,
  contentOf,
  type ExpenseDefaults,
  hashOf,
  requireKey,
  requireSameRequest,
} from "../expenses/expenseRules";
import { categoriesIn } from "../expenses/parts";
import { namesAfter, recategorised } from "../expenses/recategorise";
import { type CategoryRename, type RenamedItems, renamedItems } from "../expenses/renaming";
import { contend, OVERTAKEN } from "../http/contend";
import { versionConflict } from "../http/etag";
import { goneCategories, refuseGone } from "../ledgers/goneCategories";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { LedgerRepository } from "../ledgers/ledgerRepository";
import type { Ledger } from "../ledgers/model";
import type { Principal } from "../ledgers/principal";
import type { Quotas } from "../quotas/quotas";
import { dayIn } from "../values/day";
import { splitRule } from "./dividedRule";
import type { Rule } from "./model";
import { withRestored } from "./restoredOccurrences";
import { RuleRepository } from "./ruleRepository";
import type { newRuleBody, ruleChanges } from "./ruleSchemas";
import { RuleSeats } from "./ruleSeats";
import { changedRule, deletedRule, newRule, type RuleAuthor, restoredRule } from "./rules";
import { withStored } from "./storedOccurrences";

/** Context in which a request changes rules: a {@link RuleAuthor}, in a ledger with its zone. */
export interface RulePlace extends RuleAuthor {
  ledger: Ledger;
  /** IANA. */
  timezone: string;
}

/** The place of a request. */
export function placeOf(
  { user, ledger }: Pick<Principal, "user" | "ledger">,
  deployment: { timezone: string },
  now: Date,
): RulePlace {
  const { timezone } = defaultsOf(ledger, { timezone: deployment.timezone });
  return { userId: user.id, now, today: dayIn(timezone, now), ledger, timezone };
}

/** The rest of a request that adds a rule, besides its body. */
interface Addition {
  /** The default currency of the ledger. */
  currency: string;
  /** The same Idempotency-Key returns the same rule again. */
  key: string | undefined;
  quotas: Pick<Quotas, "spend">;
}

/** Everything that a change of a rule needs besides. */
export interface ChangeStores {
  /** The ledger's expenses: the job may have stored one whose rule it has not moved on yet, or be about to. */
  expenses: Pick<ExpenseRepository, "createOnce" | "get">;
  /** A change that divides the rule adds one. */
  quotas: Pick<Quotas, "spend">;
}

/** Adds, changes and deletes the recurring expenses of a ledger. */
export class RecurringExpenses {
  private readonly rules: RuleRepository;
  private readonly seats: RuleSeats;
  private readonly ledgers: LedgerRepository;

  constructor(db: DynamoDBDocumentClient, tableName: string) {
    this.rules = new RuleRepository(db, tableName);
    this.seats = new RuleSeats(db, tableName, this.rules);
    this.ledgers = new LedgerRepository(db, tableName);
  }

  /**
   * Adds a rule.
   * @throws ApiError 400 if the amount, a part, a category, the start or the key is invalid, 404 if the rule of the key
   *   was deleted, 409 if there are too many, 422 if the key was used for another body, 429 if the user added too many
   *   today.
   */
  async add(
    body: z.infer<typeof newRuleBody>,
    place: RulePlace,
    { currency, key, quotas }: Addition,
  ): Promise<Rule> {
    const { ledger, now, timezone, userId } = place;
    const { schedule, mode, ...input } = body;
    const content = contentOf(input, { currency });
    refuseGone(goneCategories(categoriesIn(content), ledger.settings), "category");
    const id = key === undefined ? newExpenseId(now) : expenseIdFor(ledger.id, `\0rule\0${requireKey(key)}`);
    const rule = { ...newRule({ content, schedule, mode }, id, ledger.id, place), requestHash: hashOf(body) };
    const known = await this.rules.get(ledger.id, id);
    if (known !== undefined) return sameRequest(known, rule);
    // Before what it posts: without a profile, no report would find the ledger.
    if (!ledger.exists) await this.ledgers.make(ledger, now);
    return quotas.spend("recurring", { userId }, now, async () => {
      await this.seats.take(ledger.id, id, now);
      return sameRequest(await this.rules.create(rule, timezone), rule);
    });
  }

  /**
   * Changes a rule for what is not posted yet.
   * @throws ApiError 400 if a value is invalid, 404 if there is no such rule or occurrence, 409 if the ledger would
   *   have too many rules, 412 if `version` is not the stored one, 429 if the user added too many today.
   */
  async change(
    id: string,
    { from, paused, schedule, mode, ...input }: z.infer<typeof ruleChanges>,
    version: number | undefined,
    place: RulePlace & Pick<ExpenseDefaults, "thresholds">,
    { expenses, quotas }: ChangeStores,
  ): Promise<Rule> {
    const { ledger, timezone, now, userId } = place;
    const found = await this.rules.require(ledger.id, id, timezone);
    if (found.version !== version) throw versionConflict();
    const posted = async () => withStored(await withRestored(found, () => true, expenses), place, expenses);
    const rule = schedule === undefined ? found : await posted();
    const isContent = Object.keys(input).length > 0;
    const content = { ...rule.content, ...(isContent && contentChanges(rule.content, input)) };
    if (isContent) refuseGone(goneCategories(categoriesIn(content), ledger.settings), "category");
    const terms = { ...(isContent && { content }), ...(schedule && { schedule }), ...(mode && { mode }) };
    const next =
      from === undefined
        ? changedRule(rule, { ...terms, paused }, place)
        : splitRule(rule, from, terms, newExpenseId(now), place);
    const store = async () => {
      const stored = await this.rules.store(rule, next, timezone);
      if (stored === undefined) throw versionConflict();
      return stored;
    };
    const { successor } = next;
    if (successor === undefined) return store();
    // As one that is added: a rule that is divided leaves another item, even if that is deleted afterwards.
    return quotas.spend("recurring", { userId }, now, async () => {
      await this.seats.take(ledger.id, successor.id, now);
      return store();
    });
  }

  /**
   * Renames a category in all rules that name it, for what is not posted yet; also in those that can be restored.
   * @param only IDs of those that are changed. Default: all.
   * @throws ApiError 409 if others keep changing one for too long.
   */
  async renameCategory(
    renaming: CategoryRename,
    place: RulePlace,
    only?: readonly string[],
  ): Promise<RenamedItems> {
    const { ledger, timezone } = place;
    const nameOf = namesAfter(renaming);
    const before = new Map<string, string[]>();
    const renamed = (rule: Rule) => {
      const changes = recategorised(rule.content, nameOf);
      if (Object.keys(changes).length === 0 || only?.includes(rule.id) === false) return rule;
      before.set(rule.id, categoriesIn(rule.content));
      return changedRule(rule, { content: { ...rule.content, ...changes } }, place);
    };
    const renameListed = async () => {
      // A successor that is still to be stored is renamed once it is a rule of its own, and listed.
      const listed = await this.rules.listWithDeleted(ledger.id);
      const found = listed.filter((rule) => rule.successor !== undefined || renamed(rule) !== rule);
      for (const { id } of found) await this.rules.changeDeleted(ledger.id, id, timezone, renamed);
      return found.length > 0 ? OVERTAKEN : undefined;
    };
    await contend("ledger.contended", renameListed);
    return renamedItems(before, renaming);
  }

  /** @throws ApiError 404 if there is no such rule, 409 if others keep changing it for too long. */
  async delete(id: string, place: RulePlace): Promise<void> {
    await this.rules.change(place.ledger.id, id, place.timezone, (rule) => deletedRule(rule, place));
  }

  /**
   * Restores a deleted rule. Idempotent.
   * @throws ApiError 404 if there is no such rule, or none any more, 409 if the ledger would have too many rules or if
   *   others keep changing it for too long.
   */
  async restore(id: string, place: RulePlace): Promise<Rule> {
    const { ledger, timezone, now } = place;
    const restored = (rule: Rule) => restoredRule(rule, place);
    const stored = await this.rules.requireStored(ledger.id, id, timezone);
    if (restored(stored) === stored) return stored;
    await this.seats.take(ledger.id, id, now);
    return this.rules.changeDeleted(ledger.id, id, timezone, restored);
  }
}

/** Rules of earlier releases have no hash. */
function sameRequest(stored: Rule, sent: Rule): Rule {
  if (stored.requestHash !== undefined) requireSameRequest(stored, sent);
  return stored;
}
