import type { Page } from "@playwright/test";

/** Shifts that the browser saw since the page was opened: how far, and the elements. */
export const shifts = (page: Page) =>
  page.evaluate(async () => {
    // They are reported with a frame, and to a new observer after those that are buffered.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    await new Promise(requestAnimationFrame);
    type Shift = PerformanceEntry & { value: number; sources: { node?: Node }[] };
    const nameOf = ({ node }: { node?: Node }) => (node instanceof Element ? node.className : "");
    const entries = observer.takeRecords() as Shift[];
    return entries.map(({ value, sources }) => [value, ...sources.map(nameOf)].join(" "));
  });
