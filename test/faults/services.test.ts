import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { PENDING_ALERT_INDEX } from "../../domain/expenses/expenseKeys";
import { LEDGER_KIND_INDEX } from "../../domain/ledgers/ledgerKeys";
import type { TotalsPage } from "../../domain/ledgers/totalsSchemas";
import { signUpAdmin } from "../helpers/admin";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { databaseOf, itemsOf, type TestCloud } from "../helpers/cloud";
import type { FaultRule } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { lagIndex } from "../helpers/laggingIndex";
import { problem } from "../helpers/problem";

/** A service that cannot be reached at all. */
const down =
  (name: string): FaultRule =>
  ({ service }) =>
    service === name ? { kind: "break", when: "before" } : undefined;

describe("a service that is down", () => {
  const faulty = useFaultyCloud();
  const costly = { description: "A new roof", amount: "900.00", currency: "USD", date: "2026-04-01" };

  /** Makes the pending alert of an expense old enough for the sweep, which leaves fresh ones to their function. */
  async function age(cloud: TestCloud, expenseId: string): Promise<void> {
    await databaseOf(cloud).send(
      new UpdateCommand({
        TableName: cloud.output("expensesTableName"),
        Key: { expenseId },
        UpdateExpression: "SET alertAt = :then",
        ExpressionAttributeValues: { ":then": new Date(Date.now() - 11 * 60_000).toISOString() },
      }),
    );
  }

  it("SNS: the expense is stored, its alert stays pending, the sweep sends it once SNS is back", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    proxy.rule = down("sns");
    const { status, body } = await user.api<Expense>("POST", "/expenses", { body: costly });
    expect(status).to.equal(201);
    const [pending] = await itemsOf(cloud, "Expenses", user.ledgerId);
    expect(pending).to.include({ alertState: "pending" });

    await age(cloud, body.expenseId);
    const failing = await cloud.lambda.invoke("sweepAlerts", {});
    expect(failing.functionError).to.equal("Unhandled");
    expect(pendingAges(cloud).at(-1)).to.be.within(11 * 60, 12 * 60);

    proxy.reset();
    const swept = await cloud.lambda.invoke("sweepAlerts", {});
    expect(swept.functionError).to.equal(undefined);
    expect(pendingAges(cloud).at(-1)).to.equal(0);
    const [item] = await itemsOf(cloud, "Expenses", user.ledgerId);
    expect(item).not.to.have.property("alertState");
    expect((await sentAlerts(cloud, user.ledgerId)).length).to.equal(1);
  });

  it("DynamoDB's index of pending alerts, which lags: the sweep sends an alert once", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    proxy.rule = down("sns");
    const { body } = await user.api<Expense>("POST", "/expenses", { body: costly });
    await age(cloud, body.expenseId);
    const table = cloud.output("expensesTableName");
    const catchUp = await lagIndex(
      { db: databaseOf(cloud), engine: cloud.dynamodb },
      proxy,
      table,
      PENDING_ALERT_INDEX,
    );
    expect((await cloud.lambda.invoke("sweepAlerts", {})).functionError).to.equal(undefined);
    expect((await sentAlerts(cloud, user.ledgerId)).length).to.equal(1);
    const again = await cloud.lambda.invoke("sweepAlerts", {});
    expect(JSON.parse(again.payload)).to.deep.equal({ sent: 0, failed: 0 });
    await catchUp();
  });

  it("DynamoDB's index of ledgers, which lags: a new ledger is in the next run and the next totals, its user can request its report at once, and nobody is taken for gone", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const admin = await signUpAdmin(cloud);
    const catchUp = await lagIndex(
      { db: databaseOf(cloud), engine: cloud.dynamodb },
      proxy,
      "Ledgers",
      LEDGER_KIND_INDEX,
    );
    const user = await signUpUser(cloud);
    await user.api("POST", "/expenses", { body: costly });
    const run = async (name: string, event: object) =>
      expect((await cloud.lambda.invoke(name, event)).functionError).to.equal(undefined);
    const states = async () => {
      const { body } = await user.api<{ reports: { month: string; state: string }[] }>("GET", "/reports");
      return body.reports.map(({ month, state }) => `${month} ${state}`);
    };
    const totals = async () => {
      const ledgers = new Map<string, TotalsPage["ledgers"][number]>();
      for (let cursor: string | undefined = ""; cursor !== undefined; ) {
        const { body }: { body: TotalsPage } = await admin.api(
          "GET",
          `/admin/totals?month=2026-04${cursor && `&cursor=${cursor}`}`,
        );
        for (const ledger of body.ledgers) ledgers.set(ledger.ledgerId, ledger);
        cursor = body.cursor;
      }
      return ledgers.get(user.ledgerId)?.currencies;
    };
    await run("generateReport", { month: "2026-04" });
    await run("reconcileAccounts", {});
    expect([await states(), await totals()]).to.deep.equal([[], undefined]);
    await user.api("POST", "/reports/2026-04");
    await cloud.lambda.idle();
    expect(await states()).to.deep.equal(["2026-04 ready"]);

    await user.api("POST", "/expenses", { body: { ...costly, date: "2026-03-01" } });
    await run("generateReport", { month: "2026-03" });
    await catchUp();
    await run("reconcileAccounts", {});
    await run("generateReport", { month: "2026-03" });
    expect((await states()).sort()).to.deep.equal(["2026-03 ready", "2026-04 ready"]);
    expect(await totals()).to.deep.equal([{ currency: "USD", total: "900.00", count: 1 }]);
  });

  it("S3: a request for a report reports the outage, and a failed report can be requested again", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    await user.api("POST", "/expenses", { body: costly });
    proxy.rule = down("s3");
    expect(await user.api("GET", "/reports")).to.deep.equal({
      status: 503,
      headers: { ...jsonHeaders(cloud), "retry-after": "2" },
      body: problem("server.busy"),
    });
    expect((await user.api("POST", "/reports/2026-04")).status).to.equal(503);
    // The request finds S3 there, to look for a report, and the job does not.
    let calls = 0;
    proxy.rule = (call) => (call.service === "s3" && ++calls > 1 ? down("s3")(call) : undefined);
    expect((await user.api("POST", "/reports/2026-04")).status).to.equal(202);
    await cloud.lambda.idle();

    proxy.reset();
    const failed = await user.api<{ reports: { month: string; state: string }[] }>("GET", "/reports");
    expect(failed.body.reports.map(({ month, state }) => [month, state])).to.deep.equal([
      ["2026-04", "failed"],
    ]);
    await user.api("POST", "/reports/2026-04");
    await cloud.lambda.idle();
    expect((await user.api("GET", "/reports/2026-04")).status).to.equal(200);
  });

  it("Cognito, which throttles: the list of users asks to try again", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const admin = await signUpAdmin(cloud);
    const body = JSON.stringify({ __type: "TooManyRequestsException", message: "Rate exceeded" });
    proxy.rule = ({ operation }) =>
      operation === "ListUsers" ? { kind: "answer", status: 400, body } : undefined;
    expect(await admin.api("GET", "/admin/users")).to.deep.equal({
      status: 503,
      headers: { ...jsonHeaders(cloud), "retry-after": "2" },
      body: problem("server.busy"),
    });
  });

  it("an event that is delivered three times does what it does once", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    proxy.rule = down("sns");
    const { body } = await user.api<Expense>("POST", "/expenses", { body: costly });
    await age(cloud, body.expenseId);
    proxy.reset();

    for (let delivery = 1; delivery <= 3; delivery += 1) {
      const { functionError } = await cloud.lambda.invoke("sweepAlerts", {});
      expect(functionError).to.equal(undefined);
    }
    expect(await sentAlerts(cloud, user.ledgerId)).to.have.length(1);

    const event = { month: "2026-04", ledgerId: user.ledgerId };
    const runs = [];
    for (let delivery = 1; delivery <= 3; delivery += 1) {
      const { payload } = await cloud.lambda.invoke("generateReport", event);
      runs.push(JSON.parse(payload), await reportOf(user.api));
    }
    expect(runs[1]).to.be.a("string").that.includes("A new roof");
    expect(runs.slice(2, 4)).to.deep.equal(runs.slice(0, 2));
    expect(runs.slice(4, 6)).to.deep.equal(runs.slice(0, 2));
  });

  async function sentAlerts(cloud: TestCloud, ledgerId: string) {
    const items = await itemsOf(cloud, "Ledgers", ledgerId);
    return items.filter(({ sk }) => String(sk).startsWith("alert#"));
  }

  /** Values of `PendingAlertAge` that the sweep reported to CloudWatch. */
  function pendingAges(cloud: TestCloud): number[] {
    return cloud.lambda
      .logs("sweepAlerts")
      .map((line) => JSON.parse(line).PendingAlertAge)
      .filter((value) => value !== undefined);
  }
});

async function reportOf(api: (method: string, path: string) => Promise<{ body: unknown }>): Promise<string> {
  const { body } = await api("GET", "/reports/2026-04");
  const response = await fetch(String(Object(body).url));
  return response.text();
}
