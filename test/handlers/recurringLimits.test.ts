import { expect } from "chai";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { RuleRepository } from "../../domain/recurring/ruleRepository";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import { MAX_RULES } from "../../domain/values/limits";
import type { RefusalCode, RefusalValues } from "../../domain/values/refusals";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { inParallel } from "../helpers/inParallel";
import { problem } from "../helpers/problem";
import { ruleOn } from "../helpers/rules";
import { useCloud } from "../helpers/useCloud";
import { type Listed, RENT, turnRulesToNoon, weekly } from "./recurringFixture";

/** The day of the functions' clocks. */
let today: string;
const inDays = (count: number) => addDays(today, count);

describe("the limits of recurring expenses", () => {
  const cloud = useCloud();
  let user: TestUser;

  before(async () => {
    today = new Date().toISOString().slice(0, 10);
    await turnRulesToNoon(cloud(), today);
  });
  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  const add = (body: object) => user.api<RecurringExpense>("POST", "/recurring", { body });
  const list = async () => (await user.api<Listed>("GET", "/recurring")).body;

  it("are refused with what is wrong, and nothing is stored", async () => {
    const good = { ...RENT, schedule: weekly(today) };
    const refused = (code: RefusalCode, field: string, values?: RefusalValues) =>
      problem(code, { field, ...(values && { values }) });
    const bad: [body: object, refusal: object][] = [
      [{ ...good, amount: 0 }, refused("amount.notPositive", "amount")],
      [{ ...good, amount: -1 }, refused("amount.notPositive", "amount")],
      [{ ...good, amount: "1.005" }, refused("amount.decimals", "amount", { currency: "USD", decimals: 2 })],
      [{ ...good, date: today }, refused("property.unknown", "date", { name: "date" })],
      [{ ...good, mode: "later" }, refused("rule.modeInvalid", "mode")],
      [
        { ...good, schedule: weekly(today, { end: inDays(-1) }) },
        refused("schedule.endBeforeStart", "schedule.end"),
      ],
      [
        { ...good, schedule: { every: 1, unit: "years", start: "2026-02-01", day: 31 } },
        refused("schedule.dayImpossible", "schedule.day", { day: "31" }),
      ],
      [
        { ...good, schedule: weekly(today, { count: 0 }) },
        refused("schedule.countInvalid", "schedule.count", { max: 1000 }),
      ],
      [
        { ...good, schedule: weekly(inDays(-367)) },
        refused("schedule.startTooEarly", "schedule.start", { days: 366 }),
      ],
    ];
    const expectRefused = (answer: ApiResponse, body: object) =>
      expect(answer).to.deep.equal({ status: 400, headers: jsonHeaders(cloud()), body });
    for (const [body, refusal] of bad) expectRefused(await add(body), refusal);

    const { body: rule } = await add({ ...good, schedule: weekly(inDays(1)) });
    const headers = { "If-Match": '"1"' };
    const pausedFrom = await user.api("PATCH", `/recurring/${rule.id}`, {
      body: { paused: true, from: inDays(8) },
      headers,
    });
    expectRefused(pausedFrom, refused("rule.pausedFrom", "from"));
    expect((await user.api("DELETE", `/recurring/${rule.id}`)).status).to.equal(204);

    const categories = [{ name: "Food", colour: "#336699", sign: "cart" }];
    const settings = { body: { categories }, headers: { "If-Match": '"0"' } };
    expect((await user.api("PUT", "/ledger/settings", settings)).status).to.equal(200);
    expectRefused(await add(good), refused("category.gone", "category", { category: "Home" }));
    expect(await list()).to.deep.equal({ rules: [], yearly: [] });
  });

  it("are as many as a ledger may have, also when several are added at once", async () => {
    const rules = new RuleRepository(databaseOf(cloud()), "Ledgers");
    const schedule = { every: 1, unit: "days", start: inDays(300) } as const;
    const rule = () => ({ ...ruleOn(schedule, { id: newExpenseId(new Date()) }), ledgerId: user.ledgerId });
    await inParallel(Array.from({ length: MAX_RULES - 2 }, rule), (one) => rules.create(one, "UTC"));
    const answers = await Promise.all(Array.from({ length: 6 }, () => add({ ...RENT, schedule })));
    const refusal = problem("rules.tooMany", { values: { max: MAX_RULES } });
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => ({ status, body }))).to.deep.equal(
      Array(4).fill({ status: 409, body: refusal }),
    );
    expect((await list()).rules).to.have.length(MAX_RULES);

    const { rules: all } = await list();
    const [deleted] = all;
    await user.api("DELETE", `/recurring/${deleted?.id}`);
    await rules.create(rule(), "UTC");
    const full = { status: 409, headers: jsonHeaders(cloud()), body: refusal };
    expect(await user.api("POST", `/recurring/${deleted?.id}/restore`)).to.deep.equal(full);
    await user.api("DELETE", `/recurring/${all[1]?.id}`);
    expect((await user.api("POST", `/recurring/${deleted?.id}/restore`)).status).to.equal(200);
  });
});
