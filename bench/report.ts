import { S3Client } from "@aws-sdk/client-s3";
import { stringify } from "csv-stringify/sync";
import { upload } from "../domain/aws/s3";
import { ExpenseRepository } from "../domain/expenses/expenseRepository";
import { fieldList } from "../domain/expenses/fields";
import { LedgerChanges } from "../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../domain/expenses/model";
import { WholeLists } from "../domain/expenses/wholeLists";
import { csvPages } from "../domain/reports/reportCsv";
import { REPORT_COLUMNS } from "../domain/reports/reportLines";
import { ReportMaker } from "../domain/reports/reportMaker";
import { inPages, MONTH, madeUpExpenses } from "./expenses";
import { deployedText, writeModule } from "./handlers";
import {
  exactly,
  freshProcess,
  interleave,
  type Result,
  type Run,
  ratioOf,
  spreadOf,
  timed,
} from "./harness";
import { type Stub, startStub } from "./stub";
import { LARGE_LEDGER, withTable } from "./tables";

const CREDENTIALS = { accessKeyId: "bench", secretAccessKey: "bench" };
const ROWS = 100_000;
const MANY_ROWS = 1_000_000;
/** Each takes seconds. */
const TURNS = 9;

/** Goal 9: that a report reads only what it writes, is as fast as its CSV library, and does not grow in memory. */
export async function report(run: Run): Promise<Result[]> {
  const stub = await startStub();
  try {
    const counted = await itemsRead(run, stub);
    return run.quick ? [counted] : [counted, await speed(run, stub), await memory(run, stub)];
  } finally {
    stub.stop();
  }
}

async function itemsRead(run: Run, stub: Stub): Promise<Result> {
  let rows = 0;
  const counts = await withTable(10_000, run, (wire) => {
    run.say("Making a report of 10,000 expenses");
    const expenses = new ExpenseRepository(wire.db, "Expenses");
    const lists = new WholeLists(expenses, new LedgerChanges(wire.db, "Expenses"));
    const maker = new ReportMaker(lists, s3Client(stub), "reports", {
      guard: (_ledgerId, chunks) => chunks,
    });
    return wire.counting(async () => {
      rows = (await maker.make(LARGE_LEDGER, MONTH)).expenses ?? 0;
    });
  });
  return {
    goal: "9",
    what: "items read for each row of a report",
    kind: "count",
    figure: exactly(counts.itemsRead / rows),
    unit: "×",
    limit: { atMost: 1.01 },
    details: { rows, readUnits: counts.readUnits, ...counts.requests },
  };
}

function s3Client({ url }: Stub): S3Client {
  return new S3Client({ endpoint: url, region: "us-east-1", credentials: CREDENTIALS });
}

async function speed({ say }: Run, stub: Stub): Promise<Result> {
  say(`Writing reports of ${ROWS} rows`);
  const items = [...madeUpExpenses("ledger", ROWS)];
  const s3 = s3Client(stub);
  const rows: ReturnType<typeof columnsOf>[][] = [];
  for await (const page of inPages(items)) rows.push(page.map(columnsOf));
  const milliseconds = await interleave(TURNS, {
    report: () =>
      timed(() =>
        upload(s3, {
          bucket: "reports",
          key: "k",
          contentType: "text/csv",
          chunks: csvPages(inPages(items)),
        }),
      ),
    csv: () =>
      timed(() => {
        for (const page of rows) stringify(page);
      }),
  });
  return {
    goal: "9b",
    what: "report in rows per second, formatted, guarded and uploaded, against csv-stringify alone",
    kind: "time",
    // The ratio of speeds is the inverse ratio of times.
    figure: ratioOf(milliseconds.csv, milliseconds.report),
    unit: "×",
    limit: { atLeast: 0.8 },
    details: {
      rows: ROWS,
      reportRowsPerSecond: (1000 * ROWS) / spreadOf(milliseconds.report).median,
      csvRowsPerSecond: (1000 * ROWS) / spreadOf(milliseconds.csv).median,
    },
  };
}

const COLUMNS = REPORT_COLUMNS.flatMap((column) => fieldList.filter(({ key }) => key === column));

/** The columns of a report as texts, before anything is guarded. */
const columnsOf = (item: ExpenseItem) =>
  COLUMNS.map(({ key, show = String, print = show, unset }) => {
    const value = item[key] ?? unset;
    return value === undefined ? undefined : print(value, item.currency);
  });

/**
 * Runs the deployed function on one event, with the memory that it has on Lambda, and prints the most it used: by the
 * kernel of Linux, since Node's `maxRSS` begins with that of the process which started this one.
 */
const PEAK = `
const { handler } = require(process.argv[1]);
const context = { awsRequestId: "bench", getRemainingTimeInMillis: () => 900_000 };
handler({ month: "${MONTH}", ledgerId: process.argv[2] }, context).then(({ expenses }) => {
  const [, peakKb] = /VmHWM:\\s+(\\d+)/.exec(require("node:fs").readFileSync("/proc/self/status", "utf8"));
  process.stdout.write(JSON.stringify({ rows: expenses, peakKb: Number(peakKb) }));
});
`;

interface Peak {
  rows: number;
  peakKb: number;
}

async function memory({ say }: Run, stub: Stub): Promise<Result> {
  const file = writeModule("generateReport.deployed", await deployedText("generateReport"));
  const env = {
    AWS_ENDPOINT_URL: stub.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
  };
  const peakOf = async (count: number) => {
    say(`Measuring the memory of a report of ${count} rows`);
    // As Lambda's runtime sets it for the function's 512 MB; without it, Node.js rarely collects garbage on a machine
    // with much memory.
    const { rows, peakKb } = await freshProcess<Peak>(
      ["--max-old-space-size=460", "-e", PEAK, file, String(count)],
      env,
    );
    if (rows !== count) throw new Error(`The report has ${rows} of ${count} rows.`);
    return peakKb / 1024;
  };
  const [manyMb, fewMb] = [await peakOf(MANY_ROWS), await peakOf(ROWS)];
  return {
    goal: "9c",
    what: "peak memory of a report of 1,000,000 rows, against 100,000",
    kind: "time",
    figure: exactly(manyMb / fewMb),
    unit: "×",
    limit: { atMost: 1.2 },
    details: { manyMb, fewMb },
  };
}
