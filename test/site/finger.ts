import type { Locator, Page } from "@playwright/test";

/** A point of the window, in pixels. */
interface Point {
  x: number;
  y: number;
}

/** The middle of an element. */
async function middleOf(element: Locator): Promise<Point> {
  const box = await element.boundingBox();
  if (!box) throw new Error("There is nothing to touch.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * Moves a finger across an element as a person does, which the browser takes for scrolling where there is something to scroll.
 * @param by Pixels from the middle of the element.
 */
export async function drag(page: Page, element: Locator, by: Point): Promise<void> {
  const start = await middleOf(element);
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [start]);
  for (let step = 1; step <= 10; step++) {
    await touch("touchMove", [{ x: start.x + (by.x * step) / 10, y: start.y + (by.y * step) / 10 }]);
  }
  await touch("touchEnd", []);
  await finger.detach();
}

/** Holds a finger on an element until the page has reacted. */
export async function hold(page: Page, element: Locator, until: () => Promise<void>): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  await finger.send("Input.dispatchTouchEvent", {
    type: "touchStart",
    touchPoints: [await middleOf(element)],
  });
  await until();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await finger.detach();
}
