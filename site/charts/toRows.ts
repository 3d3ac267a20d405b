/** Scrolls to the list where it stands below the charts. */
export function toList(): void {
  requestAnimationFrame(() => {
    const list = document.querySelector(".month-list");
    if (list && list.getBoundingClientRect().top > innerHeight / 2) list.scrollIntoView();
  });
}
