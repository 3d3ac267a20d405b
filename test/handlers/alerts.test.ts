import { expect } from "chai";
import type { SentAlert } from "../../domain/alerts/alertSchemas";
import type { Expense } from "../../domain/expenses/expense";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf, mailsTo } from "../helpers/cloud";
import { failSns } from "../helpers/faults";
import { turnClock } from "../helpers/functionClocks";
import { followLink } from "../helpers/mail";
import { sweepLater } from "../helpers/pendingAlerts";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const OPERATOR = "operator@example.com";
const SETTINGS = {
  alertEmails: JSON.stringify([OPERATOR]),
  alertThresholds: JSON.stringify({ JPY: 50_000 }),
};

describe("alerts", () => {
  const cloud = useCloud(SETTINGS);

  before(async () => {
    const [confirmation] = await mailsTo(cloud(), OPERATOR);
    await followLink(confirmation, "Confirm subscription");
  });

  /** A user who gets their own alerts by email. */
  async function alertedUser(): Promise<TestUser> {
    const user = await signUpUser(cloud());
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    return user;
  }

  const log = async (user: TestUser, properties: object): Promise<Expense> => {
    const body = { description: "Desk", amount: 1, date: "2026-05-10", ...properties };
    const answer = await user.api<Expense>("POST", "/expenses", { body });
    expect(answer.status).to.equal(201);
    return answer.body;
  };

  const edit = (
    user: TestUser,
    { expenseId, version }: Expense,
    body: object,
  ): Promise<ApiResponse<Expense>> =>
    user.api("PATCH", `/expenses/${expenseId}`, { body, headers: { "If-Match": `"${version}"` } });

  const alertsTo = async (email: string) =>
    (await mailsTo(cloud(), email)).filter(({ subject }) => subject.startsWith("Expense Alert"));
  /** The amounts that were emailed to the user, in the order of the emails. */
  const amounts = async (user: TestUser) =>
    (await alertsTo(user.email)).map(({ text }) => /^Amount: (.*)$/m.exec(text)?.[1]);

  /** Remaining alert marks on the user's expenses. */
  const marks = async (user: TestUser) =>
    (await itemsOf(cloud(), "Expenses", user.ledgerId)).flatMap(
      ({ alertState, unsentAlerts }) => alertState ?? unsentAlerts ?? [],
    );

  const sweep = ({ ledgerId }: TestUser) => sweepLater(cloud(), ledgerId);

  it("mail subject and text, with the link that ends them, to the user and to the operator", async () => {
    const user = await alertedUser();
    const { expenseId } = await log(user, { description: "Standing desk", amount: 600, category: "Office" });
    const [mail, ...others] = await alertsTo(user.email);
    expect(others).to.deep.equal([]);
    expect(mail?.text.split("\n\n--\n")[0]).to.equal(`An expense above your alert threshold was logged.

Amount: $600.00
Description: Standing desk
Category: Office
Date: May 10, 2026

If it is not right, change or delete it here: ${cloud().output("siteUrl")}/#/settings/ledgers/${user.ledgerId}/2026-05?expense=${expenseId}
Alert: ${expenseId}.1`);
    expect(mail?.subject).to.equal("Expense Alert: 600.00 USD, Standing desk");
    expect(mail?.links?.map(({ label }) => label)).to.deep.equal(["Unsubscribe"]);
    expect(
      (await alertsTo(OPERATOR)).filter(({ text }) => text.includes(`Alert: ${expenseId}.1`)),
    ).to.have.length(1);
    expect(await marks(user)).to.deep.equal([]);
  });

  it("are sent strictly above the threshold of the currency, and not for currencies without one", async () => {
    const user = await alertedUser();
    const rows = [
      ["USD", "499.99"],
      ["USD", "500.00"],
      ["USD", "500.01"],
      ["JPY", "50000"],
      ["JPY", "50001"],
      ["EUR", "99999999.99"],
    ];
    for (const [currency, amount] of rows) await log(user, { currency, amount });
    expect(await amounts(user)).to.deep.equal(["$500.01", "¥50,001"]);
  });

  it("have the threshold of the ledger in its currency, and the deployment's in others", async () => {
    const user = await alertedUser();
    const settings = { currency: "EUR", alertThreshold: { amount: "450.50", currency: "EUR" } };
    await user.api("PUT", "/ledger/settings", { body: settings, headers: { "If-Match": '"0"' } });
    const first = await log(user, { amount: "450.50" });
    await log(user, { amount: 5000 });
    await log(user, { amount: 501, currency: "USD" });
    await log(user, { amount: 5000, currency: "CHF" });
    await edit(user, first, { amount: "450.51" });
    expect(await amounts(user)).to.deep.equal(["€5,000.00", "$501.00", "€450.51"]);
    const lower = { alertThreshold: { amount: "1", currency: "USD" } };
    await user.api("PUT", "/ledger/settings", { body: lower, headers: { "If-Match": '"1"' } });
    await log(user, { amount: 2 });
    expect((await amounts(user)).at(-1)).to.equal("$2.00");
  });

  it("come by /logexpense too", async () => {
    const user = await alertedUser();
    await user.api("POST", "/logexpense", { body: { description: "Taxi", amount: 501 } });
    expect(await amounts(user)).to.deep.equal(["$501.00"]);
  });

  it("come of an edit that crosses the threshold, not of one that stays on its side", async () => {
    const user = await alertedUser();
    const steps: [object, string[]][] = [
      [{ amount: 500 }, []],
      [{ amount: 49_000, currency: "JPY" }, []],
      [{ amount: 51_000 }, ["¥51,000"]],
      [{ amount: 700, currency: "USD" }, []],
      [{ amount: 900, description: "Larger" }, []],
    ];
    let expense = await log(user, { amount: 400 });
    const expected: string[] = [];
    for (const [change, mailed] of steps) {
      const answer = await edit(user, expense, change);
      expect(answer.status, JSON.stringify(change)).to.equal(200);
      expense = answer.body;
      expected.push(...mailed);
      expect(await amounts(user), JSON.stringify(change)).to.deep.equal(expected);
    }
    expect(await marks(user)).to.deep.equal([]);
  });

  it("leave version and time of the change as they are", async () => {
    const user = await signUpUser(cloud());
    const created = await log(user, { amount: 600 });
    expect((await user.api("GET", `/expenses/${created.expenseId}`)).body).to.deep.equal(created);
    expect([created.version, created.updatedAt]).to.deep.equal([1, created.createdAt]);
  });

  it("are one for a request that is repeated", async () => {
    const user = await alertedUser();
    const request = { body: { description: "Desk", amount: 600 }, headers: { "Idempotency-Key": "key" } };
    await user.api("POST", "/expenses", request);
    await user.api("POST", "/expenses", request);
    expect(await amounts(user)).to.deep.equal(["$600.00"]);
  });

  it("are one for requests that come at once under one key", async () => {
    const user = await alertedUser();
    const request = { body: { description: "Desk", amount: 600 }, headers: { "Idempotency-Key": "key" } };
    await Promise.all(Array.from({ length: 5 }, () => user.api("POST", "/expenses", request)));
    expect(await amounts(user)).to.deep.equal(["$600.00"]);
  });

  it("are listed, the newest first, as they were sent", async () => {
    const user = await signUpUser(cloud());
    const first = await log(user, { amount: 600, category: "Office" });
    const second = await log(user, { amount: 700, currency: "USD", description: "Chair" });
    await edit(user, first, { amount: 1, description: "Changed" });
    await log(user, { amount: 1 });
    const alertOf = ({ expenseId, createdAt, amount, currency, description, category, date }: Expense) => ({
      alertId: `${expenseId}.1`,
      expenseId,
      at: createdAt,
      amount,
      currency,
      description,
      category,
      date,
      mailed: false,
    });
    expect(await user.api("GET", "/alerts")).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { alerts: [alertOf(second), alertOf(first)] },
    });
  });

  it("are listed as mailed to those whom they were mailed to", async () => {
    const user = await signUpUser(cloud());
    await log(user, { amount: 600 });
    await user.api("POST", "/alerts/subscription");
    await log(user, { amount: 700 });
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    await log(user, { amount: 800 });
    const { body } = await user.api<{ alerts: SentAlert[] }>("GET", "/alerts");
    expect(body.alerts.map(({ amount, mailed }) => [amount, mailed])).to.deep.equal([
      ["800.00", true],
      ["700.00", false],
      ["600.00", false],
    ]);
    expect(await amounts(user)).to.deep.equal(["$800.00"]);
  });

  it("are refused as a user's own to an address that gets them all", async () => {
    const operator = await signUpUser(cloud(), OPERATOR);
    expect(await operator.api("POST", "/alerts/subscription")).to.deep.equal({
      status: 409,
      headers: jsonHeaders(cloud()),
      body: problem("subscription.operator"),
    });
    expect((await operator.api("GET", "/alerts/subscription")).body).to.deep.equal({ state: "off" });
  });

  describe("while SNS is away", () => {
    it("wait, without a failure for the user, until the sweep sends them once", async () => {
      const user = await alertedUser();
      const sns = await failSns(cloud(), ["logExpense"]);
      await log(user, { amount: 600 });
      await sns.restore();
      expect(await amounts(user)).to.deep.equal([]);
      expect(await marks(user)).to.deep.equal(["pending"]);

      // Not yet: the handler that marked it could still be sending it.
      await cloud().lambda.invoke("sweepAlerts", {});
      expect(await amounts(user)).to.deep.equal([]);

      const swept = await sweep(user);
      expect(swept.functionError).to.equal(undefined);
      expect(await amounts(user)).to.deep.equal(["$600.00"]);
      expect(await marks(user)).to.deep.equal([]);
      await sweep(user);
      expect(await amounts(user)).to.deep.equal(["$600.00"]);
    });

    it("are left to the sweep by a repeated request, whose first may still be sending them", async () => {
      const user = await alertedUser();
      const request = { body: { description: "Desk", amount: 600 }, headers: { "Idempotency-Key": "key" } };
      const sns = await failSns(cloud(), ["logExpense"]);
      await user.api("POST", "/expenses", request);
      await sns.restore();
      await user.api("POST", "/expenses", request);
      expect(await amounts(user)).to.deep.equal([]);
      await sweep(user);
      expect(await amounts(user)).to.deep.equal(["$600.00"]);
    });

    it("describe the expense as it was, and do not replace each other", async () => {
      const user = await alertedUser();
      const sns = await failSns(cloud(), ["logExpense", "updateExpense"]);
      let expense = await log(user, { amount: 600 });
      expense = (await edit(user, expense, { amount: 10 })).body;
      // An expense alerts once a day.
      await turnClock(cloud(), "updateExpense", 24 * 60 * 60 * 1000);
      expense = (await edit(user, expense, { amount: 700 })).body;
      await turnClock(cloud(), "updateExpense", 0);
      await user.api("DELETE", `/expenses/${expense.expenseId}`);
      await sns.restore();
      await sweep(user);
      expect(await amounts(user)).to.deep.equal(["$600.00", "$700.00"]);
      expect(await marks(user)).to.deep.equal([]);
    });

    it("fail the sweep, which raises an alarm, keeps the marks and still sends all others", async () => {
      const user = await alertedUser();
      const sns = await failSns(cloud(), ["logExpense", "sweepAlerts"]);
      await log(user, { amount: 600 });
      await log(user, { amount: 700 });
      const swept = await sweep(user);
      expect(swept.functionError).to.equal("Unhandled");
      expect(JSON.parse(swept.payload).errorMessage).to.match(
        /^\d+ alerts could not be sent and stay pending\.$/,
      );
      expect(await marks(user)).to.deep.equal(["pending", "pending"]);
      await sns.restore();
      await sweep(user);
      expect((await amounts(user)).sort()).to.deep.equal(["$600.00", "$700.00"]);
    });
  });
});
