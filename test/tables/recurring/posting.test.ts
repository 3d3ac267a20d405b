import { BatchWriteCommand, DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { deletion, nextVersion } from "../../../domain/expenses/expenseVersions";
import { AccessReader } from "../../../domain/ledgers/accessReader";
import { DueItems } from "../../../domain/ledgers/dueItems";
import { splitRule } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { occurrenceIdOf } from "../../../domain/recurring/occurrenceIds";
import { occurrencesBetween } from "../../../domain/recurring/occurrences";
import { type PostingOptions, type PostingResult, postDue } from "../../../domain/recurring/posting";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { changedRule, deletedRule, expenseOn } from "../../../domain/recurring/rules";
import { addDays } from "../../../domain/values/day";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { inParallel } from "../../helpers/inParallel";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { type Death, mortalClient } from "../../helpers/mortalClient";
import { useQuietLog } from "../../helpers/quietLog";
import { authorOn, ruleOn } from "../../helpers/rules";
import { runs } from "../../helpers/runs";

const DAILY: Recurrence = { every: 1, unit: "days", start: "2026-11-01" };
const at = (day: string) => new Date(`${day}T08:00:00.000Z`);
const NOON = at("2026-11-01");
const daysFrom = (start: string, last: string) => [...occurrencesBetween({ ...DAILY, start }, start, last)];

describe("the job that posts recurring expenses", () => {
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  // Each rule that cannot be done is logged.
  useQuietLog();
  before(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
  });
  after(() => Promise.all([ledgers?.close(), expenses?.close()]));
  afterEach(empty);

  /** The options of a run, as if its function died at a call. */
  function optionsOf(now: Date, death?: Death): PostingOptions & { calls(): number } {
    const [forLedgers, forExpenses] = [mortalClient(ledgers.db, death), mortalClient(expenses.db, death)];
    // Calls of both tables count together.
    const shared = { calls: 0 };
    for (const one of [forLedgers, forExpenses]) {
      Object.defineProperty(one, "calls", {
        get: () => shared.calls,
        set: (calls) => Object.assign(shared, { calls }),
      });
    }
    return {
      due: new DueItems(forLedgers.client, "Ledgers"),
      rules: new RuleRepository(forLedgers.client, "Ledgers"),
      expenses: new ExpenseRepository(forExpenses.client, "Expenses"),
      access: new AccessReader(forLedgers.client, "Ledgers"),
      timezone: "UTC",
      thresholds: { USD: 50000 },
      now: () => now,
      hasTime: () => true,
      calls: () => shared.calls,
    };
  }

  const store = (rule: Rule) => new RuleRepository(ledgers.db, "Ledgers").create(rule, "UTC");
  const read = async (id: string) =>
    (await new RuleRepository(ledgers.db, "Ledgers").get("home", id)) ??
    expect.fail("There is no such rule.");
  const putLedger = (attributes: object, sk = "profile") =>
    ledgers.db.send(new PutCommand({ TableName: "Ledgers", Item: { ledgerId: "home", sk, ...attributes } }));

  /** A rule that another one goes on from its second day, before that one is an item of its own. */
  async function splitBeforeSecondDay(): Promise<Rule> {
    const rule = await store(ruleOn(DAILY));
    const split = splitRule(rule, "2026-11-02", { mode: "post" }, "SUCCESSOR", authorOn("2026-10-31"));
    await new RuleRepository(ledgers.db, "Ledgers").replace(split, "UTC");
    return split;
  }

  /** Runs as the state machine does. */
  async function runAll(options: PostingOptions): Promise<PostingResult[]> {
    const results = [await postDue(options)];
    while (results.at(-1)?.next !== undefined) results.push(await postDue(options));
    return results;
  }

  const days = async () => (await itemsIn(expenses, "Expenses")).map(({ date }) => String(date)).sort();

  async function empty() {
    const remove = (table: LocalTable, TableName: string, keys: Record<string, unknown>[]) =>
      inParallel(keys, (Key) => table.db.send(new DeleteCommand({ TableName, Key })));
    const rules = (await itemsIn(ledgers, "Ledgers")).map(({ ledgerId, sk }) => ({ ledgerId, sk }));
    await remove(ledgers, "Ledgers", rules);
    const posted = (await itemsIn(expenses, "Expenses")).map(({ expenseId }) => ({ expenseId }));
    await remove(expenses, "Expenses", posted);
  }

  it("posts each due day once, in runs of a maximum, and marks alerts", async () => {
    await store(ruleOn(DAILY));
    const runs = await runAll({ ...optionsOf(at("2026-11-10")), max: 4 });
    expect(runs.map(({ posted }) => posted)).to.deep.equal([4, 4, 2]);
    expect(await days()).to.deep.equal(daysFrom("2026-11-01", "2026-11-10"));
    const items = await itemsIn(expenses, "Expenses");
    expect(items.map(({ alertState }) => alertState)).to.deep.equal(Array(10).fill("pending"));
    expect(await runAll(optionsOf(at("2026-11-10")))).to.deep.equal([
      { rules: 0, posted: 0, proposed: 0, failed: 0 },
    ]);
  });

  it("costs what is due, whatever the number of rules", async () => {
    const total = process.env.FULL ? 100_000 : 150;
    const due = Array.from({ length: 10 }, (_, index) => ruleOn(DAILY, { id: `DUE${index}` }));
    await inParallel(due, store);
    // The others are copies of one that the repository stored: one by one they would take minutes.
    await store(ruleOn({ ...DAILY, start: "2026-12-01" }, { id: "WAITS" }));
    const [waiting] = (await itemsIn(ledgers, "Ledgers")).filter(({ sk }) => sk === "rule#WAITS");
    const copies = Array.from({ length: total - 11 }, (_, index) => ({
      ...waiting,
      sk: `rule#WAITS${index}`,
    }));
    const batches = Array.from({ length: Math.ceil(copies.length / 25) }, (_, index) =>
      copies.slice(25 * index, 25 * index + 25),
    );
    await inParallel(batches, (batch) =>
      ledgers.db.send(
        new BatchWriteCommand({ RequestItems: { Ledgers: batch.map((Item) => ({ PutRequest: { Item } })) } }),
      ),
    );
    const options = optionsOf(at("2026-11-01"));
    expect(await postDue(options)).to.deep.equal({ rules: 10, posted: 10, proposed: 0, failed: 0 });
    // The queue, and of each rule: itself, user and ledger, its ledger's former settings, what is about to be stored, the
    // expense, and the rule again.
    expect(options.calls()).to.equal(1 + 10 * 6);
  });

  it("does not bring back what was deleted, also once it has expired", async () => {
    const rule = await store(ruleOn(DAILY));
    const options = optionsOf(at("2026-11-01"));
    const { item } = await options.expenses.createOnce({
      ...nextVersion(expenseOn(rule, "2026-11-01", NOON, { thresholds: {} }), deletion(NOON), NOON),
      expiresAt: 1,
    });
    expect(await runAll(options)).to.deep.equal([{ rules: 1, posted: 0, proposed: 0, failed: 0 }]);
    const [stored] = await itemsIn(expenses, "Expenses");
    expect(stored).to.deep.include({ expenseId: item.expenseId, deletedAt: item.deletedAt });
  });

  it("proposes instead, and stores nothing of a closed account", async () => {
    const proposed = await store(ruleOn(DAILY, { mode: "propose" }));
    expect(await runAll(optionsOf(at("2026-11-02")))).to.deep.equal([
      { rules: 1, posted: 0, proposed: 2, failed: 0 },
    ]);
    expect((await read(proposed.id)).proposals).to.deep.equal(["2026-11-01", "2026-11-02"]);

    await putLedger({ closed: "2026-11-01T00:00:00.000Z" }, "user");
    expect((await runAll(optionsOf(at("2026-11-05"))))[0]?.rules).to.equal(0);
    expect(await days()).to.deep.equal([]);
  });

  it("goes by the zone of the ledger, also after that has changed", async () => {
    const rule = await store(ruleOn(DAILY, {}, "2026-10-31"));
    await putLedger({ version: 1, settings: { timezone: "America/New_York" } });
    const early = optionsOf(new Date("2026-11-01T03:59:59.999Z"));
    expect(await postDue(early)).to.deep.include({ rules: 1, posted: 0 });
    expect(await postDue(early)).to.deep.include({ rules: 0 });
    expect(await postDue(optionsOf(new Date("2026-11-01T04:00:00.000Z")))).to.deep.include({ posted: 1 });
    expect((await read(rule.id)).nextOn).to.equal("2026-11-02");
  });

  it("does the others when one cannot be done", async () => {
    await store({ ...ruleOn(DAILY, { id: "BROKEN" }), schedule: undefined as never });
    await store(ruleOn({ ...DAILY, start: "2026-11-02" }));
    expect(await postDue(optionsOf(at("2026-11-02")))).to.deep.include({ posted: 1, failed: 1 });
  });

  it("does the others also when one with more due days than a run takes cannot be done, and says that it failed", async () => {
    const broken = await store(ruleOn({ ...DAILY, start: "2026-10-01" }, { id: "BROKEN" }, "2026-10-01"));
    await store(ruleOn({ ...DAILY, start: "2026-11-02" }));
    const options = { ...optionsOf(at("2026-11-02")), max: 3 };
    const stored = new ExpenseRepository(expenses.db, "Expenses");
    options.expenses.createOnce = async (item) => {
      if (item.sourceId === broken.id) throw new Error("No.");
      return stored.createOnce(item);
    };
    const [run, hasTime] = [options, [true, false]];
    const late = postDue({ ...run, hasTime: () => hasTime.shift() ?? false });
    expect(await late.catch(String)).to.include("none could be posted");
    // Without `next`, so that it is not run again at once for ever.
    expect(await postDue(run)).to.deep.equal({ rules: 2, posted: 1, proposed: 0, failed: 1 });
  });

  it("goes on with a rule whose successor was stored, changed or deleted before its mark was cleared", async () => {
    const rules = new RuleRepository(ledgers.db, "Ledgers");
    const author = authorOn("2026-11-01");
    for (const isDeleted of [false, true]) {
      const rule = await splitBeforeSecondDay();
      const [marked] = (await itemsIn(ledgers, "Ledgers")).filter(({ sk }) => sk === `rule#${rule.id}`);
      await rules.settle(rule, "UTC", NOON);
      if (isDeleted) await rules.change("home", "SUCCESSOR", "UTC", (one) => deletedRule(one, author));
      else
        await rules.change("home", "SUCCESSOR", "UTC", (one) => changedRule(one, { paused: true }, author));
      await ledgers.db.send(new PutCommand({ TableName: "Ledgers", Item: marked }));
      const results = await runAll(optionsOf(at("2026-11-03")));
      expect(results.map(({ failed }) => failed)).to.deep.equal(results.map(() => 0));
      expect(await days()).to.deep.equal(["2026-11-01"]);
      expect((await rules.require("home", rule.id, "UTC")).successor).to.equal(undefined);
      const ids = (await rules.list("home")).map(({ id }) => id);
      expect(ids).to.deep.equal([rule.id, ...(isDeleted ? [] : ["SUCCESSOR"])]);
      await empty();
    }
  });

  it("does not post a day again that was posted early by a request that died before the rule was divided", async () => {
    const early = expenseOn(ruleOn(DAILY), "2026-11-03", NOON, { thresholds: {} });
    await optionsOf(NOON).expenses.createOnce(early);
    await splitBeforeSecondDay();
    await runAll(optionsOf(at("2026-11-04")));
    expect(await days()).to.deep.equal(daysFrom("2026-11-01", "2026-11-04"));
  });

  it("posts each due day once, wherever it is killed", async function () {
    this.timeout(process.env.FULL ? 600_000 : 60_000);
    const total = process.env.FULL ? 12 : 2;
    const last = addDays("2026-11-01", total - 1);
    const untouched = optionsOf(at(last));
    await splitBeforeSecondDay();
    await runAll({ ...untouched, max: 2 });
    const expected = daysFrom("2026-11-01", last);
    expect(await days()).to.deep.equal(expected);
    for (let call = 1; call <= untouched.calls(); call += 1) {
      for (const when of ["before", "after"] as const) {
        await empty();
        await splitBeforeSecondDay();
        const dying = { ...optionsOf(at(last), { call, when }), max: 2 };
        // The first call is to the queue, whose failure nobody catches.
        for (let runs = 0; runs < total; runs += 1) await postDue(dying).catch(() => undefined);
        const result = (await runAll({ ...optionsOf(at(last)), max: 2 })).at(-1);
        expect(result, `${when} call ${call}`).to.deep.include({ failed: 0 });
        expect(await days(), `${when} call ${call}`).to.deep.equal(expected);
      }
    }
  });

  it("posts each due day once under any runs: late, twice, at the same time, killed, with clocks that step", async function () {
    this.timeout(600_000);
    const anyRuns = fc.array(
      fc.record({
        day: fc.nat(20),
        call: fc.nat(40),
        when: fc.constantFrom("before" as const, "after" as const),
        twice: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), anyRuns, async (every, drawn) => {
        await empty();
        const rule = await store(ruleOn({ ...DAILY, every }));
        for (const { day, call, when, twice } of drawn) {
          const run = () => postDue({ ...optionsOf(at(addDays("2026-11-01", day)), { call, when }), max: 3 });
          await Promise.allSettled(twice ? [run(), run()] : [run()]);
        }
        const last = addDays("2026-11-01", 20);
        await Promise.all([runAll(optionsOf(at(last))), runAll(optionsOf(at(last)))]);
        const expected = [...occurrencesBetween(rule.schedule, "2026-11-01", last)];
        expect(await days()).to.deep.equal(expected);
        const ids = expected.map((day) => occurrenceIdOf(rule, day)).sort();
        const stored = await itemsIn(expenses, "Expenses");
        expect(stored.map(({ expenseId }) => expenseId).sort()).to.deep.equal(ids);
        expect((await read(rule.id)).nextOn).to.equal(addDays(expected.at(-1) ?? "", every));
      }),
      { numRuns: runs(20, 500) },
    );
  });
});
