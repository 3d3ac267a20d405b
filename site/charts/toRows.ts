/** Scrolls to the list if it is below the charts. */
export function toList(): void {
  requestAnimationFrame(() => {
    const list = document.querySelector(".month-list");
    if (list && list.getBoundingClientRect().top > innerHeight / 2) list.scrollIntoView();
  });
}
