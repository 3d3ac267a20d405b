import "../../i18n/en/ledgers";
import type { LedgerSummary } from "../../../domain/ledgers/ledgerSchemas";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId, type OpenLedger, rememberLedger, shared } from "../../lib/ledger/openLedger";
import { takeRooms } from "../../lib/ledger/rooms";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { readStored, store } from "../../lib/storage/webStorage";
import { countUnsent, entriesWait } from "../offline/unsentData";
import { keptReceipts } from "../receipts/queuedReceipts";
import { exchangeTyped } from "./typedOfLedgers";

/** A shared ledger as the page opens it. */
export function openLedgerOf({ id, name = "", role, colour, archivedAt }: LedgerSummary): OpenLedger {
  return { id, name, role, colour, ...(archivedAt !== undefined && { archived: true }) };
}

/** Key in sessionStorage of what the page says once it is loaded again. */
const TOLD = "told";

/** Returns true if nothing waits to be sent, which belongs to the ledger that is open; otherwise the user is told. */
export function mayLeave(): boolean {
  // Where the user is locked out, changes have nothing left to change.
  const others = isGone.peek() ? keptReceipts().length : countUnsent();
  if (others === 0 && !entriesWait()) return true;
  showToast(t("ledgers.unsent"), { label: t("app.show"), run: () => navigate("settings/unsent") });
  return false;
}

/**
 * Opens another ledger, the user's own by default, by loading the page again: nothing that is in memory belongs to it. What is typed
 * into forms and not saved yet is there again once its ledger is.
 * @param href Where to. Default: its month.
 * @param told What the page says then.
 * @returns false if something waits to be sent, see {@link mayLeave}.
 */
export function switchTo(ledger?: OpenLedger, href = "#/", told?: string): boolean {
  if (ledger?.id !== shared.peek()?.id && !mayLeave()) return false;
  store(TOLD, told, "sessionStorage");
  rememberLedger(ledger);
  const next = ledger?.id ?? user.peek()?.id ?? "";
  takeRooms(next);
  exchangeTyped(ledgerId.peek() ?? "", next);
  history.replaceState(null, "", href);
  location.reload();
  return true;
}

/** Says what {@link switchTo} left to say. */
export function tellSwitched(): void {
  const told = readStored(TOLD, "sessionStorage");
  store(TOLD, undefined, "sessionStorage");
  if (typeof told === "string") showToast(told);
}
