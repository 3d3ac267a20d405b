import type { Server } from "node:http";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createConsole } from "../../../local/console";
import { listen, stopListening } from "../../../local/engine/listen";
import { consoleFixture, type Deeds } from "./fixture";

describe("console", () => {
  let server: Server;
  let url: string;
  let deeds: Deeds;
  let executions: ReturnType<typeof consoleFixture>["executions"];

  beforeEach(async () => {
    const fixture = consoleFixture();
    deeds = fixture.deeds;
    executions = fixture.executions;
    server = createConsole(fixture.sources);
    url = `http://127.0.0.1:${await listen(server, 0)}`;
  });
  afterEach(() => stopListening(server));

  async function page(path: string) {
    const answer = await fetch(url + path);
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  }
  /** Sends a form as the console's own pages do, and returns the page that it leads to. */
  async function submit(path: string, form: Record<string, string> = {}) {
    const headers = { Origin: url, "Sec-Fetch-Site": "same-origin" };
    const answer = await fetch(url + path, { method: "POST", headers, body: new URLSearchParams(form) });
    return { path: new URL(answer.url).pathname, body: await answer.text(), redirected: answer.redirected };
  }

  const pages: [path: string, title: string, marked: string, shows: string[]][] = [
    [
      "/",
      "Overview",
      "Overview",
      [
        "http://localhost:3000/",
        "export AWS_CONFIG_FILE=/data/aws-config AWS_SHARED_CREDENTIALS_FILE=/data/aws-config",
        "http://127.0.0.1:4566",
      ],
    ],
    ["/inbox", "Inbox", "Inbox", ["Your code is 123456.", "Confirm subscription"]],
    ["/codes", "Codes", "Codes", ["ann@example.org", "246810", "12 s"]],
    ["/functions", "Functions", "Functions", ["logExpense", "512 MB"]],
    [
      "/functions/logExpense",
      "logExpense",
      "Functions",
      ["The alert stays pending", "platform.report: 12.3 ms"],
    ],
    ["/logs", "Logs", "Logs", ["The alert stays pending", "backupToRds", "Warnings and errors"]],
    ["/schedules", "Schedules", "Schedules", ["cron(0 6 1 * ? *)", "2026-12-01 05:00:00 UTC", "Run now"]],
    ["/executions", "Executions", "Executions", ["BusyError", "· 12.5 s"]],
    ["/queues", "Queues", "Queues", ["sweep-failed", "report-undelivered"]],
    [
      "/resources",
      "Resources",
      "Resources",
      ["aws:<wbr/>dynamodb/<wbr/>table:<wbr/>Table", "PAY_PER_REQUEST"],
    ],
  ];
  for (const [path, title, marked, shows] of pages) {
    it(`shows ${path}, marked in the navigation`, async () => {
      const { status, body } = await page(path);
      expect(status).to.equal(200);
      expect(body).to.match(/^<!doctype html>\n<html lang="en">/);
      expect(body).to.contain(`<h1>${title}</h1>`);
      expect(body.match(/aria-current="page">(\w+)</)?.[1]).to.equal(marked);
      for (const shown of shows) expect(body).to.contain(shown);
    });
  }

  it("escapes what mails, logs and messages hold, and lets no script run but its own", async () => {
    const { body, headers } = await page("/inbox");
    expect(body).to.contain("&lt;script>alert(&quot;1&quot;)&lt;/script>").and.not.contain("<script>");
    expect(headers.get("content-security-policy"))
      .to.contain("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'")
      .and.not.contain("unsafe");
    expect((await page("/console.js")).headers.get("content-type")).to.equal(
      "text/javascript; charset=utf-8",
    );
    expect((await page("/queues")).body)
      .to.contain("&lt;b>")
      .and.not.contain("<b>{");
    expect((await page("/functions/logExpense")).body).to.contain("&lt;timeout>");
  });

  it("filters the logs of all functions", async () => {
    const { body } = await page("/logs?level=error&function=logExpense&text=pending");
    expect(body).to.contain("The alert stays pending").and.not.contain("Expense logged");
    expect(body.match(/class="badge/g)).to.have.length(1);
    expect(body)
      .to.match(/<option value="error" selected/)
      .and.to.contain('value="pending"');
    expect((await page("/logs?text=nowhere")).body).to.contain("No log entry matches.");
  });

  it("reads what changes again: runs until the last one has ended", async () => {
    const followed = async (path: string) => /id="(\w+)" data-follow/.exec((await page(path)).body)?.[1];
    expect(await followed("/executions")).to.equal("executions");
    executions[1] = { ...executions[1], status: "SUCCEEDED" };
    expect(await followed("/executions")).to.equal(undefined);
    expect(await Promise.all(["/inbox", "/codes", "/logs"].map(followed))).to.deep.equal([
      "mails",
      "codes",
      "log",
    ]);
  });

  it("copies codes and one-time passwords, and no other words", async () => {
    const copies = async (path: string) =>
      [...(await page(path)).body.matchAll(/data-copy="([^"]+)"/g)].map(([, text]) => text);
    expect(await copies("/codes")).to.deep.equal(["246810"]);
    expect(await copies("/inbox")).to.deep.equal(["123456"]);
    expect(await copies("/")).to.deep.equal(["demo@example.com", "Demo-1234-5678", "expenses"]);
  });

  it("masks secrets wherever they turn up", async () => {
    for (const path of ["/", "/resources"]) {
      const { body } = await page(path);
      expect(body).to.contain("••••••").and.not.contain("Tr0ub4dor").and.not.contain("drawn-password-1");
    }
  });

  it("returns mails as JSON, of one address if requested", async () => {
    const answer = await fetch(`${url}/inbox.json?to=ann@example.org`);
    expect(await answer.json()).to.deep.equal([
      {
        id: "1",
        at: "2026-11-23T09:10:02.000Z",
        to: "ann@example.org",
        subject: "Your expense tracker code",
        text: `Your code is 123456. <script>alert("1")</script>`,
      },
    ]);
    expect(await (await fetch(`${url}/inbox.json`)).json()).to.have.length(2);
  });

  it("invokes a function, shows its answer once, and keeps the event", async () => {
    const { path, body, redirected } = await submit("/functions/logExpense", { payload: `{"amount":12}` });
    expect([path, redirected]).to.deep.equal(["/functions/logExpense", true]);
    expect(deeds.invoked).to.deep.equal([{ name: "logExpense", payload: { amount: 12 } }]);
    expect(body)
      .to.contain(`<div class="notice good" role="status">`)
      .and.contain("&quot;statusCode&quot;: 201");
    const again = (await page("/functions/logExpense")).body;
    expect(again).to.contain("{&quot;amount&quot;:12}").and.not.contain("notice good");
  });

  it("says what was wrong with an event or a call", async () => {
    const broken = await submit("/functions/logExpense", { payload: "{" });
    expect(broken.body).to.contain(
      `<div class="notice bad" role="status"><pre>The event is not valid JSON: `,
    );
    const failing = await submit("/functions/backupToRds", { payload: "{}" });
    expect(failing.body).to.contain("The database is not running; wait a moment.");
  });

  it("runs a schedule, starts a state machine and empties a queue", async () => {
    expect((await submit("/schedules/report/run")).body)
      .to.contain("notice bad")
      .and.contain("BusyError");
    expect(deeds.ran).to.deep.equal(["report"]);
    const started = await submit("/executions", {
      machine: "arn:aws:states:machine",
      input: `{"mode":"full"}`,
    });
    expect(started.body).to.contain("Started e-3.");
    expect(deeds.started).to.deep.equal([{ machine: "arn:aws:states:machine", input: `{"mode":"full"}` }]);
    expect((await submit("/queues/sweep-failed/purge")).body).to.contain(
      "Deleted all messages in sweep-failed.",
    );
    expect(deeds.purged).to.deep.equal(["sweep-failed"]);
  });

  it("does nothing for a form of a foreign page", async () => {
    const foreign: Record<string, string>[] = [
      { Origin: "http://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
    ];
    for (const headers of foreign) {
      const answer = await fetch(`${url}/schedules/report/run`, { method: "POST", headers });
      expect(answer.status).to.equal(403);
    }
    expect(deeds.ran).to.deep.equal([]);
  });

  it("rejects foreign host names that resolve to this machine", async () => {
    expect(await statusFor("rebound.example")).to.equal(403);
    expect(await statusFor(`localhost:${new URL(url).port}`)).to.equal(200);
  });

  it("says that a page does not exist", async () => {
    const { status, body } = await page("/nowhere");
    expect([status, body.includes("This page does not exist.")]).to.deep.equal([404, true]);
    const missing = await page("/functions/none");
    expect([missing.status, missing.body.includes("The function none does not exist.")]).to.deep.equal([
      404,
      true,
    ]);
  });

  /** `fetch` does not let the Host header be chosen. */
  async function statusFor(host: string): Promise<number | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    request(`${url}/inbox`, { headers: { host } }, (answer) =>
      text(answer).then(() => resolve(answer.statusCode), reject),
    )
      .on("error", reject)
      .end();
    return promise;
  }
});
