import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openAs } from "./site";

const LIGHT = "#f6f5f2";
const DARK = "#131412";

/** The colors of the bars that the system draws around the page, in light and in dark surroundings. */
const barColours = (page: Page) =>
  page
    .locator("meta[name=theme-color]")
    .evaluateAll((metas) => metas.map((meta) => (meta instanceof HTMLMetaElement ? meta.content : "")));

test("The bars around the page have the color of the theme that is chosen, and of its background", async ({
  page,
  user,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openAs(page, user);
  expect(await barColours(page)).toEqual([LIGHT, DARK]);
  await expect(page.locator("html")).toHaveCSS("background-color", "rgb(246, 245, 242)");
  await page.goto("/#/settings");
  await page.getByLabel("Theme").selectOption("Dark");
  await expect.poll(() => barColours(page)).toEqual([DARK, DARK]);
  await expect(page.locator("html")).toHaveCSS("background-color", "rgb(19, 20, 18)");
  await page.reload();
  await expect(page.getByLabel("Theme")).toHaveValue("dark");
  expect(await barColours(page)).toEqual([DARK, DARK]);
  await page.getByLabel("Theme").selectOption("Light");
  await expect.poll(() => barColours(page)).toEqual([LIGHT, LIGHT]);
  await page.getByLabel("Theme").selectOption("Same as device");
  await expect.poll(() => barColours(page)).toEqual([LIGHT, DARK]);
});
