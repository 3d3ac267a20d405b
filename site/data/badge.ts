import { effect } from "@preact/signals";
import { outbox } from "./outbox";
import { turnover, unsentWrites } from "./unsentWrites";

/** Says on the icon of the installed page how much still waits to be sent. Browsers without badges do nothing. */
export function followBadge(): void {
  if (!("setAppBadge" in navigator)) return;
  effect(() => {
    // Counts what is done to the writes that are kept, which lie in storage.
    void turnover.value;
    const waiting = outbox.value.length + unsentWrites().length;
    // Refused where the page is not installed or may not notify: a badge is no promise.
    const done = waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge();
    done.catch(() => undefined);
  });
}
