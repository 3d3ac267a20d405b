import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { ApiError } from "../../domain/http/apiError";
import { AccessReader } from "../../domain/ledgers/accessReader";
import type { DueItems } from "../../domain/ledgers/dueItems";
import { decide } from "../../domain/recurring/decisions";
import type { Recurrence, Rule } from "../../domain/recurring/model";
import { occurrence } from "../../domain/recurring/occurrences";
import { postDue } from "../../domain/recurring/posting";
import { RecurringExpenses } from "../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../domain/recurring/ruleRepository";
import { MemoryTables } from "../helpers/memoryTables";
import { mortalClient } from "../helpers/mortalClient";
import { useQuietLog } from "../helpers/quietLog";
import { placeOn, ruleOn, UNLIMITED } from "../helpers/rules";
import { runs } from "../helpers/runs";

const TODAY = "2026-12-01";
const FIRST: Recurrence = { every: 1, unit: "months", start: TODAY, day: 1 };
const MONTHS = ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04"];

/** Schedules that somebody chooses; the days of weeks are no days of the months. */
const anySchedule = fc.oneof(
  fc
    .record({ start: fc.constantFrom(TODAY, "2027-01-15"), day: fc.constantFrom(1, 15, 25) })
    .map((how) => ({ ...FIRST, ...how })),
  fc
    .constantFrom(3, 6)
    .map((weekday): Recurrence => ({ every: 1, unit: "weeks", start: "2026-12-02", weekdays: [weekday] })),
);
const anyAct = fc.record({
  does: fc.constantFrom("run", "post", "move", "move", "takeBack"),
  schedule: anySchedule,
  which: fc.nat(2),
  death: fc.option(
    fc.record({
      call: fc.integer({ min: 1, max: 10 }),
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  ),
});
type Act = typeof anyAct extends fc.Arbitrary<infer One> ? One : never;

/** A rent, and those who change it, on the day on which it is due first. */
class Rent {
  today = TODAY;
  private readonly tables = new MemoryTables();

  async start(): Promise<void> {
    await new RuleRepository(this.tables.client(), "Ledgers").create(ruleOn(FIRST, { id: "RENT" }), "UTC");
  }

  /** Does something by a function that may be killed: not if it takes an expense back, which its user would repeat. */
  async act(act: Act, turn: () => Promise<unknown>): Promise<void> {
    const { death, does } = act;
    const mortal = death && does !== "takeBack" ? death : undefined;
    const { client } = mortalClient(this.tables.client(turn), mortal);
    try {
      await this.attempt(act, client);
    } catch (error) {
      if (!(error instanceof ApiError) && mortal === undefined) throw error;
    }
  }

  /** Days of the expenses that are left once it is monthly again and the job has run. */
  async days(day: number): Promise<string[]> {
    await this.attempt(
      { does: "move", schedule: { ...FIRST, day }, which: 0, death: null },
      this.tables.client(),
    );
    for (const today of [this.today, "2027-03-02", "2027-04-30"]) await this.run(today, this.tables.client());
    const left = this.tables.items.filter(({ sk, deletedAt }) => sk === undefined && deletedAt === undefined);
    return left.map(({ date }) => String(date)).sort();
  }

  private async attempt({ does, schedule, which }: Act, client: DynamoDBDocumentClient): Promise<void> {
    const stores = {
      rules: new RuleRepository(client, "Ledgers"),
      expenses: new ExpenseRepository(client, "Expenses"),
    };
    if (does === "run") return this.run(this.today, client);
    const rule = await stores.rules.require("home", "RENT", "UTC");
    if (does === "move") {
      const others = { expenses: stores.expenses, quotas: UNLIMITED };
      await new RecurringExpenses(client, "Ledgers").change(
        "RENT",
        { schedule },
        rule.version,
        placeOn(this.today),
        others,
      );
      return;
    }
    const day = does === "post" ? comingDay(rule, which) : Object.keys(rule.decided ?? {})[which];
    if (day === undefined) return;
    await decide("RENT", { day, action: does === "post" ? "post" : "unpost" }, placeOn(this.today), stores);
  }

  private async run(day: string, client: DynamoDBDocumentClient): Promise<void> {
    const now = new Date(`${day}T08:00:00.000Z`);
    const rule = { ledgerId: "home", sk: "rule#RENT", dueAt: "" };
    await postDue({
      due: {
        due: async function* () {
          yield [rule];
        } as DueItems["due"],
      },
      rules: new RuleRepository(client, "Ledgers"),
      expenses: new ExpenseRepository(client, "Expenses"),
      access: new AccessReader(client, "Ledgers"),
      timezone: "UTC",
      thresholds: {},
      now: () => now,
      hasTime: () => true,
    });
  }
}

/** A day that somebody posts early: while it is weekly, nobody does. */
const comingDay = ({ schedule, next }: Rule, which: number) =>
  schedule.unit === "months" ? occurrence(schedule, next + which) : undefined;

describe("a rent that several people change at once, by requests of which some die", () => {
  // Each rule that cannot be done is logged.
  useQuietLog();

  /** Expects that each month has one expense, whatever happens on some days, and in which order. */
  async function expectOnce(act: typeof anyAct, days: readonly string[]): Promise<void> {
    const round = fc.array(act, { minLength: 1, maxLength: 3 });
    const rounds = fc.array(round, { maxLength: days.length });
    await fc.assert(
      fc.asyncProperty(rounds, fc.constantFrom(1, 15, 25), fc.scheduler(), async (all, day, scheduler) => {
        const rent = new Rent();
        await rent.start();
        for (const [index, acts] of all.entries()) {
          rent.today = days[index] ?? TODAY;
          const turn = () => scheduler.schedule(Promise.resolve());
          await scheduler.waitFor(Promise.all(acts.map((one) => rent.act(one, turn))));
        }
        expect((await rent.days(day)).map((one) => one.slice(0, 7))).to.deep.equal(MONTHS);
      }),
      { numRuns: runs(100, 3_000) },
    );
  }

  it("is entered once in each month, whatever they do, and in which order", async function () {
    this.timeout(600_000);
    await expectOnce(anyAct, Array(5).fill(TODAY));
  });

  it("is so if they move it within its months over weeks, in which the job may not run", async function () {
    this.timeout(600_000);
    const days = [TODAY, "2026-12-10", "2027-01-02", "2027-01-20", "2027-02-10"];
    const isWithin = ({ schedule: { unit, start } }: Act) => unit === "months" && start === TODAY;
    await expectOnce(anyAct.filter(isWithin), days);
  });
});
