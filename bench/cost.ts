import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUOTAS } from "../domain/quotas/quotaKinds";
import { COST_PER_PAGE } from "../domain/receipts/cost";
import { HISTORY_CHANGES } from "../domain/values/limits";
import { ROOT } from "./handlers";
import type { Operations } from "./operations";
import { PRICES, PRICES_DATE } from "./prices";
import { countMetrics, recordedWatched } from "./watched";

/** Assumed usage. None of these values is measured; change them here. */
const USAGE = {
  /** Expenses that a user logs per month. */
  expensesPerUser: 30,
  /** Lists of a month and summaries that are viewed per logged expense. */
  listsPerExpense: 2,
  /** Share of expenses above the threshold. */
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
} as const;

/** Terms of a bill, by name. */
type Bill = Readonly<Record<string, number>>;

/** The bill of a month with a number of logged expenses, in US dollars. */
function monthlyBill(expenses: number, counts: Operations): Bill {
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
    // Every index holds the whole expense.
    "DynamoDB: storage and recovery": stored * counts.logWriteUnits * USAGE.expenseGb * PRICES.tableStorage,
    "S3: reports": users * PRICES.s3Put + stored * USAGE.reportRowGb * PRICES.s3Storage,
    // One to the user, and one to the operators, if there are any.
    "SNS: alerts": alerts * (2 * (PRICES.snsPublish + PRICES.kmsRequest) + PRICES.snsEmail),
    "CloudWatch and X-Ray: logs and traces":
      requests * (USAGE.requestLogGb * PRICES.logIngestion + USAGE.traced * PRICES.xrayTrace),
    "CloudWatch and KMS: alarms, metrics, dashboard, key":
      recordedWatched().alarms.all * PRICES.alarm +
      countMetrics().all * PRICES.metric +
      PRICES.dashboard +
      PRICES.kmsKey,
    "Step Functions: backup, reports": 30 * 10 * PRICES.transition,
    "RDS: instance and storage":
      PRICES.database + Math.max(20, stored * USAGE.expenseGb) * PRICES.databaseStorage,
  };
}

/** Requests of an open page. */
const LOOKS_PER_HOUR = 120;

/** The user and the ledger, consistently, and the changes: none. */
const READ_UNITS_PER_LOOK = 2.5;

/** US dollars per hour in which a page is open and nothing changes. */
function hourOfLooks(): number {
  const logged = USAGE.requestLogGb * PRICES.logIngestion + USAGE.traced * PRICES.xrayTrace;
  const run = PRICES.lambdaRequest + USAGE.requestGbSeconds * PRICES.lambdaGbSecond;
  return LOOKS_PER_HOUR * (PRICES.apiRequest + run + READ_UNITS_PER_LOOK * PRICES.readUnit + logged);
}

/** Recommended change when a term is the largest, by the name of the term. */
const ADVICE: Readonly<Record<string, string>> = {
  "Cognito: active users":
    "Put the user pool on the Lite plan, which has volume prices, or sign users in through your own identity provider.",
  "API Gateway: requests":
    "An HTTP API costs less than a third per request. It has no request validation, which the handlers repeat anyway, and no web ACL.",
  "DynamoDB: reads":
    "List less often: let the page keep the month that it has, and request only what changed since.",
  "DynamoDB: storage and recovery":
    "Exclude large attributes from the indexes, or archive years that nobody opens.",
  "CloudWatch and X-Ray: logs and traces": "Sample the access log, and lower the X-Ray sampling rate.",
  "RDS: instance and storage": "Set `backup: false` and rely on DynamoDB's point-in-time recovery.",
};

const VOLUMES = [1_000, 1_000_000, 100_000_000];

/** Writes docs/cost.md. */
export function writeCost(counts: Operations): void {
  writeFileSync(join(ROOT, "docs", "cost.md"), costPage(counts));
}

/** The page about costs. */
export function costPage(counts: Operations): string {
  const bills = VOLUMES.map((expenses) => monthlyBill(expenses, counts));
  const sections = [
    INTRODUCTION,
    requestsSection(counts),
    indexesSection(),
    receiptsSection(),
    monthlySection(bills),
    largestSection(bills),
    formulaSection(),
  ];
  return `${sections.join("\n\n")}\n`;
}

const INTRODUCTION = `# What it costs

Generated by \`npm run bench\` and \`npm run docs:costs\` from the requests that were counted between the deployed code and the local engines
(\`bench/results.json\`) and the prices below. Do not edit it. Prices are on-demand list prices of us-east-1 as of ${PRICES_DATE}, in
US dollars, without the free tier except Cognito's. Check them before you rely on them.`;

function requestsSection(counts: Operations): string {
  return `## Requests per operation

| operation | counted |
|---|---|
| log an expense | 1 API request, 1 invocation, ${counts.logRequests} DynamoDB requests, ${counts.logWriteUnits} write units (the table and the indexes that it is in); one above the threshold also those of \`byPendingAlert\`, and those of recording that its email was sent |
| list a month of 100 expenses | 1 API request, 1 invocation, ${number(counts.listReadUnits)} read units, regardless of the table's size |
| one row of a monthly report | ${number(counts.reportReadUnits)} read units; one S3 request per report |
| back up one change | ${number(counts.backupReadUnits)} read units and one row in MySQL, regardless of the table's size |

The sums of months (\`GET /summary\`, \`GET /expenses?sums=true\`, \`GET /trends\`, \`GET /suggestions\`, \`GET /insights\`, \`GET /admin/totals\`) are kept in an item of a few KB for each month. A request reads those that it
needs, what changed since they were made, and the expenses of the days that changed, regardless of the ledger's size
(\`npm run bench -- digests\`). The first one after a change stores the month again, for twice the item's size in write units: the table and its index.

A visible page asks for what changed every half a minute, and when its user goes to another screen: at least ${LOOKS_PER_HOUR} requests an hour, each with ${READ_UNITS_PER_LOOK} read units and one for
each expense that changed since the last one. It also reads the keys of all that changed in the last 70 minutes, 0.5 read units per 25 or so, because an index may show
a change late. An expense is read whole, with its history, consistently: one of 32 KB costs 8 read units instead of one, once for each page that is told of it. A page is told everything
of the last 70 minutes once when it opens, and told again at times what shares a group with a change (\`domain/expenses/knownChanges.ts\`). A page of the former release, and a caller who does not
pass on \`known\`, pays for all of that with each request. All this is $${hourOfLooks().toFixed(4)} an hour in which nothing changed. A page in the background asks nothing.

Assumed usage (\`USAGE\` in \`bench/cost.ts\`): ${USAGE.expensesPerUser} expenses per user and month,
${USAGE.listsPerExpense} lists per expense, ${USAGE.alerts * 100} % above the threshold, ${USAGE.months} months kept, an expense of
${USAGE.expenseGb * 1e9} bytes, and ${USAGE.requestGbSeconds * 1000} MB-seconds and ${USAGE.requestLogGb * 1e9} bytes of logs per request.`;
}

function indexesSection(): string {
  return `## Indexes of \`Expenses\`

Each write of an expense is charged once for the table and once for each index that the expense is in, by the size of what the index
holds. A change of an index's sort key is charged twice there: the old entry goes, the new one comes.

| index | holds | a create costs | a change costs | serves |
|---|---|--:|--:|---|
| \`ledgerLists\` | all but the history and what only the table needs | 1 write unit per KB | as much; twice if the day changes | lists, sums, reports, the trash |
| \`byChange\` | everything, with the history | 1 write unit per KB | twice as much | the backup and the budgets, which read what changed and nothing else |
| \`ledgerChanges\` | keys | 1 write unit | 2 write units | the page's refresh, the activity, erasing |
| \`byPendingAlert\` | everything, while an alert is to be sent | none, or 1 write unit per KB | as much | the sweep of unsent alerts |

The history of an expense is in its item, so that a change and its record are one write. A list would read it with every expense: a month of
100 expenses with ${HISTORY_CHANGES} changes each would cost many times as much. So the list index names the attributes that lists
show, and the history is not among them (\`test/domain/expenses/history.test.ts\`): a list reads as much with histories as without. What pays for
the history is a change: one of an item that has grown to 3 KB costs 3 write units in the table and 6 in \`byChange\`. A history has at most ${HISTORY_CHANGES} changes
and 32 KB.

\`Ledgers\` has two indexes: \`byKind\`, everything by kind of item, and \`byDue\`, the keys of what a job has to look at by the time
from which it has to: recurring rules and budgets. A rule or a budget costs one write unit more there, or two when its time changes;
everything else is not in it. What is not due costs nothing to pass by.

The budgets of a ledger are one item of about a KB. \`evaluateBudgets\` runs 8,640 times a month. A run reads a few items, the changes of
the last 70 minutes, 0.5 read units per 4 KB, and of each ledger that changed its budgets, its profile and the sums of the months that
the running periods have days in; a ledger is evaluated about four times after a change, in case an index shows it late. It costs what changed, however
many ledgers there are (\`npm run bench -- budgets\`). An alert costs two writes of the item, one more per member, and the reading of the
period's expenses.

A monthly letter reads the sums of 37 months, at least 0.5 read units each, and costs a write and a mail. Users who want none cost what
their settings take to read in \`byKind\`, once a month. With \`insightsModel\`, a letter of a user who agreed is one call of the model: about 350 tokens in and 250 out, 600 at
most. At Nova Lite's $0.06 and $0.24 per million that is $0.0001 a letter; at $1 and $5, as small models of others cost, $0.0016.

While a stack is upgraded with \`formerListIndex\`, the list index of the release before (\`byLedger\`, everything) stands beside the new
one, and a create costs 5 write units instead of 4.`;
}

function receiptsSection(): string {
  return `## Receipts

Textract charges $${COST_PER_PAGE.amount} for each page of a receipt that is read, and the form says so before a file is
sent. The quota \`receiptPages\` bounds it: ${QUOTAS.receiptPages.perUser} pages a user and ${QUOTAS.receiptPages.perStack} all users together are at most
${dollars(QUOTAS.receiptPages.perStack * Number(COST_PER_PAGE.amount))} a month. Besides, a receipt costs about six requests of Lambda and SQS, eight write units, and the storage of its file.`;
}

function monthlySection(bills: readonly Bill[]): string {
  const terms = Object.keys(bills[0] ?? {});
  return `## Monthly cost

| | ${VOLUMES.map((volume) => `${volume.toLocaleString("en")} expenses`).join(" | ")} |
|---|${VOLUMES.map(() => "--:").join("|")}|
${terms.map((term) => `| ${term} | ${bills.map((bill) => dollars(bill[term] ?? 0)).join(" | ")} |`).join("\n")}
| **total** | ${bills.map((bill) => `**${dollars(totalOf(bill))}**`).join(" | ")} |`;
}

function largestSection(bills: readonly Bill[]): string {
  return `## Largest item and how to reduce it

${bills.map((bill, index) => `- **${VOLUMES[index]?.toLocaleString("en")} expenses a month:** ${dominating(bill)}`).join("\n")}

The table assumes a db.t4g.micro throughout. A backup of 100,000,000 expenses a month needs a larger instance
(\`components/backupDatabase.ts\`).`;
}

function formulaSection(): string {
  return `## The formula

For \`n\` expenses a month, \`u = n / ${USAGE.expensesPerUser}\` users, \`l = ${USAGE.listsPerExpense} n\` lists, \`r = n + l\` requests
and \`s = ${USAGE.months} n\` stored expenses: \`monthlyBill\` in \`bench/cost.ts\`, with these prices:

| price | US dollars |
|---|--:|
${Object.entries(PRICES)
  .map(([name, price]) => `| \`${name}\` | ${price} |`)
  .join("\n")}`;
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
