import { describe, log } from "../aws/log";
import type { AlertThresholds } from "../expenses/alertMarks";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { deletion, nextVersion } from "../expenses/expenseVersions";
import type { AccessReader } from "../ledgers/accessReader";
import type { DueItems, DueKey } from "../ledgers/dueItems";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import type { Ledger } from "../ledgers/model";
import { inBatches } from "../values/batches";
import { dayIn } from "../values/day";
import { DAY_MS } from "../values/duration";
import { OCCURRENCES_PER_RULE, OCCURRENCES_PER_RUN } from "../values/limits";
import { changeContinuing } from "./continuingRules";
import type { Rule } from "./model";
import { occurrenceIdOf } from "./occurrenceIds";
import { withRestored } from "./restoredOccurrences";
import type { RuleRepository } from "./ruleRepository";
import { dueAtOf, expenseOn, nextRule, stoppedRule, takeDue } from "./rules";
import { withPostedBefore } from "./storedOccurrences";
import { withStoring } from "./storingNotes";

export interface PostingOptions {
  due: Pick<DueItems, "due">;
  rules: Pick<RuleRepository, "changeDeleted" | "due" | "postpone" | "replace" | "settle" | "store">;
  expenses: Pick<ExpenseRepository, "change" | "createOnce" | "get">;
  access: Pick<AccessReader, "read">;
  /** Zone and thresholds of ledgers without their own. */
  timezone: string;
  thresholds: AlertThresholds;
  now: () => Date;
  /** True while there is time for another rule. */
  hasTime: () => boolean;
  /** Maximum number of occurrences of a run. Default: that of the product. */
  max?: number;
}

/** The outcome of a run. */
export interface PostingResult {
  /** Rules that were due. */
  rules: number;
  /** Expenses that were stored, without those that already existed. */
  posted: number;
  proposed: number;
  /** Rules that failed and stay due. */
  failed: number;
  /** Present if more is due: the input of the next run. */
  next?: Record<string, never>;
}

/** Expenses of a rule that are stored at the same time. */
const CONCURRENT = 10;

/**
 * Posts or proposes what is due. A rule notes which expenses are about to be stored, and moves on by one conditional write
 * after they are, each under the ID of its occurrence: a run that dies, is repeated or overlaps finds them there, and does
 * not store them again.
 * @throws Error if more is due and no rule moved on: the next run would do no better.
 */
export async function postDue(options: PostingOptions): Promise<PostingResult> {
  const { due, now, hasTime, max = OCCURRENCES_PER_RUN } = options;
  const run = new PostingRun(options, max);
  for await (const page of due.due("rules", now())) {
    for (const key of page) {
      if (run.left <= 0 || !hasTime()) return run.toBeContinued();
      await run.try(key);
    }
  }
  return run.left <= 0 || run.isUnfinished ? run.toBeContinued() : run.result;
}

const isAtRest = ({ archivedAt, erasesAt }: Ledger) => archivedAt !== undefined || erasesAt !== undefined;

class PostingRun {
  readonly result: PostingResult = { rules: 0, posted: 0, proposed: 0, failed: 0 };
  /**
   * True if more is due that was not among what was read of the queue: the rest of a rule, or a successor that it stored.
   */
  isUnfinished = false;
  /** Rules that moved on, by this run or by another one at the same time. */
  private moved = 0;

  constructor(
    private readonly options: PostingOptions,
    /** Occurrences that the run may still take. */
    public left: number,
  ) {}

  toBeContinued(): PostingResult {
    if (this.moved === 0) throw new Error("Recurring expenses are due, and none could be posted.");
    return { ...this.result, next: {} };
  }

  /** A rule that fails does not hold up the others, and takes none of the occurrences of the run. */
  async try(key: DueKey): Promise<void> {
    try {
      if ((await this.do(key)) || this.left <= 0 || !this.options.hasTime()) return;
      // Somebody else changed it. Whoever skipped what was just stored should not see it until the next run.
      await this.do(key, true);
    } catch (error) {
      this.result.failed += 1;
      log("error", "A recurring expense could not be posted and stays due", {
        ...key,
        error: describe(error),
      });
    }
  }

  /** @returns false if somebody else changed the rule at the same time. */
  private async do(key: DueKey, isAgain = false): Promise<boolean> {
    const { rules, access, now, timezone, thresholds } = this.options;
    const at = now();
    const [found, { record, ledger }] = await Promise.all([
      rules.due(key, at),
      access.read(key.ledgerId, key.ledgerId),
    ]);
    // Everything of a closed account is being erased.
    if (found === undefined || record.closed !== undefined) return true;
    if (!isAgain) this.result.rules += 1;
    const defaults = defaultsOf(ledger, { timezone, thresholds });
    // Also of a ledger that is archived, where the rule would stay due otherwise.
    const rule = await rules.settle(found, defaults.timezone, at);
    if (found.successor !== undefined) this.isUnfinished = true;
    if (isAtRest(ledger)) {
      const isDone = await this.rest(rule, ledger, defaults.timezone, at);
      this.moved += 1;
      return isDone;
    }
    const today = dayIn(defaults.timezone, at);
    const room = Math.min(this.left, OCCURRENCES_PER_RULE);
    const known = await withRestored(rule, (day) => day <= today, this.options.expenses);
    const { days: due } = takeDue(known, { now: at, today }, room);
    const noted = await this.noted(known, due, defaults.timezone, at);
    if (noted === undefined) return false;
    const { days, skipped, rule: moved } = takeDue(noted, { now: at, today }, room);
    if (rule.mode === "post") this.result.posted += await this.post(rule, days, defaults.thresholds);
    await this.takeBack(rule, skipped);
    // A concurrent change to the rule wins: it is still due, and the next attempt finds what was stored.
    const isMoved = await rules.replace(moved, defaults.timezone);
    this.moved += 1;
    this.left -= days.length;
    if (!isMoved && rule.mode === "post") await this.noteStored(rule, days, defaults.timezone, at);
    if (dueAtOf(moved, defaults.timezone) <= at.toISOString()) this.isUnfinished = true;
    if (isMoved && rule.mode === "propose") this.result.proposed += days.length;
    return isMoved;
  }

  /**
   * Notes in a rule which expenses are about to be stored, so that nobody moves it to other days meanwhile who does not
   * know of them.
   * @returns undefined if somebody else changed the rule at the same time.
   */
  private async noted(rule: Rule, days: readonly string[], timezone: string, now: Date) {
    const storing = rule.mode === "post" ? withStoring(rule, days, now) : rule;
    if (storing === rule) return rule;
    const next = nextRule(storing, { now });
    if (await this.options.rules.replace(next, timezone)) return next;
    this.moved += 1;
    return undefined;
  }

  /**
   * Lets a rule that somebody moved to other days meanwhile know that those of its former days are stored; also one that goes
   * on from there.
   */
  private async noteStored(
    before: Rule,
    days: readonly string[],
    timezone: string,
    now: Date,
  ): Promise<void> {
    const { rules } = this.options;
    const noted = (rule: Rule) => withPostedBefore(rule, before, days, { now });
    const after = await rules.changeDeleted(before.ledgerId, before.id, timezone, noted);
    await changeContinuing(rules, [before, after], timezone, noted);
  }

  /**
   * Leaves a rule of a ledger that is deleted or archived. If it is deleted, its rules stay as they are, for an owner may
   * restore it: then what was due meanwhile is posted.
   * @returns false if somebody else changed the rule at the same time.
   */
  private async rest(rule: Rule, ledger: Ledger, timezone: string, now: Date): Promise<boolean> {
    const { rules } = this.options;
    // Not until the ledger is erased: a run that read it before it was restored would leave the rule waiting for weeks.
    if (ledger.erasesAt !== undefined) return rules.postpone(rule, new Date(now.getTime() + DAY_MS));
    const userId = ledger.archivedBy ?? rule.createdBy;
    return (await rules.store(rule, stoppedRule(rule, { userId, now }), timezone)) !== undefined;
  }

  private async post(rule: Rule, days: readonly string[], thresholds: AlertThresholds): Promise<number> {
    const { expenses, now } = this.options;
    let posted = 0;
    for (const batch of inBatches(days, CONCURRENT)) {
      const results = await Promise.all(
        batch.map((day) => expenses.createOnce(expenseOn(rule, day, now(), { thresholds }))),
      );
      posted += results.filter(({ created }) => created).length;
    }
    return posted;
  }

  /**
   * Moves expenses to the trash whose day was skipped after a request that posts it early had read the rule, and before it
   * stored them: the skip found none, and was confirmed. One that somebody has changed since stays.
   */
  private async takeBack(rule: Rule, skipped: readonly string[]): Promise<void> {
    for (const day of skipped) {
      await this.options.expenses.change(rule.ledgerId, occurrenceIdOf(rule, day), (stored, now) =>
        stored.version === 1 ? nextVersion(stored, deletion(now), now) : undefined,
      );
    }
  }
}
