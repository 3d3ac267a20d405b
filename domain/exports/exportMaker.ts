import type { S3Client } from "@aws-sdk/client-s3";
import { upload } from "../aws/s3";
import { toExpense } from "../expenses/expense";
import { trashId } from "../expenses/expenseKeys";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import type { AccessReader } from "../ledgers/accessReader";
import { distinctCategories } from "../ledgers/distinctCategories";
import { csvPages } from "../reports/reportCsv";
import { exportKey } from "./exportSchemas";

/** Writes all data of a ledger into files. Both are streamed: memory does not grow with the ledger. */
export class ExportMaker {
  constructor(
    private readonly expenses: ExpenseRepository,
    private readonly access: AccessReader,
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** Creates both files of an export. */
  async make(ledgerId: string, exportId: string, now: Date): Promise<void> {
    await upload(this.s3, {
      bucket: this.bucket,
      key: exportKey(ledgerId, exportId, "json"),
      contentType: "application/json",
      chunks: this.json(ledgerId, now),
    });
    await upload(this.s3, {
      bucket: this.bucket,
      key: exportKey(ledgerId, exportId, "csv"),
      contentType: "text/csv; charset=utf-8",
      chunks: csvPages(this.expenses.pages({ listId: ledgerId })),
    });
  }

  private async *json(ledgerId: string, now: Date): AsyncGenerator<string> {
    const { ledger } = await this.access.read(ledgerId, ledgerId);
    const settings = distinctCategories(ledger.settings);
    yield `{"exportedAt":${JSON.stringify(now)},"settings":${JSON.stringify(settings)},"expenses":[`;
    yield* jsonItems(this.expenses.pages({ listId: ledgerId }));
    yield `],"trash":[`;
    yield* jsonItems(this.expenses.pages({ listId: trashId(ledgerId) }));
    yield "]}\n";
  }
}

/** The elements of a JSON array, a page at a time. `JSON.stringify` alone would need them all in memory. */
async function* jsonItems(pages: AsyncIterable<ExpenseItem[]>): AsyncGenerator<string> {
  let separator = "\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((item) => JSON.stringify(toExpense(item))).join(",\n");
    separator = ",\n";
  }
}
