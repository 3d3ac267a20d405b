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
  quotas: Pick<Quotas, "spend">;
}

/**
 * Stores a receipt whose file is to be uploaded, once. It needs no page that is left: reading fails without one, and the
 * receipt is kept for its expense.
 * @throws ApiError 409 if its ID was used for another file, 429 if the user has sent too many files today.
 */
export async function announce(
  { receiptId, ...announced }: NewReceipt,
  { user, ledger }: Pick<Principal, "user" | "ledger">,
  now: Date,
  { receipts, ledgers, quotas }: AnnouncingStores,
): Promise<StoredReceipt> {
  const at = now.toISOString();
  const place = { ledgerId: ledger.id, receiptId, createdBy: user.id, createdAt: at, updatedAt: at };
  const sent: StoredReceipt = { ...announced, ...place, state: "uploading", version: 1, readings: 0 };
  const create = () =>
    quotas.spend("receiptFiles", { userId: user.id }, now, async () => {
      // Without a profile, an erasure would not find the ledger.
      if (!ledger.exists) await ledgers.make(ledger, now);
      return receipts.create(sent);
    });
  const stored = (await receipts.get(ledger.id, receiptId)) ?? (await create());
  const isSame = stored.sha256 === sent.sha256 && stored.contentType === sent.contentType;
  if (!isSame) throw new ApiError("receipt.reused", { field: "receiptId" });
  return stored;
}
