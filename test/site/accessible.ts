import type { BrowserContext, Page } from "@playwright/test";
import type { run as runAxe } from "axe-core";
import { expect } from "./fixtures";
import { smallTargets } from "./touchTargets";

/** Loads axe-core itself: its package for Playwright injects the script again for each screen, and opens a page beside it. */
export async function loadAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: require.resolve("axe-core/axe.min.js") });
}

/** Asserts that axe objects to nothing on the screen, that nothing is wider than the window, and that a finger meets what it aims at. */
export async function expectAccessible(page: Page): Promise<void> {
  // A control that works is pale for a moment.
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  expect(await page.evaluate(findViolations)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await page.evaluate(smallTargets)).toEqual([]);
}

/** Runs in the page. @returns each rule that is broken, with the elements that break it */
async function findViolations(): Promise<[string, string[]][]> {
  // An element that fades in does not have its final colors yet. Nothing waits for an animation without an end.
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
  const { axe } = globalThis as unknown as { axe: { run: typeof runAxe } };
  const { violations } = await axe.run();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
