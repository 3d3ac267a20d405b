import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { signUpUser, type TestUser } from "../helpers/api";
import { bodySchema, endsSession, type Route, routes } from "../helpers/routes";
import { hostileText } from "../helpers/schemaArbitrary";
import { useCloud } from "../helpers/useCloud";

const INPUTS = process.env.FULL ? 10_000 : 150;
const LANES = 8;

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
      for (const [number, text] of inputs) {
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
    }
    console.log(`        ${lines.length} lines`);
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
