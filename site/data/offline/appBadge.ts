import { effect } from "@preact/signals";
import { ledgerId } from "../../lib/ledger/openLedger";
import { unsentChanges } from "../storage/unsentSignal";
import { countUnsent } from "./unsentData";

/** Says on the icon of the installed page how much still waits to be sent. Browsers without badges do nothing. @returns stops it. */
export function followBadge(): () => void {
  if (!("setAppBadge" in navigator)) return () => undefined;
  return effect(() => {
    // They do not signal changes: the writes and settings that are kept for a ledger are in storage.
    void [ledgerId.value, unsentChanges.value];
    const waiting = countUnsent();
    // Refused where the page is not installed or may not notify: a badge is no promise.
    const done = waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge();
    done.catch(() => undefined);
  });
}
