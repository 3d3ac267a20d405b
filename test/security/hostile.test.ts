import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { signUpUser, type TestUser } from "../helpers/api";
import { runFunction } from "../helpers/jobs";
import { jpeg } from "../helpers/receipts";
import { announcementOf } from "../helpers/receiptUpload";
import { bodySchema, endsSession, type Route, routes } from "../helpers/routes";
import { hostileText } from "../helpers/schemaArbitrary";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

const INPUTS = process.env.FULL ? 10_000 : 150;
const LANES = 8;

/** Ends what a user sent, which no log shows. */
const MARK = "dovetail-81";

/** Names of our own files and of Node's, as they stand in a stack. */
const STACK = /\bat [\w.<>]+ \(|node:internal|\.ts:\d+|index\.js:\d+/;

describe("hostile input", () => {
  const cloud = useCloud();

  it(`leaves one JSON object in each log line, and reveals no secret: ${INPUTS} inputs`, async function () {
    this.timeout(600_000);
    const user = await signUpUser(cloud());
    const startOfLogs = await logSizes();
    const targets = routes.filter(
      (route) => !endsSession(route) && route.path !== "/exports" && !route.path.startsWith("/reports"),
    );
    const inputs = fc.sample(hostileText, { numRuns: INPUTS, seed: 5 }).entries();
    const lane = async () => {
      for (const [number, input] of inputs) {
        // Every other one is sent as it is: at the end of a number, the mark would make it none.
        const text = number % 8 < 4 ? input : `${input}${MARK}`;
        const route = targets[number % targets.length] as Route;
        const answer = await attack(user, route, text, number);
        const what = `${route.method} ${route.path} with ${JSON.stringify(text.slice(0, 60))}`;
        expect(answer.status, what).to.be.below(500);
        expectNoSecret(answer.text, user, what);
        expect(() => JSON.parse(answer.text || "null"), what).not.to.throw();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));

    const lines = await logLinesSince(startOfLogs);
    expect(lines.length).to.be.at.least(INPUTS / 2);
    for (const line of lines) {
      expect(Object.prototype.toString.call(JSON.parse(line)), line).to.equal("[object Object]");
      expectNoSecret(line, user, line);
      for (const own of [user.email, MARK]) expect(line).not.to.include(own);
    }
    console.log(`        ${lines.length} lines`);
  });

  it("is in no log where it is stored, mailed and worked on either, nor is an address", async () => {
    const user = await signUpUser(cloud());
    const startOfLogs = await logSizes();
    const today = new Date().toISOString().slice(0, 10);
    const expense = { description: MARK, category: MARK, notes: MARK, amount: 900, currency: "EUR" };
    const schedule = { every: 1, unit: "days", start: today };
    const budget = { name: MARK, amount: "1", currency: "EUR", period: "month" };
    const requests: [method: string, path: string, body?: object][] = [
      ["POST", "/alerts/subscription"],
      ["POST", "/expenses", expense],
      ["POST", "/logexpense", { description: MARK, amount: 1 }],
      ["POST", "/recurring", { ...expense, schedule }],
      ["PUT", `/budgets/${newExpenseId(new Date())}`, budget],
      ["POST", "/ledgers", { name: MARK, colour: "#3366cc" }],
      ["POST", "/receipts", announcementOf(jpeg(), { fileName: `${MARK}.jpg` })],
      ["POST", "/exports"],
      ["POST", `/reports/${today.slice(0, 7)}`],
      ["POST", "/signup", { email: user.email }],
      ["POST", "/passwordReset", { email: user.email }],
      ["PUT", "/account/email", { email: `${MARK}@example.com` }],
    ];
    for (const [method, path, body] of requests) {
      const { status, body: answer } = await user.api(method, path, { body, headers: { "If-Match": '"0"' } });
      expect(status, `${path}: ${JSON.stringify(answer)}`).to.be.within(200, 204);
    }
    await settled(cloud());
    for (const name of ["postRecurring", "evaluateBudgets", "sweepAlerts"]) {
      expect((await runFunction(cloud(), name)).error, name).to.equal(undefined);
    }
    await settled(cloud());
    const lines = await logLinesSince(startOfLogs);
    expect(lines.length).to.be.at.least(requests.length);
    for (const line of lines) for (const own of [user.email, MARK]) expect(line).not.to.include(own);
  });

  /** Puts the text wherever a route takes any. */
  async function attack(user: TestUser, route: Route, text: string, number: number) {
    const encoded = encodeURIComponent(text.toWellFormed());
    const path = route.path.replace(/\{\w+\}/g, encoded || "x");
    const query = number % 3 === 0 ? `?q=${encoded}&month=${encoded}&cursor=${encoded}` : "";
    const printable = text.replace(/[^\x21-\x7e]/g, "");
    const response = await fetch(`${cloud().output("apiUrl")}${path}${query}`, {
      method: route.method,
      headers: {
        Authorization: user.idToken,
        "Content-Type": number % 2 === 0 ? "application/json" : "application/vnd.example+json",
        "Idempotency-Key": printable,
        "If-Match": printable,
        "User-Agent": printable,
      },
      ...(bodySchema(route) !== undefined && { body: bodyOf(text, number) }),
    });
    return { status: response.status, text: await response.text() };
  }

  const logOf = (name: string) => join(cloud().dataDir, "logs", `${name}.log`);
  const functionNames = () => [...cloud().lambda.all()].map(({ name }) => name);

  async function logSizes(): Promise<Map<string, number>> {
    const sizes = await Promise.all(
      functionNames().map(async (name) => [name, (await stat(logOf(name))).size] as const),
    );
    return new Map(sizes);
  }

  async function logLinesSince(sizes: Map<string, number>): Promise<string[]> {
    const lines: string[] = [];
    for (const [name, from] of sizes) {
      const file = await open(logOf(name));
      for await (const line of file.readLines({ start: from })) lines.push(line);
    }
    return lines;
  }
});

function bodyOf(text: string, number: number): string {
  if (number % 4 === 0) return text;
  if (number % 4 === 1) return JSON.stringify({ [text]: text });
  return JSON.stringify({
    description: text,
    amount: number % 4 === 2 ? 1 : text,
    category: text,
    currency: text,
  });
}

function expectNoSecret(text: string, { idToken, accessToken, password }: TestUser, what: string): void {
  for (const secret of [idToken, accessToken, password]) expect(text.includes(secret), what).to.equal(false);
  expect(text, what).not.to.match(STACK);
}
