import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openAs, rowOf, SCREENS } from "./site";
import { log } from "./storedMonth";

const SIZES = { "a phone": SCREENS.phone, "a desk": SCREENS.desk };

/** The ends of the amounts and of the sums of their days, in pixels from the edge of the window at which lines end. */
const endsOf = (page: Page) =>
  page.locator(".day-head .muted, .row-amount").evaluateAll((sums) => {
    const ends = sums.map((sum) => {
      const { left, right } = sum.getBoundingClientRect();
      return document.dir === "rtl" ? left : innerWidth - right;
    });
    return [...new Set(ends.map(Math.round))];
  });

const placeOf = (one: Locator) => one.boundingBox();

for (const [place, screen] of Object.entries(SIZES)) {
  test.describe(`At ${place}`, () => {
    test.use(screen);

    test("the sum of a day ends where the amounts of its rows do", async ({ page, user, clock }) => {
      await log(user, { description: "Rent", amount: "1150", category: "Home", date: clock.today });
      await log(user, { description: "Tea", amount: "3.50", category: "Groceries", date: clock.today });
      await openAs(page, user);
      await expect(rowOf(page, "Tea")).toBeVisible();
      await expect(page.locator(".day-head .muted")).toHaveText("$1,153.50");
      expect(await endsOf(page)).toHaveLength(1);
      await page.evaluate(() => {
        document.dir = "rtl";
      });
      expect(await endsOf(page), "from right to left").toHaveLength(1);
    });
  });
}

test.describe("The form at a desk", () => {
  test.use(SCREENS.desk);

  test("has its link to receipts, with a camera, at the end of its last row", async ({ page, user }) => {
    await openAs(page, user);
    const form = page.getByRole("form", { name: "Add an expense" });
    const link = form.getByRole("link", { name: "Receipts" });
    await expect(link).toBeVisible();
    await expect(page.locator("#icon-camera > *")).toHaveCount(2);
    const [more, add, own] = await Promise.all(
      [form.locator(".field-more"), form.getByRole("button", { name: "Add", exact: true }), link].map(
        placeOf,
      ),
    );
    expect(own?.y).toBeCloseTo(more?.y ?? 0, 0);
    expect(own?.x).toBeCloseTo(add?.x ?? 0, 0);
  });
});

test.describe("The form of an open line", () => {
  test.use({ viewport: { width: 1024, height: 900 } });

  test("has two fields in each line where the four do not fit in one", async ({ page, user, clock }) => {
    await log(user, { description: "Tea", amount: "3.50", category: "Groceries", date: clock.today });
    await openAs(page, user);
    await rowOf(page, "Tea").locator(".row-open").click();
    const fields = page.locator(".edit-row > .field:not(.field-more)");
    await expect(fields).toHaveCount(4);
    const tops = await fields.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(tops[1]).toBe(tops[0]);
    expect(tops[2]).toBeGreaterThan(tops[1] ?? 0);
    expect(tops[3]).toBe(tops[2]);
  });
});
