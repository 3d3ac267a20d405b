import { expect } from "chai";
import type { SentAlert } from "../../domain/alerts/alertSchemas";
import type { Budget, BudgetList, BudgetPeriodList } from "../../domain/budgets/budgetSchemas";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import { MAX_MONTH_START, MAX_THRESHOLD_PERCENT, MAX_THRESHOLDS } from "../../domain/values/limits";
import type { RefusalCode, RefusalValues } from "../../domain/values/refusals";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

/** A year: the tests do not meet the end of a period. */
const FOOD = { name: "Food", amount: "400", currency: "EUR", period: "year", categories: ["Food"] };

describe("/budgets", () => {
  const cloud = useCloud();

  const put = (user: TestUser, id: string, body: object, version = 0, ledgerId?: string) =>
    user.api<Budget>("PUT", `/budgets/${id}`, {
      body,
      headers: { "If-Match": `"${version}"`, ...(ledgerId !== undefined && { "Ledger-Id": ledgerId }) },
    });
  const list = async (user: TestUser) => (await user.api<BudgetList>("GET", "/budgets")).body;
  const log = (user: TestUser, properties: object) =>
    user.api("POST", "/expenses", {
      body: { description: "Shop", amount: "1", currency: "EUR", category: "Food", ...properties },
    });
  const id = () => newExpenseId(new Date());

  it("are made, read with what is spent of them, changed, deleted and restored", async () => {
    const user = await signUpUser(cloud());
    const food = id();
    const made = await put(user, food, FOOD);
    const { body } = made;
    expect(made.headers).to.deep.equal({ ...jsonHeaders(cloud()), etag: '"1"' });
    expect({ ...body, from: "" }).to.deep.equal({
      ...{ id: food, version: 1, ...FOOD, amount: "400.00", startsOn: 1, rollover: "none" },
      ...{ thresholds: [80, 100], from: "" },
    });
    await log(user, { amount: "100" });
    await log(user, { amount: "30", kind: "refund" });
    await log(user, { amount: "5000", kind: "income" });
    await log(user, { amount: "50", currency: "USD" });
    const parts = [
      { category: "Food", amount: "20" },
      { category: "Home", amount: "5" },
    ];
    await log(user, { amount: "25", category: "Home", parts });
    const { today, budgets } = await list(user);
    const { current } = budgets[0] ?? {};
    expect(current).to.include({ carried: "0.00", available: "400.00", spent: "90.00", left: "310.00" });
    expect([current?.from, today <= (current?.to ?? "")]).to.deep.equal([body.from, true]);

    expect((await put(user, food, { ...FOOD, amount: "500" }, 1)).body.amount).to.equal("500.00");
    expect((await put(user, food, FOOD, 1)).body).to.deep.equal(
      problem("version.conflict", { field: "If-Match" }),
    );
    const { body: past } = await user.api<BudgetPeriodList>("GET", `/budgets/${food}/periods`);
    expect(
      past.periods.map(({ categories, amount, spent, left }) => [categories, amount, spent, left]),
    ).to.deep.equal([[["Food"], "500.00", "90.00", "410.00"]]);

    const deleted = await user.api<Budget>("DELETE", `/budgets/${food}`);
    expect([deleted.status, deleted.body.version]).to.deep.equal([200, 3]);
    expect((await list(user)).budgets).to.deep.equal([]);
    expect((await user.api("DELETE", `/budgets/${food}`)).body).to.deep.equal(problem("budget.notFound"));
    expect((await put(user, food, { ...FOOD, amount: "500" }, 3)).status).to.equal(200);
    expect((await list(user)).budgets.map(({ version }) => version)).to.deep.equal([4]);
    const { body: activity } = await user.api<ActivityPage>("GET", "/activity");
    const acts = activity.entries.flatMap(({ ledger }) => ledger?.changes.map(({ type }) => type) ?? []);
    expect(acts).to.deep.equal(["budgetRestored", "budgetDeleted", "budgetChanged", "budgetAdded"]);
  });

  it("follow the new name of a category, as recurring expenses do, also in what was before", async () => {
    const user = await signUpUser(cloud());
    const food = id();
    await put(user, food, { ...FOOD, categories: ["Food", "Home"] });
    const schedule = { every: 1, unit: "days", start: "2030-01-01" };
    const rule = { description: "Box", amount: "9", category: "food", schedule };
    const { body: added } = await user.api<{ id: string }>("POST", "/recurring", { body: rule });
    await log(user, { amount: "100", category: "Groceries" });
    const rename = (from: string, to: string, only?: object) =>
      user.api("POST", "/ledger/categories/rename", { body: { from, to, only } });
    const renamed = { budgets: [food], rules: [added.id], merged: 0 };
    expect(await rename("FOOD", "Groceries")).to.deep.include({ status: 200, body: renamed });
    // Undone, it leaves those alone that had the name before.
    const onlyRule = { budgets: [], rules: [added.id] };
    expect((await rename("Groceries", "Food", onlyRule)).body).to.deep.equal({ ...onlyRule, merged: 0 });
    expect((await rename("Food", "Groceries")).body).to.deep.equal({ ...onlyRule, merged: 0 });
    const { budgets } = await list(user);
    expect(
      budgets.map(({ categories, version, current }) => [categories, version, current?.spent]),
    ).to.deep.equal([[["Groceries", "Home"], 2, "100.00"]]);
    const { body } = await user.api<{ rules: { category: string }[] }>("GET", "/recurring");
    expect(body.rules.map(({ category }) => category)).to.deep.equal(["Groceries"]);
    expect((await rename("Home", "Groceries")).body).to.deep.equal({ budgets: [], rules: [], merged: 1 });
    expect((await rename("Nothing", "Something")).body).to.deep.equal({ budgets: [], rules: [], merged: 0 });
    const after = (await list(user)).budgets;
    expect(after.map(({ categories, version }) => [categories, version])).to.deep.equal([[["Groceries"], 3]]);
  });

  it("refuse a category that is gone, and take one of the ledger's own or of its expenses", async () => {
    const user = await signUpUser(cloud());
    const categories = [{ name: "Home", colour: "#112233", sign: "🏠" }];
    await user.api("PUT", "/ledger/settings", { body: { categories }, headers: { "If-Match": '"0"' } });
    const answer = await put(user, id(), FOOD);
    expect([answer.status, answer.body]).to.deep.equal([
      400,
      problem("category.gone", { field: "categories", values: { category: "Food" } }),
    ]);
    expect((await put(user, id(), { ...FOOD, categories: ["HOME"] })).status).to.equal(200);
    await log(user, {});
    expect((await put(user, id(), FOOD)).status).to.equal(200);
  });

  it("are refused with what is wrong, and nothing is stored", async () => {
    const user = await signUpUser(cloud());
    const cents = { currency: "EUR", decimals: 2 };
    const share = { max: MAX_THRESHOLDS, percent: MAX_THRESHOLD_PERCENT };
    const bad: [changes: object, code: RefusalCode, field: string, values?: RefusalValues][] = [
      [{ amount: "0" }, "amount.notPositive", "amount"],
      [{ amount: "-1" }, "amount.notPositive", "amount"],
      [{ amount: "100000000000" }, "amount.tooLarge", "amount", { max: 99_999_999_999.99 }],
      [{ amount: "1.001" }, "amount.decimals", "amount", cents],
      [{ amount: "1.5", currency: "JPY" }, "amount.noDecimals", "amount", { currency: "JPY" }],
      [{ period: "day" }, "budget.period", "period"],
      [{ rollover: "all" }, "budget.rollover", "rollover"],
      [{ startsOn: 29 }, "budget.startsOn", "startsOn", { max: MAX_MONTH_START }],
      [{ startsOn: 8, period: "week" }, "budget.weekStart", "startsOn"],
      [{ thresholds: [1001] }, "budget.thresholds", "thresholds.0", share],
      [{ thresholds: [80, 80] }, "budget.thresholds", "thresholds", share],
      [{ categories: ["Food", "FOOD"] }, "budget.namedTwice", "categories"],
      [{ tags: ["trip"] }, "budget.scope", ""],
      [{ spent: "1" }, "property.unknown", "spent", { name: "spent" }],
    ];
    for (const [changes, code, field, values] of bad) {
      const answer = await put(user, id(), { ...FOOD, ...changes });
      const body = problem(code, { ...(field && { field }), ...(values && { values }) });
      expect(answer, code).to.deep.equal({ status: 400, headers: jsonHeaders(cloud()), body });
    }
    expect((await list(user)).budgets).to.deep.equal([]);
  });

  it("alert once by mail at 80 % and once at 100 %, whatever is spent afterwards, and list the alerts", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    const food = id();
    await put(user, food, FOOD);
    const run = async () =>
      expect((await cloud().lambda.invoke("evaluateBudgets", {})).functionError).to.equal(undefined);
    const mails = async () => (await mailsTo(cloud(), user.email)).slice(1);
    await run();
    expect(await mails()).to.deep.equal([]);
    await log(user, { description: "Feast", amount: "319.99" });
    await run();
    expect(await mails()).to.deep.equal([]);
    await log(user, { description: "Salt", amount: "0.01" });
    await run();
    await run();
    const [early, ...earlier] = await mails();
    expect([early?.subject, earlier]).to.deep.equal(["Budget Alert: 80 %", []]);
    expect(early?.text.split("\n")).to.include("Spent: €320.00 of €400.00");
    await log(user, { description: "Wine", amount: "80" });
    await run();
    await log(user, { description: "Taxi", amount: "100" });
    await run();
    const [, mail, ...others] = await mails();
    expect([mail?.subject, others]).to.deep.equal(["Budget Alert: 100 %", []]);
    const lines = mail?.text.split("\n") ?? [];
    expect(lines).to.include.members(["A budget is used up.", "Spent: €400.00 of €400.00"]);
    const largest = lines.filter((line) => /Feast|Wine|Salt/.test(line));
    expect(largest.map((line) => line.split(": ")[1])).to.deep.equal([
      "€319.99, Feast",
      "€80.00, Wine",
      "€0.01, Salt",
    ]);
    expect(mail?.text).to.include(`/#/settings/ledgers/${user.ledgerId}/budgets`);
    const { body } = await user.api<{ alerts: SentAlert[] }>("GET", "/alerts");
    expect(
      body.alerts.map(({ description, amount, mailed, budget }) => [description, amount, mailed, budget?.id]),
    ).to.deep.equal([
      ["Food", "400.00", true, food],
      ["Food", "320.00", true, food],
    ]);
  });

  it("of an archived ledger stay as they are, and are in the export of a ledger", async () => {
    const user = await signUpUser(cloud());
    const { body: ledger } = await user.api<{ id: string }>("POST", "/ledgers", { body: { name: "Home" } });
    const headers = { "Ledger-Id": ledger.id };
    const food = id();
    expect((await put(user, food, FOOD, 0, ledger.id)).status).to.equal(200);
    await user.api("PATCH", "/ledger", { body: { archived: true }, headers });
    expect((await put(user, food, FOOD, 1, ledger.id)).body).to.deep.equal(problem("ledger.archived"));
    expect((await user.api("DELETE", `/budgets/${food}`, { headers })).body).to.deep.equal(
      problem("ledger.archived"),
    );
    expect((await user.api<BudgetList>("GET", "/budgets", { headers })).body.budgets).to.have.length(1);
    const { body: asked } = await user.api<ExportStatus>("POST", "/exports", { headers });
    await cloud().lambda.idle();
    const { body: made } = await user.api<ExportStatus>("GET", `/exports/${asked.exportId}`, { headers });
    const all = await (await fetch(made.files?.[0]?.url ?? "")).json();
    expect(
      all.budgets.map(({ name, terms }: { name: string; terms: { amount: string }[] }) => [
        name,
        terms.map(({ amount }) => amount),
      ]),
    ).to.deep.equal([["Food", ["400.00"]]]);
  });
});
