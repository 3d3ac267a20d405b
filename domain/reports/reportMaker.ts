import type { S3Client } from "@aws-sdk/client-s3";
import { upload } from "../aws/s3";
import type { ExpenseItem } from "../expenses/model";
import type { WholeLists } from "../expenses/wholeLists";
import type { OpenLedgers } from "../ledgers/openLedgers";
import { NO_EXPENSES, type ReportResult, reportKey } from "./model";
import { csvPages, spending } from "./reportCsv";

/** Creates reports and stores them in their bucket. */
export class ReportMaker {
  constructor(
    private readonly lists: Pick<WholeLists, "month">,
    private readonly s3: S3Client,
    private readonly bucket: string,
    private readonly open: Pick<OpenLedgers, "guard">,
    /** Called with the size in bytes of each created report. */
    private readonly onMade: (bytes: number) => void = () => undefined,
  ) {}

  /**
   * Creates the report of a month or of a year, in place of an earlier one. It is read, written and sent page by page:
   * only the ID of each expense stays in memory, about 70 bytes. It appears in the bucket whole or not at all.
   * @throws LedgerClosedError if the ledger is closed by then.
   */
  async make(ledgerId: string, month: string): Promise<ReportResult> {
    const key = reportKey(ledgerId, month);
    const counter = { expenses: 0, bytes: 0 };
    const pages = csvPages(counted(spending(this.lists.month(ledgerId, month)), counter));
    const first = await pages.next();
    if (first.done) return NO_EXPENSES;
    await upload(this.s3, {
      bucket: this.bucket,
      key,
      contentType: "text/csv; charset=utf-8",
      chunks: this.open.guard(ledgerId, sized(prepend(first.value, pages), counter)),
    });
    this.onMade(counter.bytes);
    return { message: "Report generated successfully.", file: key, expenses: counter.expenses };
  }
}

async function* counted(
  pages: AsyncIterable<ExpenseItem[]>,
  counter: { expenses: number },
): AsyncGenerator<ExpenseItem[]> {
  for await (const page of pages) {
    counter.expenses += page.length;
    yield page;
  }
}

async function* sized(chunks: AsyncIterable<string>, counter: { bytes: number }): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    counter.bytes += Buffer.byteLength(chunk);
    yield chunk;
  }
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
