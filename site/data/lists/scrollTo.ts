import { sought } from "./scrollTarget";

/**
 * Leads to an expense, or to the rows of a day: the list reads on until it has them, and scrolls there.
 * @param key ID of the expense, or the day.
 */
export function seek(key: string): void {
  (document.activeElement as HTMLElement | null)?.blur(); // The line or the day's heading takes the focus.
  sought.value = key;
}
