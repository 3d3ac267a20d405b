import { computed, signal } from "@preact/signals";
import { dayIn } from "../../../domain/values/day";
import { timezone } from "../ledger/shownSettings";

const MINUTE_MS = 60_000;

/** The present in epoch milliseconds, true to the minute while {@link followClock} runs. */
export const now = signal(Date.now());

/** The user's current day, as YYYY-MM-DD. Read while rendering, so that an open page follows the day. */
export const today = computed(() => dayIn(timezone(), new Date(now.value)));

/** The month it is for the user, as YYYY-MM. */
export const thisMonth = computed(() => today.value.slice(0, 7));

/**
 * Keeps {@link now} up to date. It ticks every full minute, because that is where midnight falls in every time zone,
 * and when the page is shown again: timers stop while a device sleeps.
 */
export function followClock(page: EventTarget = document): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    clearTimeout(timer);
    now.value = Date.now();
    timer = setTimeout(tick, MINUTE_MS - (now.value % MINUTE_MS));
  };
  tick();
  page.addEventListener("visibilitychange", tick);
}
