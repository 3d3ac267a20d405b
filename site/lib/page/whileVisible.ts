/** A document, as far as it says whether it shows. */
type Visible = Pick<Document, "visibilityState" | "addEventListener">;

/**
 * Repeats work while the page shows: each time a pause after the last run has ended, and a pause after the page has come back.
 * @param pause Milliseconds, computed again each time.
 */
export function repeatWhileVisible(
  work: () => Promise<void>,
  pause: () => number,
  page: Visible = document,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    if (page.visibilityState !== "hidden") timer = setTimeout(run, pause());
  };
  const run = () => void work().finally(wait);
  wait();
  page.addEventListener("visibilitychange", wait);
}
