import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { stringify } from "csv-stringify/sync";
import type { ExpenseItem } from "../domain/expenses/model";
import { startCloud } from "../local/cloud";
import { signUpUser, type TestUser } from "../test/helpers/api";
import { clientOf, databaseOf, type TestCloud } from "../test/helpers/cloud";
import { mysqlOf, putItems, runFunction, runMachine } from "../test/helpers/jobs";
import { MONTH, madeUp } from "./expenses";
import { interleave, type Result, type Run, ratioOf, spreadOf, timed } from "./harness";
import { EVENT } from "./logExpense";

/** Expenses in the table, a twelfth of which are in the month of the report. */
const ROWS = 20_000;
const MONTHS = 12;
/** Each takes seconds. */
const TURNS = 5;
/** Expenses logged in a turn; the turn's figure is their median. */
const LOGGED = 50;

/**
 * Goals 7b and 9d, and 5c, which has no limit: the backup, the report and logging compared with the product's three original
 * functions, on the same local engines. Those scan the table, upsert row by row, write the CSV library's output, and put one item.
 */
export async function firstSystem({ say }: Run): Promise<Result[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  const running = await startCloud({ dataDir, config: { backup: "true" }, executions: { waitMs: 0 } });
  const cloud = { ...running, dataDir, output: (name: string) => String(running.outputs[name]?.value) };
  try {
    return await against(cloud, say);
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function against(cloud: TestCloud, say: Run["say"]): Promise<Result[]> {
  const user = await signUpUser(cloud);
  // The first request creates the ledger.
  await user.api("POST", "/expenses", { body: { description: "First", amount: 1, date: `${MONTH}-01` } });
  say(`Storing ${ROWS} expenses`);
  await putItems(cloud, yearOf(user));
  const first = await firstFunctions(cloud);
  try {
    say(`Making a report and backing ${ROWS} expenses up, as now and as at first`);
    const reports = await interleave(TURNS, {
      now: () => timed(() => report(cloud, user)),
      first: () => timed(first.report),
    });
    const backups = await interleave(TURNS, {
      now: first.intoEmpty(() => backUp(cloud)),
      first: first.intoEmpty(first.backup),
    });
    say("Logging expenses, as now and as at first");
    // After the backups, which expect the expenses that are stored above.
    const logged = await interleave(TURNS, {
      now: () => medianOf(() => log(cloud, user)),
      first: () => medianOf(first.log),
    });
    return [
      {
        ...{ goal: "5c", what: "logging an expense, times as long as the first system's", kind: "time" },
        ...{ unit: "×", figure: ratioOf(logged.now, logged.first) },
        details: {
          nowMs: spreadOf(logged.now).median.toFixed(2),
          firstMs: spreadOf(logged.first).median.toFixed(2),
        },
      },
      {
        ...{ goal: "7b", what: "full backup, times as fast as the first system's", kind: "time", unit: "×" },
        ...{ figure: ratioOf(backups.first, backups.now), limit: { atLeast: 5 }, details: { rows: ROWS } },
      },
      {
        ...{ goal: "9d", what: "report, times as fast as the first system's", kind: "time", unit: "×" },
        ...{ figure: ratioOf(reports.first, reports.now), limit: { atLeast: 2 }, details: { rows: ROWS } },
      },
    ];
  } finally {
    first.close();
  }
}

/** Expenses of a user over a year. */
function yearOf({ ledgerId }: TestUser): ExpenseItem[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const item = madeUp(ledgerId, index, ROWS);
    const [month, day] = [(index % MONTHS) + 1, (index % 28) + 1].map((part) =>
      String(part).padStart(2, "0"),
    );
    return { ...item, date: `${MONTH.slice(0, 4)}-${month}-${day}` };
  });
}

async function medianOf(work: () => Promise<void>): Promise<number> {
  const samples: number[] = [];
  for (let call = 0; call < LOGGED; call++) samples.push(await timed(work));
  return spreadOf(samples).median;
}

async function log(cloud: TestCloud, { ledgerId: sub, email }: TestUser): Promise<void> {
  const claims = { sub, "cognito:username": email };
  const requestContext = { ...EVENT.requestContext, authorizer: { claims } };
  const { result, error } = await runFunction(cloud, "logExpense", { ...EVENT, requestContext });
  // A refusal would be faster.
  if (result?.statusCode !== 201)
    throw new Error(error?.errorMessage ?? `It answered ${result?.statusCode}.`);
}

async function report(cloud: TestCloud, { ledgerId }: TestUser): Promise<void> {
  const { error } = await runFunction(cloud, "generateReport", { month: MONTH, ledgerId });
  if (error) throw new Error(error.errorMessage);
}

async function backUp(cloud: TestCloud): Promise<void> {
  const { status } = await runMachine(cloud, "backupMachineArn", { mode: "full" });
  if (status !== "SUCCEEDED") throw new Error(`The backup ended as ${status}.`);
}

const COLUMNS = ["expenseId", "amount", "date", "description", "category"] as const;

/** The work of the original functions, as in typical examples of serverless code. */
async function firstFunctions(cloud: TestCloud) {
  const client = databaseOf(cloud);
  const s3 = new S3Client(clientOf(cloud));
  const mysql = await mysqlOf(cloud);
  await mysql.query(
    "CREATE TABLE first_expenses (expense_id VARCHAR(36) PRIMARY KEY, amount DECIMAL(12,2), date DATE, description TEXT, category VARCHAR(255))",
  );
  const scanned = async (filter = {}) => {
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: "Expenses", ...filter })) {
      items.push(...Items);
    }
    return items;
  };
  return {
    async log() {
      const { description, amount, category } = JSON.parse(EVENT.body);
      const expense = { expenseId: randomUUID(), amount: Number(amount), description, category };
      const Item = { ...expense, date: new Date().toISOString().slice(0, 10) };
      await client.send(new PutCommand({ TableName: "Expenses", Item }));
    },
    async report() {
      const items = await scanned({
        FilterExpression: "begins_with(#date, :month)",
        ExpressionAttributeNames: { "#date": "date" },
        ExpressionAttributeValues: { ":month": MONTH },
      });
      const Body = stringify(items, { header: true, columns: [...COLUMNS] });
      await s3.send(
        new PutObjectCommand({ Bucket: cloud.output("reportsBucketName"), Key: "first-report.csv", Body }),
      );
    },
    async backup() {
      for (const item of await scanned()) {
        const values = COLUMNS.map((column) => item[column]);
        await mysql.query(
          "INSERT INTO first_expenses VALUES (?) ON DUPLICATE KEY UPDATE amount = VALUES(amount), date = VALUES(date), description = VALUES(description), category = VALUES(category)",
          [values],
        );
      }
    },
    /** Measures a backup into empty tables. */
    intoEmpty: (work: () => Promise<void>) => async () => {
      await mysql.query(
        "TRUNCATE expenses; TRUNCATE first_expenses; TRUNCATE backup_runs; TRUNCATE backup_segments",
      );
      const milliseconds = await timed(work);
      const [counted] = await mysql.query(
        "SELECT (SELECT COUNT(*) FROM expenses) + (SELECT COUNT(*) FROM first_expenses) AS count",
      );
      // And the one that created the ledger.
      if (counted?.count !== ROWS + 1) throw new Error(`${counted?.count} of ${ROWS + 1} rows were stored.`);
      return milliseconds;
    },
    close: () => mysql.close(),
  };
}
