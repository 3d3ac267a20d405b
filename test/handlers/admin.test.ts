import { randomUUID } from "node:crypto";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { ACCOUNT_MAIL_WORDS } from "../../domain/accounts/accountMailWords";
import type { Account, AccountPage } from "../../domain/accounts/accountSchemas";
import type { Expense } from "../../domain/expenses/expense";
import type { AlarmList, DeadLetterList, JobList } from "../../domain/jobs/jobSchemas";
import type { TotalsPage } from "../../domain/ledgers/totalsSchemas";
import { signUpAdmin } from "../helpers/admin";
import { callApi, signIn, signUpUser, startSignIn, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, mailsTo } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { adminRoutes } from "../helpers/routes";
import { withSecondFactor } from "../helpers/secondFactor";
import { useCloud } from "../helpers/useCloud";

/** With ids and the query that the route cannot do without. */
function pathOf(path: string): string {
  return `${path.replace(/\{\w+\}/, "x")}${path.endsWith("/totals") ? "?month=2026-03" : ""}`;
}

describe("the admin routes", () => {
  const cloud = useCloud();
  let admin: TestUser;
  let member: TestUser;

  before(async () => {
    admin = await signUpAdmin(cloud());
    member = await signUpUser(cloud());
  });

  for (const { method, path } of adminRoutes) {
    it(`${method} ${path} is not for members`, async () => {
      const { status, body } = await member.api(method, pathOf(path), {
        ...(method === "PATCH" && { body: { enabled: false } }),
        ...(method === "POST" && path === "/admin/users" && { body: { email: "ada@example.com" } }),
      });
      expect([status, body]).to.deep.equal([403, problem("admin.required")]);
    });
  }

  describe("users", () => {
    async function accountOf(user: TestUser) {
      let cursor: string | undefined;
      do {
        const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
        const { body } = await admin.api<AccountPage>("GET", `/admin/users${query}`);
        const found = body.accounts.find(({ id }) => id === user.ledgerId);
        if (found) return found;
        cursor = body.cursor;
      } while (cursor !== undefined);
      return undefined;
    }

    it("are listed, admins as such", async () => {
      const account = { status: "CONFIRMED", enabled: true };
      const { createdAt: _since, ...listed } = (await accountOf(admin)) ?? { createdAt: "" };
      expect(listed).to.deep.equal({ id: admin.ledgerId, email: admin.email, admin: true, ...account });
      expect(await accountOf(member)).to.include({ email: member.email, admin: false, ...account });
    });

    it("are disabled and enabled: a disabled user cannot sign in", async () => {
      const user = await signUpUser(cloud());
      const path = `/admin/users/${user.ledgerId}`;
      const disabled = await admin.api("PATCH", path, { body: { enabled: false } });
      expect(disabled.body).to.include({ id: user.ledgerId, enabled: false });
      const refusal = await signIn(cloud(), user.email, user.password).then(
        () => "signed in",
        (error: Error) => error.name,
      );
      expect(refusal).to.equal("NotAuthorizedException");
      const enabled = await admin.api("PATCH", path, { body: { enabled: true } });
      expect(enabled.body).to.include({ enabled: true });
      expect((await signIn(cloud(), user.email, user.password)).ledgerId).to.equal(user.ledgerId);
    });

    it("are promoted to admin and demoted", async () => {
      const user = await withSecondFactor(cloud(), await signUpUser(cloud()));
      const path = `/admin/users/${user.ledgerId}`;
      const promoted = await admin.api("PATCH", path, { body: { admin: true } });
      expect(promoted.body).to.include({ admin: true });
      const asAdmin = await signIn(cloud(), user.email, user.password);
      expect((await asAdmin.api("GET", "/admin/jobs")).status).to.equal(200);
      const demoted = await admin.api("PATCH", path, { body: { admin: false } });
      expect(demoted.body).to.include({ admin: false });
      const asMember = await signIn(cloud(), user.email, user.password);
      expect((await asMember.api("GET", "/admin/jobs")).status).to.equal(403);
    });

    it("cannot lock themselves out", async () => {
      const { status, body } = await admin.api("PATCH", `/admin/users/${admin.ledgerId}`, {
        body: { admin: false },
      });
      expect([status, body]).to.deep.equal([409, problem("user.self")]);
    });

    it("that are not there answer 404", async () => {
      const ids = [
        "00000000-0000-0000-0000-000000000000",
        encodeURIComponent('x" or sub = "'),
        "a".repeat(3000),
      ];
      for (const id of ids) {
        const { status, body } = await admin.api("PATCH", `/admin/users/${id}`, { body: { enabled: true } });
        expect([status, body]).to.deep.equal([404, problem("user.notFound")]);
      }
    });

    it("are rejected with a forged cursor", async () => {
      const { status, body } = await admin.api("GET", "/admin/users?cursor=made-up");
      expect([status, body]).to.deep.equal([400, problem("cursor.invalid", { field: "cursor" })]);
    });
  });

  it("POST /admin/users invites somebody, again until they have signed in", async () => {
    const email = `${randomUUID()}@example.com`;
    const body = { email: email.toUpperCase(), language: "de" };
    const invite = (sent: object) => admin.api<Account>("POST", "/admin/users", { body: sent });
    const invited = await invite(body);
    expect([invited.status, invited.body]).to.deep.equal([
      201,
      { ...invited.body, email, status: "FORCE_CHANGE_PASSWORD", enabled: true, admin: false },
    ]);
    expect((await invite(body)).body).to.deep.equal(invited.body);
    const mails = await mailsTo(cloud(), email);
    expect(mails).to.have.length(2);
    expect(mails[0]?.subject).to.equal(ACCOUNT_MAIL_WORDS.de.invitation.subject);
    const password = mails[1]?.text.split("\n")[1] ?? "";
    expect((await startSignIn(cloud(), email, password)).ChallengeName).to.equal("NEW_PASSWORD_REQUIRED");

    const taken = await invite({ email: member.email });
    expect([taken.status, taken.body]).to.deep.equal([409, problem("user.exists")]);
    expect((await invite({ email: "nobody" })).body).to.deep.equal(
      problem("email.invalid", { field: "email" }),
    );
    expect((await invite({})).status).to.equal(400);
  });

  it("GET /admin/totals returns the totals of each ledger and nothing else", async () => {
    await member.api<Expense>("POST", "/expenses", {
      body: { description: "Nobody's business", amount: "12.50", date: "2026-03-01", currency: "EUR" },
    });
    await member.api<Expense>("POST", "/expenses", {
      body: { description: "Nobody's business", amount: "7.25", date: "2026-03-02", currency: "EUR" },
    });
    const ledgers: TotalsPage["ledgers"] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? "" : `&cursor=${cursor}`;
      const { body } = await admin.api<TotalsPage>("GET", `/admin/totals?month=2026-03${query}`);
      expect(JSON.stringify(body)).not.to.include("business");
      ledgers.push(...body.ledgers);
      cursor = body.cursor;
    } while (cursor !== undefined);
    expect(ledgers.filter(({ ledgerId }) => ledgerId === member.ledgerId)).to.deep.equal([
      { ledgerId: member.ledgerId, currencies: [{ currency: "EUR", total: "19.75", count: 2 }] },
    ]);
  });

  it("GET /admin/jobs returns when each job last succeeded", async () => {
    const TableName = cloud().resources.find(({ name }) => name === "Ledgers")?.state.name;
    const succeededAt = new Date(Date.now() - 3_600_000).toISOString();
    await databaseOf(cloud()).send(
      new PutCommand({
        TableName: String(TableName),
        Item: { ledgerId: "system", sk: "job#report", succeededAt },
      }),
    );
    const { body } = await admin.api<JobList>("GET", "/admin/jobs");
    const report = body.jobs.find(({ job }) => job === "report");
    expect(report).to.include({
      job: "report",
      description: "Creates the reports of the previous month",
      succeededAt,
    });
    expect(report?.hoursSinceSuccess).to.be.within(1, 1.1);
  });

  describe("dead letters", () => {
    async function lettersOf(queue: string) {
      const { body } = await admin.api<DeadLetterList>("GET", "/admin/deadLetters");
      return body.queues.find((one) => one.queue === queue);
    }

    it("are shown with their reason, and replayed", async function () {
      this.timeout(60_000);
      const queue = "exportLedger-failures";
      expect(await lettersOf(queue)).to.deep.equal({ queue, waiting: 0, reasons: [] });
      const { lambda } = cloud();
      const before = lambda.beforeInvoke;
      lambda.beforeInvoke = (name) => {
        if (name === "exportLedger") throw new Error("The test makes it fail.");
      };
      await lambda.invoke("exportLedger", { ledgerId: member.ledgerId, id: "none" }, "Event");
      await lambda.idle();
      expect(await lettersOf(queue)).to.deep.equal({ queue, waiting: 1, reasons: ["Error"] });
      expect(await alarmOf(queue)).to.include({ state: "ALARM" });

      const events: string[] = [];
      lambda.beforeInvoke = (name, payload) => void (name === "exportLedger" && events.push(payload));
      const { status, body } = await admin.api("POST", `/admin/deadLetters/${queue}/replay`);
      await lambda.idle();
      lambda.beforeInvoke = before;
      expect([status, body]).to.deep.equal([200, { queue, replayed: 1, failed: 0 }]);
      expect(events.map((event) => JSON.parse(event))[0]).to.deep.equal({
        ledgerId: member.ledgerId,
        id: "none",
      });
    });

    it("of an unknown queue answer 404", async () => {
      const { status, body } = await admin.api("POST", "/admin/deadLetters/operations/replay");
      expect([status, body]).to.deep.equal([404, problem("queue.notFound")]);
    });

    it("are those of every queue of the program that is not one of work", async () => {
      const queues = cloud().resources.filter(
        ({ type, inputs }) => type === "aws:sqs/queue:Queue" && inputs.redrivePolicy === undefined,
      );
      const { body } = await admin.api<DeadLetterList>("GET", "/admin/deadLetters");
      expect(body.queues.map(({ queue }) => queue)).to.have.members(queues.map(({ name }) => name));
    });
  });

  async function alarmOf(name: string) {
    const { body } = await admin.api<AlarmList>("GET", "/admin/alarms");
    return body.alarms.find((alarm) => alarm.name.startsWith(name));
  }

  it("GET /admin/alarms shows every alarm of the program", async () => {
    const declared = cloud().resources.filter(
      ({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm",
    );
    const { body } = await admin.api<AlarmList>("GET", "/admin/alarms");
    expect(body.alarms.map(({ name }) => name)).to.have.members(declared.map(({ state }) => state.name));
    expect(await alarmOf("monitoring-api-errors")).to.include({
      description: "API requests failed with a 5xx response.",
      state: "INSUFFICIENT_DATA",
    });
  });

  it("require a token", async () => {
    for (const { method, path } of adminRoutes) {
      const { status } = await callApi(cloud(), method, pathOf(path));
      expect(status).to.equal(401);
    }
  });

  it("reads its queues as AWS would", async () => {
    // The queue's own count, by the API of SQS: what the page shows is not made up.
    const queue = cloud().resources.find(({ name }) => name === "exportLedger-failures");
    const { Attributes } = await new SQSClient(clientOf(cloud())).send(
      new GetQueueAttributesCommand({
        QueueUrl: String(queue?.state.url),
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );
    const { body } = await admin.api<DeadLetterList>("GET", "/admin/deadLetters");
    const shown = body.queues.find((one) => one.queue === "exportLedger-failures");
    expect(shown?.waiting).to.equal(Number(Attributes?.ApproximateNumberOfMessages));
  });
});
