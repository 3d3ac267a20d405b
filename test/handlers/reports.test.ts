import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { clientOf } from "../helpers/cloud";
import { holdBack } from "../helpers/faultyCloud";
import { turnClock } from "../helpers/functionClocks";
import { runFunction } from "../helpers/jobs";
import { problem } from "../helpers/problem";
import { useCloud, WITH_BACKUP } from "../helpers/useCloud";

interface Listed {
  months: string[];
  reports: { month: string; state: string; size?: number; madeAt?: string }[];
}

/** The first columns; a test of the file has them all. */
const COLUMNS = /^\ufeff"Date","Description","Merchant","Category","Amount","Currency",.*,"Expense ID"$/;

describe("reports", function () {
  this.timeout(60_000);
  // Its own, for a run makes the reports of everybody.
  const cloud = useCloud({ ...WITH_BACKUP, reportArchiveAfterDays: "92" });

  const log = (user: TestUser, date: string, description: string, amount = 5) =>
    user.api<{ expenseId: string }>("POST", "/expenses", { body: { description, amount, date } });

  async function keys(prefix = ""): Promise<string[]> {
    const s3 = new S3Client(clientOf(cloud()));
    const listing = new ListObjectsV2Command({ Bucket: cloud().output("reportsBucketName"), Prefix: prefix });
    return ((await s3.send(listing)).Contents ?? []).map(({ Key = "" }) => Key);
  }

  async function download(user: TestUser, month: string): Promise<string> {
    const { status, body } = await user.api<{ url: string }>("GET", `/reports/${month}`);
    expect(status).to.equal(200);
    const response = await fetch(body.url);
    expect(response.headers.get("content-type")).to.equal("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).to.equal(
      `attachment; filename="${month}-expense-report.csv"`,
    );
    return Buffer.from(await response.arrayBuffer()).toString();
  }

  it("are created for every ledger with expenses in the month before the scheduled time", async () => {
    const [first, second, other] = await Promise.all([
      signUpUser(cloud()),
      signUpUser(cloud()),
      signUpUser(cloud()),
    ]);
    await log(first, "2026-02-28", "=SUM(A1)", 600);
    await log(first, "2026-02-01", 'Desk, 2" oak');
    await log(second, "2026-02-14", "Lunch");
    await log(other, "2026-03-01", "Too late");
    const event = { scheduledTime: "2026-03-01T06:00:00Z" };
    expect(await runFunction(cloud(), "generateReport", event)).to.deep.equal({
      result: { message: "Reports generated successfully.", file: null, month: "2026-02", reports: 2 },
    });
    expect(await keys(first.ledgerId)).to.deep.equal([`${first.ledgerId}/2026-02-expense-report.csv`]);
    expect(await keys(other.ledgerId)).to.deep.equal([]);

    const text = await download(first, "2026-02");
    const [header, desk, sum, end] = text.split("\n");
    expect(header).to.match(COLUMNS);
    expect(desk).to.match(/^"2026-02-01","Desk, 2"" oak",,"Other","5\.00","USD",.*,"[0-9A-Z]{26}"$/);
    expect(sum).to.match(/^"2026-02-28","'=SUM\(A1\)",,"Other","600\.00","USD",.*,"[0-9A-Z]{26}"$/);
    expect(end).to.equal("");
    await runFunction(cloud(), "generateReport", event);
    expect(await download(first, "2026-02")).to.equal(text);
  });

  it("are not created for a month without expenses", async () => {
    const user = await signUpUser(cloud());
    await log(user, "2026-02-28", "Desk");
    const before = await keys();
    const none = { result: { message: "No expenses found for the month.", file: null } };
    expect(await runFunction(cloud(), "generateReport", { month: "1999-01" })).to.deep.equal(none);
    const ofOne = { month: "1999-01", ledgerId: user.ledgerId };
    expect(await runFunction(cloud(), "generateReport", ofOne)).to.deep.equal(none);
    expect(await keys()).to.deep.equal(before);
  });

  it("are created on request, and requests in the meantime start nothing more", async () => {
    const user = await signUpUser(cloud());
    await log(user, "2026-04-05", "Desk");
    expect(await user.api("GET", "/reports/2026-04")).to.deep.equal({
      status: 404,
      headers: jsonHeaders(cloud()),
      body: problem("report.notFound"),
    });
    const letGo = await holdBack(cloud(), "generateReport");
    const asked = await user.api("POST", "/reports/2026-04");
    expect(asked).to.deep.equal({
      status: 202,
      headers: { ...jsonHeaders(cloud()), location: "/prod/reports/2026-04", "retry-after": "2" },
      body: {
        message: "The report is being created. Try again in a moment.",
        month: "2026-04",
        state: "making",
      },
    });
    expect(await user.api("POST", "/reports/2026-04")).to.deep.equal(asked);
    expect(await user.api("GET", "/reports/2026-04")).to.deep.equal({
      status: 409,
      headers: { ...jsonHeaders(cloud()), "retry-after": "2" },
      body: { ...problem("report.making"), month: "2026-04", state: "making" },
    });
    await letGo();
    const { body } = await user.api<Listed>("GET", "/reports");
    expect(body.reports.map(({ month, state }) => ({ month, state }))).to.deep.equal([
      { month: "2026-04", state: "ready" },
    ]);
    expect(body.reports[0]?.size).to.equal(Buffer.byteLength(await download(user, "2026-04")));

    // The expense is deleted: the report goes, and says why.
    const { body: page } = await user.api<{ expenses: { expenseId: string }[] }>("GET", "/expenses");
    await user.api("DELETE", `/expenses/${page.expenses[0]?.expenseId}`);
    await user.api("POST", "/reports/2026-04");
    await cloud().lambda.idle();
    expect(await keys(user.ledgerId)).to.deep.equal([]);
    expect((await user.api<Listed>("GET", "/reports")).body.reports.map(({ state }) => state)).to.deep.equal([
      "empty",
    ]);
    expect((await user.api("GET", "/reports/2026-04")).body).to.deep.equal(problem("report.empty"));
  });

  it("go with the next scheduled run when their month became empty, whoever had them made", async () => {
    const user = await signUpUser(cloud());
    const { body: kept } = await log(user, "2026-06-05", "Kept");
    const { body: deleted } = await log(user, "2026-06-06", "Deleted");
    const event = { scheduledTime: "2026-07-01T06:00:00Z" };
    await runFunction(cloud(), "generateReport", event);
    expect(await download(user, "2026-06")).to.include('"Deleted"');

    await user.api("DELETE", `/expenses/${deleted.expenseId}`);
    await runFunction(cloud(), "generateReport", event);
    expect(await download(user, "2026-06"))
      .to.include('"Kept"')
      .and.not.include('"Deleted"');

    await user.api("DELETE", `/expenses/${kept.expenseId}`);
    await runFunction(cloud(), "generateReport", event);
    expect(await keys(user.ledgerId)).to.deep.equal([]);
    expect((await user.api("GET", "/reports/2026-06")).body).to.deep.equal(problem("report.empty"));
    expect(
      (await user.api<Listed>("GET", "/reports")).body.reports.map(({ month, state }) => ({ month, state })),
    ).to.deep.equal([{ month: "2026-06", state: "empty" }]);

    await log(user, "2026-06-07", "Late");
    await runFunction(cloud(), "generateReport", event);
    expect(await download(user, "2026-06")).to.include('"Late"');
  });

  it("of months that never had any are not listed after a scheduled run", async () => {
    const user = await signUpUser(cloud());
    await log(user, "2026-05-05", "Desk");
    await runFunction(cloud(), "generateReport", { scheduledTime: "2026-09-01T06:00:00Z" });
    expect((await user.api<Listed>("GET", "/reports")).body).to.deep.equal({
      reports: [],
      months: ["2026-05"],
    });
  });

  it("are of years as well, beside those of their months", async () => {
    const user = await signUpUser(cloud());
    await log(user, "2024-12-31", "Before");
    await log(user, "2025-01-01", "First");
    await log(user, "2025-12-31", "Last");
    await log(user, "2025-12-01", "Third");
    await user.api("POST", "/reports/2025-12");
    expect((await user.api("POST", "/reports/2025")).status).to.equal(202);
    await cloud().lambda.idle();
    const days = (text: string) => text.split("\n").map((line) => line.split(",")[1]?.replaceAll('"', ""));
    expect(days(await download(user, "2025"))).to.deep.equal([
      "Description",
      "First",
      "Third",
      "Last",
      undefined,
    ]);
    expect(days(await download(user, "2025-12"))).to.deep.equal(["Description", "Third", "Last", undefined]);
    const { body } = await user.api<Listed>("GET", "/reports");
    expect(body.reports.map(({ month, state }) => [month, state])).to.deep.equal([
      ["2025-12", "ready"],
      ["2025", "ready"],
    ]);
    expect(body.months).to.deep.equal(["2025-12", "2025-01", "2024-12"]);
    expect((await user.api("POST", "/reports/2023")).body).to.deep.equal(problem("report.empty"));
  });

  it("are made anew on request if an expense of the month changed, and else stay as they are", async () => {
    const user = await signUpUser(cloud());
    // So long before the report that no clock can be so far behind that the report lacks it.
    await turnClock(cloud(), "logExpense", -20 * 60_000);
    await log(user, "2025-04-05", "Desk");
    await turnClock(cloud(), "logExpense", 0);
    await user.api("POST", "/reports/2025-04");
    await cloud().lambda.idle();
    expect(await user.api("POST", "/reports/2025-04")).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { message: "The report is ready.", month: "2025-04", state: "ready" },
    });
    await log(user, "2025-03-05", "Other month");
    expect((await user.api("POST", "/reports/2025-04")).status).to.equal(200);
    await log(user, "2025-04-06", "Chair");
    expect((await user.api("POST", "/reports/2025-04")).status).to.equal(202);
    await cloud().lambda.idle();
    expect(await download(user, "2025-04")).to.include('"Chair"');
  });

  it("are each user's own", async () => {
    const [user, other] = await Promise.all([signUpUser(cloud()), signUpUser(cloud())]);
    await log(user, "2026-05-05", "Desk");
    await runFunction(cloud(), "generateReport", { month: "2026-05", ledgerId: user.ledgerId });
    expect((await user.api("GET", "/reports/2026-05")).status).to.equal(200);
    expect((await other.api("GET", "/reports/2026-05")).status).to.equal(404);
    expect((await other.api("POST", "/reports/2026-05/retrieval")).status).to.equal(404);
    expect((await other.api<Listed>("GET", "/reports")).body).to.deep.equal({ reports: [], months: [] });
  });

  it("need not be requested from the archive when they are not in the archive", async () => {
    const user = await signUpUser(cloud());
    await log(user, "2026-05-05", "Desk");
    await runFunction(cloud(), "generateReport", { month: "2026-05", ledgerId: user.ledgerId });
    expect(await user.api("POST", "/reports/2026-05/retrieval")).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { message: "The report is ready.", month: "2026-05", state: "ready" },
    });
  });

  it("reject invalid months, in the API and in events, and write nothing", async () => {
    const user = await signUpUser(cloud());
    const before = await keys();
    for (const month of ["2026-13", "2026-1", "next", "2026-02-28", "0000-01", "202", "0000"]) {
      for (const [method, path] of [
        ["GET", ""],
        ["POST", ""],
        ["POST", "/retrieval"],
      ] as const) {
        expect(await user.api(method, `/reports/${month}${path}`), month).to.deep.equal({
          status: 400,
          headers: jsonHeaders(cloud()),
          body: problem("report.monthInvalid", { field: "month" }),
        });
      }
    }
    const refusals: [unknown, string][] = [
      [
        { month: "2026-13" },
        "The event is not valid: `month`: must be a month as YYYY-MM, or a year as YYYY.",
      ],
      [{ month: 202601 }, "The event is not valid: `month`: must be a month as YYYY-MM, or a year as YYYY."],
      [{ month: "2026-01", ledgerId: "nobody" }, "`ledgerId`: there is no ledger nobody."],
      [{ ledgerId: "" }, "The event is not valid: `ledgerId`: must be an id."],
      [{ months: "2026-01" }, "The event is not valid: there is no `months` here."],
      [
        { scheduledTime: "<aws.scheduler.scheduled-time>" },
        "The event is not valid: `scheduledTime`: must be a UTC instant.",
      ],
      ["2026-01", "The event is not valid: it must be a JSON object."],
    ];
    for (const [event, message] of refusals) {
      const { error } = await runFunction(cloud(), "generateReport", event);
      expect({ type: error?.errorType, message: error?.errorMessage }, JSON.stringify(event)).to.deep.equal({
        type: "InputError",
        message,
      });
    }
    expect(await keys()).to.deep.equal(before);
  });
});
