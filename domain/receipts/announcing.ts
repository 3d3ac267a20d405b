import { ApiError } from "../http/apiError";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { Principal } from "../ledgers/principal";
import type { Quotas } from "../quotas/quotas";
import type { NewReceipt } from "./receiptSchemas";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

interface AnnouncingStores {
  receipts: Pick<ReceiptStore, "get" | "create">;
  ledgers: Pick<LedgerRepository, "make">;
  quotas: Pick<Quotas, "requireLeft">;
}

/**
 * Stores a receipt whose file is to be uploaded, once.
 * @throws ApiError 409 if its ID was used for another file, 429 if no more pages can be read this month.
 */
export async function announce(
  { receiptId, ...announced }: NewReceipt,
  { user, ledger }: Pick<Principal, "user" | "ledger">,
  now: Date,
  { receipts, ledgers, quotas }: AnnouncingStores,
): Promise<StoredReceipt> {
  const known = await receipts.get(ledger.id, receiptId);
  if (known === undefined) {
    await quotas.requireLeft("receiptPages", user.id, now);
    // Without a profile, an erasure would not find the ledger.
    if (!ledger.exists) await ledgers.make(ledger, now);
  }
  const at = now.toISOString();
  const place = { ledgerId: ledger.id, receiptId, createdBy: user.id, createdAt: at, updatedAt: at };
  const sent: StoredReceipt = { ...announced, ...place, state: "uploading", version: 1, readings: 0 };
  const stored = known ?? (await receipts.create(sent));
  const isSame = stored.sha256 === sent.sha256 && stored.contentType === sent.contentType;
  if (!isSame) throw new ApiError("receipt.reused", { field: "receiptId" });
  return stored;
}
