import { sought } from "../data/sought";

/** Leads to the rows of a day: the list reads on until it has them, and scrolls there. */
export function toDay(day: string): void {
  (document.activeElement as HTMLElement | null)?.blur(); // The day's heading takes the focus.
  sought.value = day;
}

/** Scrolls to the list where it stands below the charts. */
export function toList(): void {
  requestAnimationFrame(() => {
    const list = document.querySelector(".month-list");
    if (list && list.getBoundingClientRect().top > innerHeight / 2) list.scrollIntoView();
  });
}
