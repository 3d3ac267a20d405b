import { SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { AlertLog } from "../../domain/alerts/alertLog";
import { AlertMailer } from "../../domain/alerts/alertMailer";
import { BudgetAlertSender } from "../../domain/budgets/budgetAlertSender";
import { withBudget } from "../../domain/budgets/budgetBook";
import { BudgetEvaluator } from "../../domain/budgets/budgetEvaluator";
import { runBudgets } from "../../domain/budgets/budgetRun";
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
import { expenseItem } from "../helpers/expenseItem";
import { type ExpensesTable, startExpensesTable } from "../helpers/expensesTable";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";

/** Runs that are killed. `npm run test:soak` kills 500. */
const RUNS = process.env.FULL ? 500 : 12;

/** More calls than a run makes: a later one lets it finish. */
const MAX_CALLS = 45;

const MEMBERS = ["anna", "ben"];
const MINUTES = 60_000;

/** A run dies before a call takes effect, or after it did and before the answer came. */
interface Death {
  call: number;
  when: "before" | "after";
}
const death = fc.record({
  call: fc.integer({ min: 1, max: MAX_CALLS }),
  when: fc.constantFrom("before" as const, "after" as const),
});

describe("a run over budgets that dies", function () {
  this.timeout(600_000);
  let expenses: ExpensesTable;
  let ledgers: LocalTable;
  // Whatever dies is logged.
  const { error: logError, warn: logWarning } = console;
  before(async () => {
    console.error = () => undefined;
    console.warn = () => undefined;
    [expenses, ledgers] = await Promise.all([startExpensesTable(), startLedgersTable()]);
  });
  after(async () => {
    console.error = logError;
    console.warn = logWarning;
    await Promise.all([expenses?.close(), ledgers?.close()]);
  });

  /** Calls of the longest run so far. */
  let calls = 0;

  /** A household with a budget of 100.00 for November. */
  class Household {
    readonly id = newExpenseId(new Date());
    readonly mails: string[] = [];
    now = new Date("2026-11-20T08:00:00.000Z");
    private spent = 0;
    private readonly plain = new BudgetStore(ledgers.db, "Ledgers");

    async start(): Promise<this> {
      // A watermark of its own time: the other households of the table are not looked at.
      await new Watermarks(ledgers.db, "Ledgers").write("budgets", this.now.toISOString());
      const terms = {
        unit: "month",
        startsOn: 1,
        amount: 10_000,
        currency: "USD",
        rollover: "none",
      } as const;
      const change = { id: this.budgetId, version: 0, by: "anna", now: this.now, today: "2026-11-20" };
      const wanted = { ...terms, name: "Food", thresholds: [80, 100] };
      await this.plain.change(this.id, (book) => withBudget(book, wanted, change));
      await this.run();
      return this;
    }

    get budgetId() {
      return expenseIdFor(this.id, "budget");
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
      await new ExpenseRepository(expenses.db, "Expenses").create(item);
    }

    pass(minutes: number): void {
      this.now = new Date(this.now.getTime() + minutes * MINUTES);
    }

    /** The users to whom the waiting alert was emailed, as far as it is recorded. */
    async recorded(): Promise<string[]> {
      const { budgets } = await this.plain.read(this.id);
      return budgets[this.budgetId]?.pending?.mailedTo ?? [];
    }

    async isSettled(): Promise<boolean> {
      const { budgets, dueAt } = await this.plain.read(this.id);
      return budgets[this.budgetId]?.pending === undefined && dueAt === "2026-12-01T00:00:00.000Z";
    }

    listed() {
      return new AlertLog(ledgers.db, "Ledgers").last(this.id, "anna", 10);
    }

    /** @returns true if it died. */
    async run(death?: Death): Promise<boolean> {
      const kill = killer(death);
      const [db, table] = [ledgers.db, expenses.db].map((one) => kill.client(one));
      if (!db || !table) throw new Error("There are two clients.");
      const repository = new ExpenseRepository(table, "Expenses");
      const store = new BudgetStore(db, "Ledgers");
      const sns = Object.assign(new SNSClient({ region: "us-east-1" }), {
        send: kill.wrap(async ({ input }: { input: { Message: string; MessageAttributes: object } }) => {
          const [, alert] = /^Alert: (.+)$/m.exec(input.Message) ?? [];
          const { ledgerId } = input.MessageAttributes as { ledgerId: { StringValue: string } };
          this.mails.push(`${alert?.split(".").at(-1)} to ${ledgerId.StringValue}`);
          return {};
        }),
      });
      const mailer = new AlertMailer({
        sns: sns as unknown as SNSClient,
        topicArn: "topic",
        quotas: new Quotas(db, "Ledgers", {
          ...QUOTAS,
          alerts: { perUser: 100_000 },
        } as unknown as ConstructorParameters<typeof Quotas>[2]),
        metricsNamespace: "test",
      });
      const recipients = {
        of: async () => ({ recipients: MEMBERS.map((userId) => ({ userId, language: "en" as const })) }),
      };
      const sender = new BudgetAlertSender({
        store,
        mailer,
        recipients,
        sentAlerts: new AlertLog(db, "Ledgers"),
        siteUrl: "https://site",
      });
      const evaluator = new BudgetEvaluator({
        store,
        access: new AccessReader(db, "Ledgers"),
        digests: new MonthDigests(
          repository,
          new LedgerChanges(table, "Expenses"),
          new DigestStore(db, "Ledgers", "Expenses"),
        ),
        expenses: repository,
        sender,
        timezone: "UTC",
      });
      try {
        await runBudgets({
          store,
          source: { changes: (from, until) => this.ownChanges(table, from, until) },
          due: new DueItems(db, "Ledgers"),
          watermarks: new Watermarks(db, "Ledgers"),
          evaluator,
          now: () => this.now,
          hasTime: () => true,
        });
      } catch (error) {
        if (!kill.isDead()) throw error;
      }
      calls = Math.max(calls, kill.calls());
      return kill.isDead();
    }

    /** Without those of other households in the table, which have the same time. */
    private async *ownChanges(table: DynamoDBDocumentClient, from: string, until: string) {
      for await (const page of new DynamoExpenseSource(table, "Expenses").changes(from, until)) {
        yield page.filter(({ ledgerId }) => ledgerId === this.id);
      }
    }

    /** Runs again, as the schedule does: the claim of a run that died has ended. */
    async recover(): Promise<void> {
      this.pass(5);
      await this.run();
    }
  }

  it(`misses no alert in ${RUNS} runs, and repeats a mail only if SNS took it and that was not recorded`, async () => {
    await fc.assert(
      fc.asyncProperty(death, death, async (first, second) => {
        const household = await new Household().start();
        const expected: string[] = [];
        for (const [amount, threshold, dies] of [
          [8_500, 80, first],
          [1_500, 100, second],
        ] as const) {
          await household.spend(amount);
          const before = household.mails.length;
          const died = await household.run(dies);
          const taken = household.mails.slice(before);
          const recorded = died ? await household.recorded() : MEMBERS;
          const isListed = (await household.listed()).some((alert) => alert.budget?.threshold === threshold);
          await household.recover();
          const unrecorded = isListed
            ? []
            : taken.filter((mail) => !recorded.some((id) => mail.endsWith(id)));
          expect(unrecorded.length).to.be.at.most(1);
          expected.push(...MEMBERS.map((id) => `${threshold} to ${id}`), ...unrecorded);
          expect(household.mails.toSorted()).to.deep.equal(expected.toSorted());
          expect(await household.isSettled()).to.equal(true);
        }
        const listed = await household.listed();
        expect(listed.map(({ budget, mailed }) => [budget?.threshold, mailed])).to.deep.equal([
          [100, true],
          [80, true],
        ]);
      }),
      { numRuns: RUNS / 2 },
    );
    // Every call of a run can be its last one.
    expect(calls).to.be.within(MAX_CALLS / 2, MAX_CALLS);
  });

  it("mails once if two runs overlap", async () => {
    const household = await new Household().start();
    await household.spend(20_000);
    await Promise.all([household.run(), household.run()]);
    await household.recover();
    expect(household.mails.toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
  });

  it("is silent when the budget falls back and is crossed again, and when a past period changes", async () => {
    const household = await new Household().start();
    await household.spend(9_000);
    await household.recover();
    await household.spend(3_000, { kind: "refund" });
    await household.recover();
    await household.spend(3_500);
    await household.spend(50_000, { date: "2026-10-31" });
    await household.recover();
    expect(household.mails.toSorted()).to.deep.equal(["80 to anna", "80 to ben"]);
  });
});

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
