import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./handlers";
import type { Operations } from "./operations";
import { PRICES, PRICES_DATE } from "./prices";

/** Assumed usage. None of these values is measured; change them here. */
const USAGE = {
  /** Expenses that a user logs in a month. */
  expensesPerUser: 30,
  /** Lists of a month and summaries that are looked at for each expense that is logged. */
  listsPerExpense: 2,
  /** Share of expenses that are above the threshold. */
  alerts: 0.01,
  /** Months of expenses that are kept. */
  months: 12,
  /** An expense in DynamoDB, in MySQL and in a report, in GB. */
  expenseGb: 0.6e-6,
  reportRowGb: 0.2e-6,
  /** Log lines of one request: the gateway's and the function's, in GB. */
  requestLogGb: 1.2e-6,
  /** GB-seconds of a request on a warm function with 512 MB, which mostly waits for DynamoDB. */
  requestGbSeconds: 0.5 * 0.025,
  /** X-Ray traces the first request of each second and 5 % of the others. */
  traced: 0.05,
  alarms: 40,
} as const;

/** Terms of a bill, by name. */
export type Bill = Readonly<Record<string, number>>;

/** The bill of a month in which so many expenses are logged, in US dollars. */
export function monthlyBill(expenses: number, counts: Operations): Bill {
  const users = expenses / USAGE.expensesPerUser;
  const lists = expenses * USAGE.listsPerExpense;
  const requests = expenses + lists;
  const stored = expenses * USAGE.months;
  const reads = lists * counts.listReadUnits + expenses * (counts.reportReadUnits + counts.backupReadUnits);
  const alerts = expenses * USAGE.alerts;
  return {
    "Cognito: active users": Math.max(0, users - PRICES.activeUsersFree) * PRICES.activeUser,
    "API Gateway: requests": requests * PRICES.apiRequest,
    "Lambda: requests and GB-seconds":
      requests * (PRICES.lambdaRequest + USAGE.requestGbSeconds * PRICES.lambdaGbSecond),
    "DynamoDB: writes": expenses * counts.logWriteUnits * PRICES.writeUnit,
    "DynamoDB: reads": reads * PRICES.readUnit,
    // Each index that an expense is in holds the whole of it.
    "DynamoDB: storage and recovery": stored * counts.logWriteUnits * USAGE.expenseGb * PRICES.tableStorage,
    "S3: reports": users * PRICES.s3Put + stored * USAGE.reportRowGb * PRICES.s3Storage,
    "SNS: alerts": alerts * (PRICES.snsPublish + PRICES.snsEmail + PRICES.kmsRequest),
    "CloudWatch and X-Ray: logs and traces":
      requests * (USAGE.requestLogGb * PRICES.logIngestion + USAGE.traced * PRICES.xrayTrace),
    "CloudWatch and KMS: alarms, dashboard, key":
      USAGE.alarms * PRICES.alarm + PRICES.dashboard + PRICES.kmsKey,
    "Step Functions: backup, reports": 30 * 10 * PRICES.transition,
    "RDS: instance and storage":
      PRICES.database + Math.max(20, stored * USAGE.expenseGb) * PRICES.databaseStorage,
  };
}

/** Recommended change when a term is the largest, by the name of the term. */
const ADVICE: Readonly<Record<string, string>> = {
  "Cognito: active users":
    "Put the user pool on the Lite plan, which has volume prices, or sign users in by an identity provider of your own.",
  "API Gateway: requests":
    "An HTTP API costs under a third a request; it has no request validation and no web ACL, which the handlers' own checks replace.",
  "DynamoDB: reads": "Fewer lists: let the page keep the month it has, and ask for what changed since.",
  "DynamoDB: storage and recovery":
    "Leave large attributes out of the indexes, or archive years that nobody opens.",
  "CloudWatch and X-Ray: logs and traces": "Sample the access log, and trace less.",
  "RDS: instance and storage": "Set `backup: false` and rely on DynamoDB's point-in-time recovery.",
};

const VOLUMES = [1_000, 1_000_000, 100_000_000];

/** Writes docs/cost.md. */
export function writeCost(counts: Operations): void {
  writeFileSync(join(ROOT, "docs", "cost.md"), costPage(counts));
}

/** The page about costs, from what was counted. */
export function costPage(counts: Operations): string {
  const bills = VOLUMES.map((expenses) => monthlyBill(expenses, counts));
  const terms = Object.keys(bills[0] ?? {});
  return `# What it costs

Made by \`npm run bench\` from what was counted between the deployed code and the local engines (\`bench/results.json\`) and
the prices below; do not edit it. List prices of us-east-1 as of ${PRICES_DATE}, in US dollars, on demand and without the free
tier except Cognito's. Check them before you rely on them.

## What one operation takes

| operation | counted |
|---|---|
| log an expense | 1 API request, 1 invocation, ${counts.logRequests} DynamoDB request, ${counts.logWriteUnits} write units (the table and the indexes that it is in) |
| list a month of 100 expenses | 1 API request, 1 invocation, ${number(counts.listReadUnits)} read units, however large the table |
| one row of a monthly report | ${number(counts.reportReadUnits)} read units; one S3 request a report |
| back up one change | ${number(counts.backupReadUnits)} read units and one row in MySQL, however large the table |

What is assumed of people (\`USAGE\` in \`bench/cost.ts\`): ${USAGE.expensesPerUser} expenses per user and month,
${USAGE.listsPerExpense} lists per expense, ${USAGE.alerts * 100} % above the threshold, ${USAGE.months} months kept, an expense of
${USAGE.expenseGb * 1e9} bytes, and ${USAGE.requestGbSeconds * 1000} MB-seconds and ${USAGE.requestLogGb * 1e9} bytes of logs a request.

## What a month costs

| | ${VOLUMES.map((volume) => `${volume.toLocaleString("en")} expenses`).join(" | ")} |
|---|${VOLUMES.map(() => "--:").join("|")}|
${terms.map((term) => `| ${term} | ${bills.map((bill) => dollars(bill[term] ?? 0)).join(" | ")} |`).join("\n")}
| **total** | ${bills.map((bill) => `**${dollars(totalOf(bill))}**`).join(" | ")} |

## What dominates, and what to change

${bills.map((bill, index) => `- **${VOLUMES[index]?.toLocaleString("en")} expenses a month:** ${dominating(bill)}`).join("\n")}

The database stays a db.t4g.micro in this table; the backup of 100,000,000 expenses a month wants a larger one
(\`components/backupDatabase.ts\`), or none.

## The formula

For \`n\` expenses a month, \`u = n / ${USAGE.expensesPerUser}\` users, \`l = ${USAGE.listsPerExpense} n\` lists, \`r = n + l\` requests
and \`s = ${USAGE.months} n\` stored expenses: \`monthlyBill\` in \`bench/cost.ts\`, with these prices:

| price | US dollars |
|---|--:|
${Object.entries(PRICES)
  .map(([name, price]) => `| \`${name}\` | ${price} |`)
  .join("\n")}
`;
}

function totalOf(bill: Bill): number {
  return Object.values(bill).reduce((total, term) => total + term, 0);
}

function dominating(bill: Bill): string {
  const [[term = "", amount = 0] = []] = Object.entries(bill).sort(([, a], [, b]) => b - a);
  const share = Math.round((100 * amount) / totalOf(bill));
  return `${term} (${share} %). ${ADVICE[term] ?? ""}`.trim();
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}
