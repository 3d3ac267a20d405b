import type { ExpenseDocument } from "@aws-sdk/client-textract";
import { contend, OVERTAKEN } from "../http/contend";
import type { AccessReader } from "../ledgers/accessReader";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import type { Ledger } from "../ledgers/model";
import { LedgerClosedError } from "../ledgers/openLedgers";
import type { Quotas } from "../quotas/quotas";
import { dayIn } from "../values/day";
import { MAX_RECEIPT_PAGES, RECEIPT_READING_SECONDS } from "../values/limits";
import type { RefusalCode } from "../values/refusals";
import type { draftOf } from "./draft";
import { boundedDraft, titleOf } from "./draftSize";
import type { inspect } from "./inspection";
import type { ReceiptNotice } from "./notices";
import type { ReceiptFile, ReceiptFiles } from "./receiptFiles";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";
import { type ExpenseReader, UnreadableError } from "./textract";

interface ReadingOptions {
  receipts: Pick<ReceiptStore, "get" | "replace">;
  files: Pick<ReceiptFiles, "read" | "versions" | "writeBare" | "delete" | "deleteVersion" | "location">;
  reader: Pick<ExpenseReader, "read" | "begin" | "result">;
  quotas: Pick<Quotas, "trySpend" | "charge">;
  access: Pick<AccessReader, "read">;
  inspect: typeof inspect;
  draftOf: typeof draftOf;
  /** Values of ledgers without their own. */
  defaults: { currency: string; timezone: string };
  now(): Date;
}

/** Somebody changed the receipt at the same time. */
class OvertakenError extends Error {
  override readonly name = "OvertakenError";
}

/**
 * Processes a receipt from its file to its draft. Notices come at least once, in any order, and a run can end anywhere:
 * each step stores its result before the next, and checks the stored state instead of the notice. So a notice that is
 * handled again continues from there. A receipt whose item is gone is deleted together with its file. Nothing is stored
 * or read for a closed account, which is being erased.
 */
export class ReceiptReading {
  constructor(private readonly options: ReadingOptions) {}

  /** @throws Error to be retried. */
  async handle(notice: ReceiptNotice): Promise<void> {
    await contend("receipt.contended", async () => {
      try {
        return await this.try(notice);
      } catch (error) {
        if (error instanceof OvertakenError) return OVERTAKEN;
        if (error instanceof LedgerClosedError) return undefined;
        throw error;
      }
    });
  }

  private async try(notice: ReceiptNotice): Promise<void> {
    const { receipts, files } = this.options;
    const receipt = await receipts.get(notice.ledgerId, notice.receiptId);
    if (receipt === undefined) {
      if (notice.kind === "stored") await files.deleteVersion(notice, notice.objectVersion);
      return;
    }
    if (notice.kind === "stored") await this.take(receipt, notice.objectVersion);
    else if (notice.kind === "analysed") await this.finish(receipt, notice);
    else await this.readAgain(receipt);
  }

  /** Keeps the first acceptable version and deletes all others: a form can be sent twice, and metadata are removed. */
  private async take(receipt: StoredReceipt, objectVersion: string): Promise<void> {
    const kept = await this.kept(receipt, objectVersion);
    if (kept === undefined) return;
    if (kept.objectVersion !== objectVersion) await this.options.files.deleteVersion(receipt, objectVersion);
    await this.analyse(kept);
  }

  /** Reads a kept file again, or one that is in the bucket though every notice of it failed before it was kept. */
  private async readAgain(receipt: StoredReceipt): Promise<void> {
    const { files } = this.options;
    if (receipt.state !== "reading") return;
    const versions = await files.versions(receipt);
    const [newest] = versions;
    if (newest === undefined) return this.fail(receipt, "receipt.notUploaded");
    const kept = await this.kept(receipt, newest);
    if (kept === undefined) return;
    for (const version of versions) {
      if (version !== kept.objectVersion) await files.deleteVersion(receipt, version);
    }
    await this.analyse(kept);
  }

  /** @returns the receipt with a kept file: this version, unless it has one. Undefined if it is gone or was refused. */
  private async kept(receipt: StoredReceipt, objectVersion: string): Promise<StoredReceipt | undefined> {
    if (receipt.objectVersion !== undefined) return receipt;
    const file = await this.options.files.read(receipt, objectVersion);
    return file && this.keep(receipt, file, objectVersion);
  }

  /** @returns undefined if the file was refused. */
  private async keep(
    receipt: StoredReceipt,
    { content, isBare }: ReceiptFile,
    objectVersion: string,
  ): Promise<StoredReceipt | undefined> {
    const { files, inspect } = this.options;
    const verdict = inspect(content, isBare ? { contentType: receipt.contentType } : receipt);
    if ("failure" in verdict) {
      await this.fail(receipt, verdict.failure);
      // Last, so that a run that ends earlier is repeated with the same result.
      await files.delete(receipt);
      return undefined;
    }
    await this.requireOpen(receipt);
    const isClean = verdict.content === content;
    const version = isClean ? objectVersion : await files.writeBare(receipt, verdict.content);
    return this.save(receipt, {
      objectVersion: version,
      pages: verdict.pages,
      failure: undefined,
      // A receipt that was attached to an expense meanwhile need not be read.
      ...(isOpen(receipt) && (receipt.isToBeRead === false ? UNREAD : { state: "reading" as const })),
    });
  }

  /** Has the pages of a receipt read, unless they are already read or need not be. */
  private async analyse(receipt: StoredReceipt): Promise<void> {
    const { reader, files } = this.options;
    const { objectVersion, pages = 1, state, jobId } = receipt;
    if (state !== "reading" || objectVersion === undefined || jobId !== undefined) return;
    if (pages > MAX_RECEIPT_PAGES) return this.fail(receipt, "receipt.tooManyPages");
    await this.requireOpen(receipt);
    const counted = await this.count(receipt, pages);
    if (counted === undefined) return;
    const location = files.location(counted, objectVersion);
    try {
      if (pages === 1) await this.draft(counted, await reader.read(location));
      else await this.save(counted, { jobId: await reader.begin(location, tokenOf(counted)) });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      await this.fail(counted, "receipt.unreadable");
    }
  }

  /**
   * Counts the pages towards the quota, and claims the analysis: of two at once of a single page, each would be paid for.
   * That of several has a token for this.
   * @returns undefined if no pages are left.
   * @throws Error while another run may be reading the page.
   */
  private async count(receipt: StoredReceipt, units: number): Promise<StoredReceipt | undefined> {
    const now = this.options.now();
    const claim = { analysingAt: now.toISOString() };
    if (receipt.isCounted) {
      if (isBeingAnalysed(receipt, now)) throw new Error("Another run is reading the receipt.");
      return units === 1 ? this.save(receipt, claim) : receipt;
    }
    let counted: StoredReceipt | undefined;
    const subject = { userId: readerOf(receipt), units };
    const isLeft = await this.options.quotas.trySpend("receiptPages", subject, now, async () => {
      counted = await this.save(receipt, { isCounted: true, ...(units === 1 && claim) });
    });
    if (!isLeft) await this.fail(receipt, "receipt.quotaUsedUp");
    return counted;
  }

  private async finish(
    receipt: StoredReceipt,
    { jobId, isDone }: Extract<ReceiptNotice, { kind: "analysed" }>,
  ): Promise<void> {
    if (receipt.state !== "reading") return;
    // It was faster than the write of its ID. The notice comes again.
    if (receipt.jobId === undefined) throw new Error("The completed analysis is not known yet.");
    if (receipt.jobId !== jobId) return;
    if (!isDone) return this.fail(receipt, "receipt.unreadable");
    const { pages, isWhole, documents } = await this.options.reader.result(jobId);
    const counted = await this.countHidden(receipt, pages);
    if (pages > MAX_RECEIPT_PAGES) await this.fail(counted, "receipt.tooManyPages");
    else await this.draft(counted, documents, isWhole);
  }

  /** Counts the pages that were read, and are paid for, beyond those that the file seemed to have. */
  private async countHidden(receipt: StoredReceipt, found: number): Promise<StoredReceipt> {
    const { quotas, now } = this.options;
    const { pages = 1 } = receipt;
    if (found <= pages) return receipt;
    await this.requireOpen(receipt);
    await quotas.charge("receiptPages", { userId: readerOf(receipt), units: found - pages }, now());
    return this.save(receipt, { pages: found });
  }

  private async draft(receipt: StoredReceipt, documents: ExpenseDocument[], isWhole = true): Promise<void> {
    const { draftOf, defaults, now } = this.options;
    const ledger = await this.requireOpen(receipt);
    const { currency, timezone } = defaultsOf(ledger, defaults);
    const context = { locale: receipt.locale, currency, today: dayIn(timezone, now()), isWhole };
    const draft = boundedDraft(draftOf(documents, context));
    const read = { state: "toConfirm", draft, title: titleOf(draft) } as const;
    await this.save(receipt, { ...read, jobId: undefined, analysingAt: undefined });
  }

  /** @throws LedgerClosedError */
  private async requireOpen({ ledgerId }: StoredReceipt): Promise<Ledger> {
    const { record, ledger } = await this.options.access.read(ledgerId, ledgerId);
    if (record.closed !== undefined) throw new LedgerClosedError(`The ledger ${ledgerId} is closed.`);
    return ledger;
  }

  private async fail(receipt: StoredReceipt, failure: RefusalCode): Promise<void> {
    const state = isOpen(receipt) ? ({ state: "failed" } as const) : {};
    await this.save(receipt, { ...state, failure, jobId: undefined });
  }

  /** @throws OvertakenError */
  private async save(receipt: StoredReceipt, changes: Partial<StoredReceipt>): Promise<StoredReceipt> {
    const saved = await this.options.receipts.replace(receipt, changes, this.options.now());
    if (saved === undefined) throw new OvertakenError("The receipt was changed at the same time.");
    return saved;
  }
}

/** The user whose quota the pages count towards: who added the receipt, or had it read again. */
const readerOf = ({ readBy, createdBy }: StoredReceipt) => readBy ?? createdBy;

const isBeingAnalysed = ({ analysingAt }: StoredReceipt, now: Date) =>
  analysingAt !== undefined && now.getTime() - Date.parse(analysingAt) < RECEIPT_READING_SECONDS * 1000;

/** The state of a receipt whose file is kept for an expense that is about to get it. */
const UNREAD = { state: "failed", failure: "receipt.unread" } as const;

const isOpen = ({ state }: StoredReceipt) => state !== "confirmed";

/** Up to 64 of these characters. */
const tokenOf = ({ receiptId, readings }: StoredReceipt) => `${receiptId}-${readings}`;
