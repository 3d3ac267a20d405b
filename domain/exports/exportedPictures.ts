import { readAhead } from "../aws/readAhead";
import { downloadName } from "../receipts/downloadName";
import type { ReceiptFiles } from "../receipts/receiptFiles";
import type { StoredReceipt } from "../receipts/storedReceipt";
import type { ZippedFile } from "./zipped";

/** An upload has up to 10,000 parts, of 5 MB each. */
const MAX_ARCHIVE_BYTES = 48_000_000_000;

/** The files of receipts, in their order. */
export class ExportedPictures {
  private passed = 0;

  /** @param hasTime False ends them, so that the archive is complete in time with those that it has. */
  constructor(
    private readonly receipts: readonly StoredReceipt[],
    private readonly source: Pick<ReceiptFiles, "read">,
    private readonly hasTime: () => boolean,
  ) {}

  /** The number of those that were left out. A receipt that was deleted meanwhile is none of them. */
  get left(): number {
    return this.receipts.length - this.passed;
  }

  async *files(): AsyncGenerator<ZippedFile> {
    // One after the other, 20,000 would take all the time of a function.
    const found = readAhead(this.due(), async (receipt) => {
      const file = await this.source.read(receipt, receipt.objectVersion ?? "");
      return file && { name: pictureName(receipt), at: receipt.createdAt, content: file.content };
    });
    for await (const file of found) if (file) yield file;
  }

  private *due(): Generator<StoredReceipt> {
    let bytes = 0;
    for (const receipt of this.receipts) {
      bytes += receipt.bytes;
      if (bytes > MAX_ARCHIVE_BYTES || !this.hasTime()) return;
      this.passed += 1;
      yield receipt;
    }
  }
}

/** Named by the ID: two names that users chose may be equal, and some are invalid on other systems. */
export const pictureName = ({ receiptId, contentType }: StoredReceipt) =>
  downloadName(receiptId, contentType);
