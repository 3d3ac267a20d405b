import { mock } from "node:test";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyResult } from "aws-lambda";
import type { StoredBudget } from "../domain/budgets/model";
import { BUDGETS, PROFILE, USER_SETTINGS } from "../domain/ledgers/ledgerKeys";
import { RuleRepository } from "../domain/recurring/ruleRepository";
import { newRule } from "../domain/recurring/rules";
import { addMonths } from "../domain/values/day";
import { deployedText, writeModule } from "./handlers";
import { CONTEXT, CREDENTIALS, withoutStdout } from "./logExpense";
import { LARGE_LEDGER } from "./tables";
import type { Wire } from "./wire";

/** Deployed handlers of a ledger, by their routes. Each call is one request at an instant. */
interface InsightRoutes {
  insights(now: Date): Promise<void>;
  summary(now: Date): Promise<void>;
}

/** Rules and budgets of the ledger: more than a household has. */
const RULES = 20;
const BUDGET_COUNT = 10;

/**
 * Loads the handlers of `GET /insights` and `GET /summary` with the rules, budgets and settings that they read besides
 * expenses.
 * @param today In the zone of the ledger.
 */
export async function insightRoutes(wire: Wire, today: string): Promise<InsightRoutes> {
  await fillBeside(wire, today);
  Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: wire.url });
  return {
    insights: await routeOf("getInsights", "/insights"),
    summary: await routeOf("getSummary", "/summary"),
  };
}

async function routeOf(name: string, resource: string): Promise<(now: Date) => Promise<void>> {
  const file = writeModule(`${name}.deployed`, await deployedText(name));
  // Its client keeps the address of the table that it was made for.
  delete require.cache[require.resolve(file)];
  const { handler } = require(file);
  const claims = { sub: LARGE_LEDGER, "cognito:username": "bench" };
  const event = {
    ...{ httpMethod: "GET", resource, headers: {}, queryStringParameters: null, body: null },
    requestContext: { path: `/prod${resource}`, authorizer: { claims } },
  };
  return (now) =>
    at(now, async () => {
      const { statusCode, body }: APIGatewayProxyResult = await withoutStdout(() => handler(event, CONTEXT));
      if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}: ${body}`);
    });
}

/** Does work while the clock stands at an instant: the expenses are of one month, whenever the benchmark runs. */
async function at(now: Date, work: () => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ["Date"], now });
  try {
    await work();
  } finally {
    mock.timers.reset();
  }
}

/** Puts the rules, the budgets and the settings: repeating it changes nothing. */
async function fillBeside({ db }: Wire, today: string): Promise<void> {
  const rules = new RuleRepository(db, "Ledgers");
  const author = { userId: LARGE_LEDGER, now: new Date(`${today}T00:00:00Z`), today };
  for (let index = 0; index < RULES; index += 1) {
    const content = { description: `Rent ${index}`, category: "Other", amount: 90_000, currency: "USD" };
    const schedule = { every: 1, unit: "months" as const, start: today };
    const id = `0123456789ABCDEFGHJKMNPQ${String(index).padStart(2, "0")}`;
    await rules.create(newRule({ content, schedule, mode: "post" }, id, LARGE_LEDGER, author), "UTC");
  }
  // They carry over from before the months that insights read anyway.
  const terms = { amount: 90_000, currency: "USD", unit: "month", startsOn: 1, rollover: "rest" } as const;
  const own = { from: `${addMonths(today.slice(0, 7), -40)}-01`, thresholds: [80, 100], ...terms };
  const budgets = Array.from({ length: BUDGET_COUNT }, (_, index): [string, StoredBudget] => [
    `budget-${index}`,
    { name: `Food ${index}`, version: 1, terms: [{ ...own, categories: ["Food"] }] },
  ]);
  const items = [
    // The first expense or rule of a ledger creates it; without one, each request would look for the settings of old ones.
    { sk: PROFILE, version: 1, settings: {}, createdAt: author.now.toISOString() },
    { sk: BUDGETS, version: 1, budgets: Object.fromEntries(budgets) },
    { sk: USER_SETTINGS, version: 1, settings: { quietInsights: [{ key: "pace:2026-08" }] } },
  ];
  const puts = items.map((item) => ({ PutRequest: { Item: { ledgerId: LARGE_LEDGER, ...item } } }));
  await db.send(new BatchWriteCommand({ RequestItems: { Ledgers: puts } }));
}
