import { randomUUID } from "node:crypto";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import { addMonths } from "../../domain/values/day";
import { type ApiResponse, callApi, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf, mailsTo } from "../helpers/cloud";
import { holdBack } from "../helpers/faultyCloud";
import { turnClock } from "../helpers/functionClocks";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

const HOUR_MS = 60 * 60 * 1000;
const OPERATOR = "operator@example.com";
const SUBSCRIPTION = "/alerts/subscription";
/** The functions whose clocks stand at noon when a test begins, so that no period ends during it. */
const FUNCTIONS = [
  "logExpense",
  "updateExpense",
  "requestExport",
  "requestReport",
  "recoverAccount",
  "subscribeToAlerts",
  "changeEmail",
];

describe("what one user may cause", function () {
  this.timeout(120_000);
  const cloud = useCloud({
    quotas: JSON.stringify({ alerts: { perLedger: 3 } }),
    alertEmails: JSON.stringify([OPERATOR]),
  });
  let noon: Date;

  before(async () => {
    const [confirmation] = await mailsTo(cloud(), OPERATOR);
    await followLink(confirmation, "Confirm subscription");
  });
  beforeEach(async () => {
    // The last one that has passed: by a clock that is ahead, signing in was long ago.
    const twelveHoursAgo = new Date(Date.now() - 12 * 3600_000);
    noon = new Date(`${twelveHoursAgo.toISOString().slice(0, 10)}T12:00:00Z`);
    await turnTo(noon);
  });
  after(async () => {
    for (const name of FUNCTIONS) await turnClock(cloud(), name, 0);
  });

  async function turnTo(time: Date): Promise<void> {
    const milliseconds = time.getTime() - Date.now();
    for (const name of FUNCTIONS) await turnClock(cloud(), name, milliseconds);
  }

  /** Expects the whole refusal; `within` are the seconds until the period ends, which began just before. */
  function expectRefused(answer: ApiResponse, refusal: object, within: number): void {
    const { "retry-after": retryAfter, ...headers } = answer.headers;
    expect({ ...answer, headers }).to.deep.equal({
      status: 429,
      headers: jsonHeaders(cloud()),
      body: refusal,
    });
    expect(Number(retryAfter)).to.be.within(within - 60, within);
  }

  /** The counts of a user, by kind. */
  async function counted({ ledgerId }: TestUser): Promise<Record<string, unknown>> {
    const counters = (await itemsOf(cloud(), "Ledgers", ledgerId)).filter(({ sk }) =>
      String(sk).startsWith("quota#"),
    );
    return Object.fromEntries(counters.map(({ sk, taken }) => [String(sk).split("#")[1], taken]));
  }

  const log = async (user: TestUser, properties: object): Promise<Expense> => {
    const body = { description: "Desk", amount: 600, ...properties };
    return (await user.api<Expense>("POST", "/expenses", { body })).body;
  };
  const alertsTo = async (email: string) =>
    (await mailsTo(cloud(), email)).filter(({ subject }) => subject.startsWith("Expense Alert"));

  describe("by exports", () => {
    const request = (user: TestUser) => user.api<ExportStatus>("POST", "/exports");

    it("is one at a time: whoever asks meanwhile gets the one that is being made", async () => {
      const user = await signUpUser(cloud());
      const letGo = await holdBack(cloud(), "exportLedger");
      const answers = await Promise.all(Array.from({ length: 8 }, () => request(user)));
      const [first] = answers;
      const exportId = String(first?.body.exportId);
      expect(first).to.deep.equal({
        status: 202,
        headers: { ...jsonHeaders(cloud()), location: `/prod/exports/${exportId}`, "retry-after": "2" },
        body: { exportId, state: "making" },
      });
      for (const answer of [...answers, await request(user)]) expect(answer).to.deep.equal(first);
      await letGo();
      const made = (await itemsOf(cloud(), "Ledgers", user.ledgerId)).filter(({ sk }) =>
        String(sk).startsWith("export#"),
      );
      expect(made.map(({ sk, state }) => ({ sk, state }))).to.deep.equal([
        { sk: `export#${exportId}`, state: "ready" },
      ]);
      expect(await counted(user)).to.deep.equal({ exports: 1 });
    });

    it("is three a day, also for many requests at once", async () => {
      const user = await signUpUser(cloud());
      for (let number = 1; number <= 3; number += 1) {
        expect((await request(user)).status).to.equal(202);
        await cloud().lambda.idle();
      }
      for (const answer of await Promise.all([request(user), request(user), request(user)])) {
        expectRefused(answer, problem("quota.perDay", { values: { max: 3 } }), 12 * 3600);
      }
      expect(await counted(user)).to.deep.equal({ exports: 3 });
      await turnTo(new Date(noon.getTime() + 12 * HOUR_MS));
      expect((await request(user)).status).to.equal(202);
      await cloud().lambda.idle();
    });

    it("is as many as all users together may have", async () => {
      const user = await signUpUser(cloud());
      const Key = { ledgerId: "system", sk: `quota#exports#${noon.toISOString().slice(0, 10)}` };
      const others = { ...Key, taken: 100, expiresAt: noon.getTime() / 1000 + 12 * 3600 };
      await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item: others }));
      expectRefused(await request(user), problem("quota.ofAll"), 12 * 3600);
      expect(await counted(user)).to.deep.equal({});
      await databaseOf(cloud()).send(new DeleteCommand({ TableName: "Ledgers", Key }));
      expect((await request(user)).status).to.equal(202);
      await cloud().lambda.idle();
    });
  });

  describe("by reports", () => {
    const request = (user: TestUser, month: string) => user.api("POST", `/reports/${month}`);

    it("is ten a day, not counting requests for one that is being made", async () => {
      const user = await signUpUser(cloud());
      const present = noon.toISOString().slice(0, 7);
      const months = Array.from({ length: 11 }, (_, index) => addMonths(present, -index));
      const letGo = await holdBack(cloud(), "generateReport");
      for (const month of months.slice(0, 10)) {
        for (const { status } of await Promise.all([request(user, month), request(user, month)])) {
          expect(status).to.equal(202);
        }
      }
      expect(await counted(user)).to.deep.equal({ reports: 10 });
      expectRefused(
        await request(user, String(months[10])),
        problem("quota.perDay", { values: { max: 10 } }),
        12 * 3600,
      );
      expect((await request(user, String(months[0]))).status).to.equal(202);
      await letGo();
    });

    it("is of the last 24 months, and of others with expenses", async () => {
      const user = await signUpUser(cloud());
      const present = noon.toISOString().slice(0, 7);
      const refused = { status: 404, headers: jsonHeaders(cloud()), body: problem("report.empty") };
      for (const month of [addMonths(present, -25), addMonths(present, 1), "1970-01", "9999-12"]) {
        expect(await request(user, month), month).to.deep.equal(refused);
      }
      expect(await counted(user)).to.deep.equal({});
      expect((await request(user, addMonths(present, -24))).status).to.equal(202);
      await log(user, { amount: 1, date: "2001-02-03" });
      expect((await request(user, "2001-02")).status).to.equal(202);
      expect(await request(user, "2001-03")).to.deep.equal(refused);
      await cloud().lambda.idle();
    });
  });

  it("by mails that ask to confirm a subscription is three an hour", async () => {
    const user = await signUpUser(cloud());
    const answers = await Promise.all(Array.from({ length: 6 }, () => user.api("POST", SUBSCRIPTION)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([200, 200, 200, 429, 429, 429]);
    const asked = async () =>
      (await mailsTo(cloud(), user.email)).filter(({ subject }) => subject.includes("Confirmation"));
    expect(await asked()).to.have.length(3);
    expectRefused(
      await user.api("POST", SUBSCRIPTION),
      problem("quota.perHour", { values: { max: 3 } }),
      3600,
    );
    // Once it is confirmed there is nothing to email, so nothing to count.
    await followLink((await asked()).at(-1), "Confirm subscription");
    expect((await user.api("POST", SUBSCRIPTION)).body).to.deep.equal({ state: "on", email: user.email });
    expect(await asked()).to.have.length(3);
  });

  it("by codes for another email address is three an hour, and three an hour to one address, whoever asks", async () => {
    const email = `${randomUUID()}@example.com`;
    const change = (user: TestUser, address: string) =>
      user.api("PUT", "/account/email", { body: { email: address } });
    const refusal = problem("quota.perHour", { values: { max: 3 } });
    const users = [await signUpUser(cloud()), await signUpUser(cloud())] as const;
    const answers = await Promise.all(Array.from({ length: 6 }, () => change(users[0], email)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([202, 202, 202, 429, 429, 429]);
    expectRefused(await change(users[1], email), refusal, 3600);
    expect(await mailsTo(cloud(), email)).to.have.length(3);
    const other = `${randomUUID()}@example.com`;
    expectRefused(await change(users[0], other), refusal, 3600);
    expect((await change(users[1], other)).status).to.equal(202);
    expect(await mailsTo(cloud(), other)).to.have.length(1);
  });

  describe("by alerts", () => {
    async function alertedUser(): Promise<TestUser> {
      const user = await signUpUser(cloud());
      await user.api("POST", SUBSCRIPTION);
      await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
      return user;
    }

    it("is one a day for each expense, whatever the amount does", async () => {
      const user = await alertedUser();
      let expense = await log(user, { amount: 400 });
      const edit = async (amount: number) => {
        const headers = { "If-Match": `"${expense.version}"` };
        const path = `/expenses/${expense.expenseId}`;
        const answer = await user.api<Expense>("PATCH", path, { body: { amount }, headers });
        expect(answer.status).to.equal(200);
        expense = answer.body;
      };
      for (let round = 1; round <= 5; round += 1) {
        await edit(501);
        await edit(499);
      }
      expect(await alertsTo(user.email)).to.have.length(1);
      expect((await user.api<{ alerts: [] }>("GET", "/alerts")).body.alerts).to.have.length(1);
      await turnTo(new Date(noon.getTime() + 24 * HOUR_MS));
      await edit(501);
      expect(await alertsTo(user.email)).to.have.length(2);
    });

    it("is as many mails as a user may cause; more alerts are listed only", async () => {
      const user = await alertedUser();
      for (let number = 1; number <= 5; number += 1) await log(user, { description: `Desk ${number}` });
      expect(await alertsTo(user.email)).to.have.length(3);
      const { body } = await user.api<{ alerts: { description: string }[] }>("GET", "/alerts");
      expect(body.alerts.map(({ description }) => description).sort()).to.deep.equal(
        [1, 2, 3, 4, 5].map((number) => `Desk ${number}`),
      );
      const marks = (await itemsOf(cloud(), "Expenses", user.ledgerId)).filter(
        ({ alertState }) => alertState,
      );
      expect(marks).to.deep.equal([]);
    });

    it("is little text for an operator, without links and in its own order", async () => {
      const user = await signUpUser(cloud());
      const before = (await alertsTo(OPERATOR)).length;
      await log(user, {
        description: `\u202eWin at https://evil.example/x?y or www.evil.example, ask a@evil.example\u2066 ${"z".repeat(300)}`,
        category: "ftp://evil.example",
      });
      const [mail, ...others] = (await alertsTo(OPERATOR)).slice(before);
      expect(others).to.deep.equal([]);
      const [, description = "", category = ""] =
        /^Description: (.*)\nCategory: (.*)$/m.exec(String(mail?.text)) ?? [];
      expect(category).to.equal("ftp[:]//evil[.]example");
      const whole = "Win at https[:]//evil[.]example/x?y or www[.]evil[.]example, ask a[at]evil[.]example zz";
      expect(description).to.equal(`${whole.slice(0, 99 - category.length)}…`);
    });
  });

  it("is five attempts an hour to turn off the second factor of an address, whether it has an account or not", async () => {
    const user = await signUpUser(cloud());
    const attempt = (email: string) => {
      const body = { email, password: "Wrong-Horse-77", recoveryCode: "0000-0000-0000-0000" };
      return callApi(cloud(), "POST", "/secondFactorReset", { body });
    };
    for (const email of [user.email, `x${user.email}`]) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => attempt(email)));
      expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403, 403]);
      expectRefused(await attempt(email), problem("quota.perHour", { values: { max: 5 } }), 3600);
    }
    expect((await attempt(`y${user.email}`)).status).to.equal(403);
    await turnTo(new Date(noon.getTime() + HOUR_MS));
    expect((await attempt(user.email)).status).to.equal(403);
  });

  it("is forgotten with the account", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/exports");
    await cloud().lambda.idle();
    expect(await counted(user)).to.deep.equal({ exports: 1 });
    expect((await user.api("DELETE", "/account")).status).to.equal(202);
    await settled(cloud());
    expect(await counted(user)).to.deep.equal({});
  });
});
