import { expect } from "chai";
import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { turnClock, turnToNoon } from "../helpers/functionClocks";
import { runFunction } from "../helpers/jobs";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { useOwnCloud } from "../helpers/useCloud";
import { type Listed, RENT, turnRulesToNoon, weekly } from "./recurringFixture";

/** The day of the functions' clocks. */
let today: string;
const inDays = (count: number) => addDays(today, count);

describe("recurring expenses", () => {
  // The time up to which budgets are evaluated lies ahead after these tests.
  const cloud = useOwnCloud();
  let user: TestUser;

  before(async () => {
    today = new Date().toISOString().slice(0, 10);
    await turnRulesToNoon(cloud(), today);
  });
  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  const add = async (body: object, headers: Record<string, string> = {}) =>
    user.api<RecurringExpense>("POST", "/recurring", { body, headers });
  const change = (rule: RecurringExpense, body: object) =>
    user.api<RecurringExpense>("PATCH", `/recurring/${rule.id}`, {
      body,
      headers: { "If-Match": `"${rule.version}"` },
    });
  const decide = ({ id }: RecurringExpense, day: string, action: string, changes?: object) =>
    user.api<{ rule: RecurringExpense; expense?: Expense }>("POST", `/recurring/${id}/occurrences`, {
      body: { day, action, changes },
    });
  const restore = ({ id }: RecurringExpense) =>
    user.api<RecurringExpense>("POST", `/recurring/${id}/restore`);
  const list = async (query = "") => (await user.api<Listed>("GET", `/recurring${query}`)).body;
  const run = async () => {
    const { result, error } = await runFunction(cloud(), "postRecurring");
    expect(error).to.equal(undefined);
    return result;
  };
  const expenses = async () =>
    (await user.api<ExpensePage>("GET", "/expenses?q=rent")).body.expenses.sort((a, b) =>
      a.date < b.date ? -1 : 1,
    );
  const days = async () => (await expenses()).map(({ date }) => date);

  it("are added, listed, posted on their days, and come once", async () => {
    const added = await add({ ...RENT, schedule: weekly(inDays(-14)) }, { "Idempotency-Key": "rent" });
    const { id, createdAt, updatedAt, schedule, ...shown } = added.body;
    expect(added.status).to.equal(201);
    expect(added.headers.etag).to.equal('"1"');
    expect(schedule).to.deep.include({ every: 1, unit: "weeks", start: inDays(-14) });
    expect(shown).to.deep.equal({
      ...RENT,
      currency: "USD",
      createdBy: user.ledgerId,
      version: 1,
      mode: "post",
      upcoming: [inDays(-14), inDays(-7), today],
      proposals: [],
      yearly: { count: 53, amount: "47700.00" },
    });
    expect(
      (await add({ ...RENT, schedule: weekly(inDays(-14)) }, { "Idempotency-Key": "rent" })).body.id,
    ).to.equal(id);
    const reused = await add(
      { ...RENT, amount: 5, schedule: weekly(inDays(-14)) },
      { "Idempotency-Key": "rent" },
    );
    const refusal = problem("idempotencyKey.reused", { field: "Idempotency-Key" });
    expect([reused.status, reused.body]).to.deep.equal([422, refusal]);

    await run();
    await run();
    const posted = await expenses();
    expect(posted.map(({ date }) => date)).to.deep.equal([inDays(-14), inDays(-7), today]);
    const { expenseId: _id, createdAt: _at, updatedAt: _change, ...expense } = posted[0] as Expense;
    expect(expense).to.deep.equal({
      ...RENT,
      date: inDays(-14),
      currency: "USD",
      createdBy: user.ledgerId,
      version: 1,
      source: "rule",
      sourceId: id,
    });
    const { rules, yearly } = await list();
    expect(rules.map(({ upcoming }) => upcoming)).to.deep.equal([[inDays(7), inDays(14), inDays(21)]]);
    expect(yearly).to.deep.equal([{ currency: "USD", spending: "47700.00", income: "0.00" }]);

    // One that is deleted does not come back.
    await user.api("DELETE", `/expenses/${posted[2]?.expenseId}`);
    await run();
    expect(await days()).to.deep.equal([inDays(-14), inDays(-7)]);
  });

  it("are paused, resumed, skipped, posted early, and deleted; the activity tells", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(3)) });
    const paused = await change(rule, { paused: true });
    expect(paused.body).to.deep.include({ version: 2, upcoming: [], yearly: { count: 0, amount: "0.00" } });
    expect((await change(rule, { paused: false })).body).to.deep.equal(
      problem("version.conflict", { field: "If-Match" }),
    );
    const resumed = await change(paused.body, { paused: false });
    expect(resumed.body.upcoming).to.deep.equal([inDays(3), inDays(10), inDays(17)]);

    const skipped = await decide(rule, inDays(10), "skip");
    expect(skipped.body.rule.upcoming).to.deep.equal([inDays(3), inDays(17), inDays(24)]);
    const unskipped = await decide(rule, inDays(10), "unskip");
    expect(unskipped.body.rule.upcoming).to.deep.equal([inDays(3), inDays(10), inDays(17)]);
    await decide(rule, inDays(10), "skip");
    const early = await decide(rule, inDays(3), "post");
    expect(early.body.expense).to.deep.include({ date: inDays(3), source: "rule", amount: "900.00" });
    expect(early.body.rule.upcoming[0]).to.equal(inDays(17));
    expect((await decide(rule, inDays(3), "post")).body).to.deep.equal(early.body);
    expect(await days()).to.deep.equal([inDays(3)]);
    const [month] = [inDays(3).slice(0, 7)];
    expect((await list(`?month=${month}`)).rules[0]?.occurrences?.[0]).to.deep.equal({
      day: inDays(3),
      state: "posted",
    });

    expect((await user.api("DELETE", `/recurring/${rule.id}`)).status).to.equal(204);
    expect(await list()).to.deep.equal({ rules: [], yearly: [] });
    expect((await restore(rule)).body).to.deep.include({ id: rule.id, upcoming: early.body.rule.upcoming });
    const again = await restore(rule);
    expect([again.status, again.headers.etag]).to.deep.equal([200, `"${again.body.version}"`]);
    expect((await list()).rules).to.deep.equal([again.body]);
    expect((await user.api("DELETE", `/recurring/${rule.id}`)).status).to.equal(204);
    const gone = { status: 404, headers: jsonHeaders(cloud()), body: problem("rule.notFound") };
    expect(await user.api("DELETE", `/recurring/${rule.id}`)).to.deep.equal(gone);
    const { entries } = (await user.api<ActivityPage>("GET", "/activity")).body;
    const acts = entries.flatMap(({ ledger }) => ledger?.changes ?? []).reverse();
    expect(acts).to.deep.equal([
      { type: "ruleAdded", before: "Rent" },
      { type: "rulePaused", before: "Rent" },
      { type: "ruleResumed", before: "Rent" },
      { type: "ruleSkipped", before: "Rent", after: inDays(10) },
      { type: "ruleChanged", before: "Rent" },
      { type: "ruleSkipped", before: "Rent", after: inDays(10) },
      { type: "ruleDeleted", before: "Rent" },
      { type: "ruleRestored", before: "Rent" },
      { type: "ruleDeleted", before: "Rent" },
    ]);
    const unknown = await user.api("POST", `/recurring/${newExpenseId(new Date())}/restore`);
    expect(unknown).to.deep.equal(gone);
  });

  it("count in budgets and alert like any expense, once", async () => {
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    // Alerts wait for a while for the request that raised them to send them; here there is none.
    const sweptAt = Date.parse(`${today}T12:10:00Z`);
    await turnClock(cloud(), "sweepAlerts", sweptAt - Date.now());
    await turnToNoon(cloud(), "evaluateBudgets", today);
    await turnToNoon(cloud(), "saveBudget", today);
    const flat = { name: "Flat", amount: "900", currency: "USD", period: "year", categories: ["Home"] };
    const ifNew = { "If-Match": '"0"' };
    const id = newExpenseId(new Date());
    await user.api("PUT", `/budgets/${id}`, { body: flat, headers: ifNew });
    await add({ ...RENT, schedule: weekly(today) });
    const runAll = async () => {
      for (const name of ["evaluateBudgets", "postRecurring", "sweepAlerts", "evaluateBudgets"]) {
        expect((await runFunction(cloud(), name)).error, name).to.equal(undefined);
      }
    };
    await runAll();
    await runAll();
    const mails = (await mailsTo(cloud(), user.email)).slice(1);
    expect(mails.map(({ subject }) => subject).sort()).to.deep.equal([
      "Budget Alert: 100 %",
      "Expense Alert: 900.00 USD, Landlord",
    ]);
    const { budgets } = (await user.api<BudgetList>("GET", "/budgets")).body;
    expect(budgets.map(({ current }) => current?.spent)).to.deep.equal(["900.00"]);
  });

  it("are posted with changes to one of them alone, once, and not over one that was posted without", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(3)) });
    const changes = { amount: "950.00", merchant: "", date: inDays(4), notes: "With heating" };
    const first = await decide(rule, inDays(3), "post", changes);
    const { merchant: _merchant, ...expense } = { ...RENT, ...changes, source: "rule", sourceId: rule.id };
    expect(first.body.expense).to.deep.include(expense).and.not.have.property("merchant");
    expect(first.body.rule).to.deep.include({ amount: "900.00", merchant: "Landlord" });
    expect(first.body.rule.upcoming[0]).to.equal(inDays(10));
    expect((await decide(rule, inDays(3), "post", changes)).body).to.deep.equal(first.body);

    for (const [day, action, bad, refusal] of [
      [3, "post", { amount: 1 }, problem("occurrence.notFound", { field: "day" })],
      [10, "post", { amount: 0 }, problem("amount.notPositive", { field: "amount" })],
      [10, "skip", {}, problem("occurrence.skippedChange", { field: "changes" })],
    ] as const) {
      expect((await decide(rule, inDays(day), action, bad)).body).to.deep.equal(refusal);
    }
    expect(await days()).to.deep.equal([inDays(4)]);
  });

  it("are due by the days of another zone as soon as the ledger has it", async () => {
    const save = (timezone: string, version: number) =>
      user.api("PUT", "/ledger/settings", {
        body: { timezone },
        headers: { "If-Match": `"${version}"` },
      });
    expect((await save("Pacific/Pago_Pago", 0)).status).to.equal(200);
    await add({ ...RENT, schedule: weekly(inDays(1)) });
    await run();
    expect(await days()).to.deep.equal([]);
    // It is noon in UTC, and tomorrow already there.
    expect((await save("Pacific/Kiritimati", 1)).status).to.equal(200);
    await run();
    expect(await days()).to.deep.equal([inDays(1)]);
  });

  it("come on their day again after they were posted early by mistake, and that was taken back", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(3)) });
    const early = await decide(rule, inDays(3), "post");
    expect(early.body.rule.decided).to.deep.equal([{ day: inDays(3), state: "posted" }]);
    const back = await decide(rule, inDays(3), "unpost");
    expect([back.status, back.body.rule.decided, await days()]).to.deep.equal([200, undefined, []]);
    expect(back.body.rule.upcoming[0]).to.equal(inDays(3));
    await decide(rule, inDays(3), "post");
    const [again] = await expenses();
    await user.api("DELETE", `/expenses/${again?.expenseId}`);
    const refused = problem("occurrence.deleted", { field: "day" });
    expect((await decide(rule, inDays(3), "post")).body).to.deep.equal(refused);
  });

  it("wait as proposals until they are posted or skipped", async () => {
    const { body: rule } = await add({ ...RENT, mode: "propose", schedule: weekly(inDays(-14)) });
    await run();
    const [waiting] = (await list()).rules;
    expect(waiting?.proposals).to.deep.equal([inDays(-14), inDays(-7), today]);
    expect((await decide(rule, inDays(-14), "post")).body.expense?.date).to.equal(inDays(-14));
    expect((await decide(rule, inDays(-7), "skip")).body.rule.proposals).to.deep.equal([today]);
    expect(await days()).to.deep.equal([inDays(-14)]);
  });

  it("post what was due while they were deleted once they are restored, under the names of categories today", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(-7)) });
    await user.api("DELETE", `/recurring/${rule.id}`);
    await user.api("POST", "/ledger/categories/rename", { body: { from: "Home", to: "Flat" } });
    await run();
    expect(await days()).to.deep.equal([]);
    expect((await restore(rule)).body.category).to.equal("Flat");
    await run();
    expect((await expenses()).map(({ date, category }) => [date, category])).to.deep.equal([
      [inDays(-7), "Flat"],
      [today, "Flat"],
    ]);
  });

  it("change for all that is to come, or from one of its days on as another rule", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(-7)) });
    await run();
    const [listed] = (await list()).rules;
    const dearer = await change(listed ?? rule, { amount: 950, notes: "New contract" });
    expect(dearer.body).to.deep.include({
      amount: "950.00",
      notes: "New contract",
      upcoming: [inDays(7), inDays(14), inDays(21)],
    });
    expect(new Set((await expenses()).map(({ amount }) => amount))).to.deep.equal(new Set(["900.00"]));

    const ended = await change(dearer.body, { amount: 1000, from: inDays(14) });
    expect(ended.body).to.deep.include({ id: rule.id, amount: "950.00", upcoming: [inDays(7)] });
    const [, goesOn] = (await list()).rules;
    expect(goesOn).to.deep.include({
      amount: "1000.00",
      version: 1,
      upcoming: [inDays(14), inDays(21), inDays(28)],
    });
    expect(goesOn?.id).not.to.equal(rule.id);
  });

  it("are not posted a second time by the rule that goes on from a day before", async () => {
    const { body: rule } = await add({ ...RENT, schedule: weekly(inDays(3)) });
    const early = await decide(rule, inDays(17), "post");
    await change(early.body.rule, { amount: 1000, from: inDays(10) });
    const goesOn = (await list()).rules.find(({ id }) => id !== rule.id) ?? expect.fail();
    const again = await decide(goesOn, inDays(17), "post");
    expect([again.status, again.body.expense]).to.deep.equal([200, early.body.expense]);
    expect(await days()).to.deep.equal([inDays(17)]);
  });
});
