import type { MonthDigests } from "../digests/monthDigests";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { AccessReader } from "../ledgers/accessReader";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { dayIn } from "../values/day";
import {
  CLAIM_MS,
  CLAIM_SPREAD_MS,
  dueFrom,
  hasPendingAlerts,
  nextDue,
  pendingAlerts,
  raisedAlert,
  withAlerts,
} from "./alerting";
import type { BudgetAlertSender } from "./budgetAlertSender";
import type { BudgetStore } from "./budgetStore";
import { keptBudgets, sumBudgets } from "./budgetSums";
import { largestExpenses } from "./largestExpenses";
import type { BudgetAlert, BudgetBook } from "./model";

interface BudgetEvaluatorOptions {
  store: Pick<BudgetStore, "change" | "fileAct">;
  access: Pick<AccessReader, "read">;
  digests: Pick<MonthDigests, "read">;
  expenses: Pick<ExpenseRepository, "pages">;
  sender: Pick<BudgetAlertSender, "send">;
  /** Time zone of ledgers without one of their own. */
  timezone: string;
}

/** The time of a run, and the day that it is in the ledger. */
interface Moment {
  now: Date;
  today: string;
}

/** Evaluates the running periods of a ledger's budgets, and emails the alerts that they raise. */
export class BudgetEvaluator {
  constructor(private readonly options: BudgetEvaluatorOptions) {}

  /**
   * @param book The budgets as they were read a moment ago.
   * @param hasTime Returns true while there is time for more.
   * @throws ApiError 503 if there is not enough time. The next call continues.
   */
  async evaluate(ledgerId: string, book: BudgetBook, now: Date, hasTime: () => boolean): Promise<void> {
    const { store, access } = this.options;
    // An act whose writer died is filed late rather than never.
    if (isDue(book, now)) await store.fileAct(ledgerId, book);
    const { record, ledger } = await access.read(ledgerId, ledgerId);
    if (record.closed !== undefined) return;
    const zone = defaultsOf(ledger, this.options).timezone;
    const today = dayIn(zone, now);
    const settle = (one: BudgetBook) => dueFrom(one, nextDue(one, today, zone));
    const claim = claimEnd(now);
    // Also of an archived ledger: an alert that waited until it is active again would hold up its evaluation.
    const claimed = await this.mailPending(ledgerId, book, { now, today }, claim);
    if (claimed === undefined) return;
    if (ledger.archivedAt !== undefined || ledger.erasesAt !== undefined) {
      await store.change(ledgerId, settle);
      return;
    }
    const alerts = await this.raised(ledgerId, claimed, today, now, hasTime);
    const marked = await store.change(ledgerId, (current) => {
      // Somebody has changed the budgets since, which made them due.
      if (current.version !== claimed.version) return current;
      return alerts.size === 0 ? settle(current) : dueFrom(withAlerts(current, alerts), claim);
    });
    if (marked.dueAt !== claim) return;
    await this.mail(ledgerId, marked, { now, today });
    await store.change(ledgerId, (current) => (current.dueAt === claim ? settle(current) : current));
  }

  /**
   * Emails what an earlier run left.
   * @returns the budgets afterwards; undefined if another run is emailing them.
   */
  private async mailPending(
    ledgerId: string,
    book: BudgetBook,
    moment: Moment,
    claim: string,
  ): Promise<BudgetBook | undefined> {
    if (!hasPendingAlerts(book, moment.now)) return book;
    if (!isDue(book, moment.now)) return undefined;
    const { store } = this.options;
    const claimed = await store.change(ledgerId, (current) =>
      current.version === book.version ? dueFrom(current, claim) : current,
    );
    if (claimed.dueAt !== claim) return undefined;
    await this.mail(ledgerId, claimed, moment);
    return store.change(ledgerId, (current) => current);
  }

  private async mail(ledgerId: string, book: BudgetBook, { now, today }: Moment): Promise<void> {
    for (const [id, alert] of pendingAlerts(book, today, now))
      await this.options.sender.send(ledgerId, id, alert, now);
  }

  private async raised(
    ledgerId: string,
    book: BudgetBook,
    today: string,
    now: Date,
    hasTime: () => boolean,
  ): Promise<Map<string, BudgetAlert>> {
    const { digests, expenses } = this.options;
    const read = (months: readonly string[]) => digests.read(ledgerId, months, { now, hasTime });
    const alerts = new Map<string, BudgetAlert>();
    for (const summed of await sumBudgets(keptBudgets(book.budgets), today, 1, read)) {
      const alert = raisedAlert(summed, today, now.toISOString());
      const period = summed.periods.at(-1);
      if (alert === undefined || period === undefined) continue;
      alerts.set(summed.id, {
        ...alert,
        largest: await largestExpenses(expenses, ledgerId, period, hasTime),
      });
    }
    return alerts;
  }
}

const isDue = ({ dueAt }: BudgetBook, now: Date) => dueAt !== undefined && dueAt <= now.toISOString();

/**
 * The end of a run's claim on what it emails, UTC. Randomized, so that it differs from that of a run that began at the
 * same moment.
 */
const claimEnd = (now: Date) =>
  new Date(now.getTime() + CLAIM_MS + Math.floor(Math.random() * CLAIM_SPREAD_MS)).toISOString();
