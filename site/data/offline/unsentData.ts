import { user } from "../../lib/auth/session";
import { ledgerId } from "../../lib/ledger/openLedger";
import { outbox } from "../outbox/outbox";
import { keptReceipts } from "../receipts/queuedReceipts";
import { forgetReceipts } from "../receipts/receiptPersistence";
import { type UnsentSettings, unsentLedgerSettings, unsentUserSettings } from "../settings/unsentSettings";
import { unsentEntries } from "../storage/outboxBackup";
import { end, unsentWrites } from "../writes/writeJournal";

const countIn = (unsent: UnsentSettings, owner: string | undefined) =>
  Object.keys(unsent.of(owner)).length + unsent.edits(owner).length;

const countSettings = () =>
  countIn(unsentLedgerSettings, ledgerId.peek()) + countIn(unsentUserSettings, user.peek()?.id);

/** The number of new expenses, receipts and changes that the API does not know yet. */
export const countUnsent = () =>
  outbox.value.length + keptReceipts().length + unsentWrites().length + countSettings();

/** Returns true if this device keeps unsent expenses of the ledger, also those that a page just opened has not taken up yet. */
export const entriesWait = () => outbox.peek().length > 0 || unsentEntries(ledgerId.peek() ?? "").length > 0;

/** Discards unsent entries. */
export function forgetUnsent(): void {
  for (const unsent of unsentWrites()) end(unsent);
  if (countSettings() > 0) {
    unsentLedgerSettings.forget();
    unsentUserSettings.forget();
  }
  outbox.value = [];
  forgetReceipts();
}
