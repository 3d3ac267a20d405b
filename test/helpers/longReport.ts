// Runs in a separate process, whose peak memory is measured: creates a report of as many expenses
// as its first argument says, and puts it into the bucket at the address that is its second.
import { S3Client } from "@aws-sdk/client-s3";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { ReportMaker } from "../../domain/reports/reportMaker";
import { answeringDatabase } from "./answeringDatabase";
import { expenseItem } from "./expenseItem";

const PAGE = 1000;
const total = Number(process.argv[2]);
let itemsRead = 0;

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
  const maker = new ReportMaker(new ExpenseRepository(table, "Expenses"), s3, "reports", {
    guard: (_ledgerId, chunks) => chunks,
  });
  const started = performance.now();
  const { expenses } = await maker.make("ledger", "2026-11");
  const seconds = (performance.now() - started) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ expenses, itemsRead, peakMb, rowsPerSecond: Math.round(total / seconds) }));
  s3.destroy();
}

void main();
