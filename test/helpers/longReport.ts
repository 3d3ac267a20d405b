// Runs in a process of its own, whose memory is measured: creates a report of as many expenses as its first argument
// says, and puts it into the bucket at the address that is its second.
import { S3Client } from "@aws-sdk/client-s3";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { WholeLists } from "../../domain/expenses/wholeLists";
import { ReportMaker } from "../../domain/reports/reportMaker";
import { answeringDatabase } from "./answeringDatabase";
import { expenseItem } from "./expenseItem";

const PAGE = 1000;
const total = Number(process.argv[2]);
let itemsRead = 0;
let peakBytes = 0;

/**
 * Measures what is in use, not what the collector has not come to yet: the resident memory grows with the time that it
 * is given, and the most that the system tells of begins with that of the parent process.
 */
function measure(): void {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  peakBytes = Math.max(peakBytes, heapUsed + external);
}

/** A table that generates its pages on request. */
const table = answeringDatabase(async ({ input }: { input: { ExclusiveStartKey?: { from: number } } }) => {
  const from = input.ExclusiveStartKey?.from ?? 0;
  const end = Math.min(from + PAGE, total);
  const Items = Array.from({ length: end - from }, (_, index) =>
    expenseItem({
      expenseId: String(from + index).padStart(26, "0"),
      description: `Expense ${from + index}`,
    }),
  );
  itemsRead += Items.length;
  if (from % (20 * PAGE) === 0) measure();
  return { Items, LastEvaluatedKey: end < total ? { from: end } : undefined };
});

async function main(): Promise<void> {
  const s3 = new S3Client({
    endpoint: process.argv[3],
    region: "us-east-1",
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const lists = new WholeLists(new ExpenseRepository(table, "Expenses"), {
    changedSince: async function* () {},
    stored: async () => new Map(),
  });
  const maker = new ReportMaker(lists, s3, "reports", {
    guard: (_ledgerId, chunks) => chunks,
  });
  const started = performance.now();
  const { expenses } = await maker.make("ledger", "2026-11");
  const seconds = (performance.now() - started) / 1000;
  measure();
  const peakMb = Math.round(peakBytes / 2 ** 20);
  console.log(JSON.stringify({ expenses, itemsRead, peakMb, rowsPerSecond: Math.round(total / seconds) }));
  s3.destroy();
}

void main();
