import { SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { AlertLog } from "../../domain/alerts/alertLog";
import { AlertMailer } from "../../domain/alerts/alertMailer";
import { BudgetAlertSender } from "../../domain/budgets/budgetAlertSender";
import { withBudget } from "../../domain/budgets/budgetBook";
import { BudgetEvaluator } from "../../domain/budgets/budgetEvaluator";
import { type BudgetRunOptions, type BudgetRunResult, runBudgets } from "../../domain/budgets/budgetRun";
import { BudgetStore } from "../../domain/budgets/budgetStore";
import { DigestStore } from "../../domain/digests/digestStore";
import { MonthDigests } from "../../domain/digests/monthDigests";
import { expenseIdFor, newExpenseId } from "../../domain/expenses/expenseKeys";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { DynamoExpenseSource } from "../../domain/expenses/expenseSource";
import { LedgerChanges } from "../../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../../domain/expenses/model";
import { Watermarks } from "../../domain/jobs/watermarks";
import { AccessReader } from "../../domain/ledgers/accessReader";
import { DueItems } from "../../domain/ledgers/dueItems";
import { QUOTAS } from "../../domain/quotas/quotaKinds";
import { Quotas } from "../../domain/quotas/quotas";
import { expenseItem } from "./expenseItem";
import type { ExpensesTable } from "./expensesTable";
import type { LocalTable } from "./localTable";
import type { Death } from "./mortalClient";

const MINUTES = 60_000;

/** The users who get the alerts of a household. */
export const HOUSEHOLD_MEMBERS = ["anna", "ben"];

/** The tables of households. */
interface HouseholdTables {
  expenses: ExpensesTable;
  ledgers: LocalTable;
}

/** Parts of a run that a test replaces. */
type Replaced = Partial<Pick<BudgetRunOptions, "evaluator" | "hasTime" | "source">>;

/**
 * A ledger whose budgets are evaluated at a time of its own. Its runs see no other ledger of the tables, except those that
 * are named.
 */
export class BudgetHousehold {
  readonly id = newExpenseId(new Date());
  /** `threshold to user`, in the order in which they were sent. */
  readonly mails: string[] = [];
  /** The IDs of alerts in the emails, in the same order. */
  readonly alertIds: string[] = [];
  readonly texts: string[] = [];
  now = new Date("2026-11-20T08:00:00.000Z");
  /** Emails that a member may get a day. */
  mailsPerDay = 100_000;
  /** Calls of the last run. */
  calls = 0;
  private readonly seen = new Set([this.id]);
  private spent = 0;
  readonly store: BudgetStore;

  constructor(private readonly tables: HouseholdTables) {
    this.store = new BudgetStore(tables.ledgers.db, "Ledgers");
  }

  /** With a budget of 100.00 a month, from the running one on, after a run. */
  async start(): Promise<this> {
    // A watermark of its own time: that of another household may be later.
    await this.watermarks().write("budgets", this.now.toISOString());
    await this.plan();
    await this.run();
    return this;
  }

  /**
   * Writes the budget.
   * @param version That of the one before.
   */
  async plan(version = 0): Promise<void> {
    const terms = { unit: "month", startsOn: 1, amount: 10_000, currency: "USD", rollover: "none" } as const;
    const today = this.now.toISOString().slice(0, 10);
    const change = { id: this.budgetId, version, by: "anna", now: this.now, today };
    const wanted = { ...terms, name: "Food", thresholds: [80, 100] };
    await this.store.change(this.id, (book) => withBudget(book, wanted, change));
  }

  /** Lets its runs see another one, too. */
  include(other: BudgetHousehold): void {
    this.seen.add(other.id);
  }

  get budgetId() {
    return expenseIdFor(this.id, "budget");
  }

  watermarks() {
    return new Watermarks(this.tables.ledgers.db, "Ledgers");
  }

  async spend(amount: number, others: Partial<ExpenseItem> = {}): Promise<void> {
    this.spent += 1;
    this.pass(1);
    const at = this.now.toISOString();
    const expenseId = expenseIdFor(this.id, String(this.spent));
    const item = expenseItem({
      expenseId,
      ledgerId: this.id,
      amount,
      date: "2026-11-20",
      createdAt: at,
      updatedAt: at,
      ...others,
    });
    await new ExpenseRepository(this.tables.expenses.db, "Expenses").create(item);
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTES);
  }

  /** The users to whom the waiting alert was emailed, as far as it is recorded. */
  async recorded(): Promise<string[]> {
    const { budgets } = await this.store.read(this.id);
    return budgets[this.budgetId]?.pending?.mailedTo ?? [];
  }

  async isSettled(): Promise<boolean> {
    const { budgets, dueAt } = await this.store.read(this.id);
    return budgets[this.budgetId]?.pending === undefined && dueAt === "2026-12-01T00:00:00.000Z";
  }

  listed() {
    return new AlertLog(this.tables.ledgers.db, "Ledgers").last(this.id, "anna", 10);
  }

  /** @returns true if it died. */
  async run(death?: Death): Promise<boolean> {
    const kill = killer(death);
    try {
      await runBudgets(this.options(kill));
    } catch (error) {
      if (!kill.isDead()) throw error;
    }
    this.calls = kill.calls();
    return kill.isDead();
  }

  /** A run with parts of a test's own. */
  async runWith(replace: (options: BudgetRunOptions) => Replaced = () => ({})): Promise<BudgetRunResult> {
    const options = this.options(killer(undefined));
    return runBudgets({ ...options, ...replace(options) });
  }

  /** Runs again, as the schedule does: the claim of a run that died has ended. */
  async recover(): Promise<void> {
    this.pass(5);
    await this.run();
  }

  private options(kill: Killer): BudgetRunOptions {
    const [db, table] = [kill.client(this.tables.ledgers.db), kill.client(this.tables.expenses.db)];
    const repository = new ExpenseRepository(table, "Expenses");
    const store = new BudgetStore(db, "Ledgers");
    const changes = new LedgerChanges(table, "Expenses");
    const evaluator = new BudgetEvaluator({
      store,
      access: new AccessReader(db, "Ledgers"),
      digests: new MonthDigests(repository, changes, new DigestStore(db, "Ledgers", "Expenses")),
      expenses: repository,
      sender: this.sender(kill, db, store),
      timezone: "UTC",
    });
    const source = new DynamoExpenseSource(table, "Expenses");
    const due = new DueItems(db, "Ledgers");
    return {
      store,
      source: { changes: (from, until) => this.own(source.changes(from, until)) },
      due: {
        due: (queue, now, pageSize) => this.own(due.due(queue, now, pageSize)),
        all: (queue) => this.own(due.all(queue)),
      },
      watermarks: new Watermarks(db, "Ledgers"),
      evaluator,
      now: () => this.now,
      hasTime: () => true,
    };
  }

  private sender(kill: Killer, db: DynamoDBDocumentClient, store: BudgetStore): BudgetAlertSender {
    const sns = Object.assign(new SNSClient({ region: "us-east-1" }), {
      send: kill.wrap(async ({ input }: { input: { Message: string; MessageAttributes: object } }) => {
        const [, alertId = ""] = /^Alert: (.+)$/m.exec(input.Message) ?? [];
        const { ledgerId } = input.MessageAttributes as { ledgerId: { StringValue: string } };
        this.mails.push(`${alertId.split(".").at(-1)} to ${ledgerId.StringValue}`);
        this.alertIds.push(alertId);
        this.texts.push(input.Message);
        return {};
      }),
    });
    const kinds = { ...QUOTAS, budgetAlerts: { perLedger: this.mailsPerDay, perUser: 100_000 } };
    const quotas = new Quotas(db, "Ledgers", kinds as unknown as ConstructorParameters<typeof Quotas>[2]);
    const mailer = new AlertMailer({
      sns: sns as unknown as SNSClient,
      topicArn: "topic",
      quotas: { trySpend: (kind, subject, _now, work) => quotas.trySpend(kind, subject, this.now, work) },
      metricsNamespace: "test",
    });
    const members = HOUSEHOLD_MEMBERS.map((userId) => ({ userId, language: "en" as const }));
    return new BudgetAlertSender({
      store,
      mailer,
      recipients: { of: async () => ({ recipients: members }) },
      sentAlerts: new AlertLog(db, "Ledgers"),
      siteUrl: "https://site",
    });
  }

  private async *own<Element extends { ledgerId: string }>(pages: AsyncIterable<Element[]>) {
    for await (const page of pages) yield page.filter(({ ledgerId }) => this.seen.has(ledgerId));
  }
}

type Killer = ReturnType<typeof killer>;

/** Lets the calls of a run through until it dies; after that it makes none. */
function killer(death: Death | undefined) {
  let calls = 0;
  let dead = false;
  const wrap =
    <Arguments extends unknown[], Result>(call: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      calls += 1;
      if (calls === death?.call && death.when === "before") dead = true;
      if (dead) throw new Error("The function died.");
      const own = calls;
      const result = await call(...args);
      if (own === death?.call) dead = true;
      if (dead) throw new Error("The function died.");
      return result;
    };
  const client = (db: DynamoDBDocumentClient) =>
    new Proxy(db, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        return name === "send" ? wrap(target.send.bind(target) as (command: never) => Promise<never>) : value;
      },
    });
  return { wrap, client, isDead: () => dead, calls: () => calls };
}
