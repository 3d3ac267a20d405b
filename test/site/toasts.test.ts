import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { addForm, openAs, rowOf, SCREENS, storedRow } from "./site";
import { log } from "./storedMonth";

const boxOf = async (one: Locator) => (await one.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

/** Expects that the message that shows lies beside something. */
async function expectBeside(page: Page, other: Locator): Promise<void> {
  await expect(other).toBeVisible();
  const [a, b] = await Promise.all([boxOf(page.locator(".toast")), boxOf(other)]);
  const isOver = a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  expect(isOver, JSON.stringify([a, b])).toBe(false);
}

for (const [place, screen] of Object.entries(SCREENS)) {
  test.describe(`At a ${place}`, () => {
    test.use(screen);

    test("a message covers no bar and no form that adds", async ({ page, user, clock }) => {
      for (let index = 0; index < 20; index++) {
        await log(user, { description: `Ticket ${index}`, amount: "1", date: clock.today });
      }
      await openAs(page, user);
      await expect(storedRow(page, "Ticket 19")).toBeVisible();
      await rowOf(page, "Ticket 19")
        .getByRole("button", { name: /^Delete/ })
        .evaluate((button: HTMLElement) => button.click());
      await expect(page.locator(".toast")).toContainText("Deleted");
      await page.locator(".toast").getByRole("button", { name: "Dismiss" }).focus(); // It stays for as long.
      const bar = place === "phone" ? page.locator(".tab-bar") : addForm(page);
      await expectBeside(page, bar);
      await page
        .getByRole("checkbox", { name: "Select Ticket 18" })
        .evaluate((box: HTMLElement) => box.click());
      const selection = page.getByRole("toolbar", { name: "Selected expenses" });
      await expectBeside(page, selection);
      await expectBeside(page, bar);
      await page.evaluate(() => scrollTo(0, 400)); // The form stays at the edge.
      await expectBeside(page, selection);
      await expectBeside(page, bar);
    });
  });
}

test("A link to an expense that is not where it was says so, and one to an expense that is there says nothing", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Tea", amount: "1", date: clock.today });
  await openAs(page, user);
  await expect(storedRow(page, "Tea")).toBeVisible();
  const gone = page.getByText("The expense of this link is not in this list");
  const { body } = await user.api<{ expenses: { expenseId: string }[] }>(
    "GET",
    `/expenses?month=${clock.month}`,
  );
  await page.goto(`/#/${clock.month}?expense=${body.expenses[0]?.expenseId}`);
  await expect(rowOf(page, "Tea").locator(".row-open")).toBeFocused();
  await expect(gone).toHaveCount(0);
  await page.goto(`/#/${clock.month}?expense=01ARZ3NDEKTSV4RRFFQ69G5FAV`);
  await expect(gone).toBeVisible();
});
