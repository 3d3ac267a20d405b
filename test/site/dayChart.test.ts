import { addMonths } from "../../domain/values/day";
import { expect, test } from "./fixtures";
import { openAs, rowOf, SCREENS } from "./site";
import { log } from "./storedMonth";

test.use(SCREENS.desk);

for (const [language, second] of [
  ["en", /\$5\.00/],
  // Digits depend on the browser's region, not on the language alone.
  ["ar", /^02\D.*5\.00/],
] as const)
  test(`A click on the bar of a day leads to its rows, in ${language}`, async ({ page, user, clock }) => {
    const month = addMonths(clock.month, -1);
    for (let day = 1; day <= 28; day++) {
      const date = `${month}-${String(day).padStart(2, "0")}`;
      await log(user, { description: `Meal ${day}`, amount: "5", category: "Groceries", date });
    }
    await openAs(page, user);
    const request = { headers: { "If-Match": '"0"' }, body: { language } };
    expect((await user.api("PUT", "/account/settings", request)).status).toBe(200);
    await page.goto(`/#/${month}`);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${language}`));
    await expect(rowOf(page, "Meal 28")).toBeVisible();
    await expect(rowOf(page, /^Meal 2\D/)).not.toBeInViewport();
    const chart = page.locator(".u-over");
    await expect(chart).toBeVisible();
    const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
    // The first bar is where a line begins, the second one a bar further.
    const fromStart = (width / 29) * 1.5;
    const position = { x: language === "ar" ? width - fromStart : fromStart, y: height / 2 };
    await chart.hover({ position });
    await expect(page.locator(".day-chart figcaption")).toContainText(second);
    await chart.click({ position });
    await expect(rowOf(page, /^Meal 2\D/)).toBeInViewport();
    await expect(page.locator(".day-head:focus")).toContainText(/2\D+5/);
  });

test("A day of the table leads to its rows, whatever the list is sorted and filtered by", async ({
  page,
  user,
  clock,
}) => {
  const month = addMonths(clock.month, -1);
  for (let day = 1; day <= 20; day++) {
    const date = `${month}-${String(day).padStart(2, "0")}`;
    const category = day === 2 ? "Transport" : "Groceries";
    await log(user, { description: `Meal ${day}`, amount: String(day), category, date });
  }
  await openAs(page, user);
  await page.goto(`/#/${month}`);
  await page.getByRole("button", { name: "As a table" }).click();
  const lead = async (query: string) => {
    await page.goto(`/#/${month}?${query}`);
    await expect(rowOf(page, /^Meal 20/)).toBeVisible();
    await page
      .locator(".day-table button", { hasText: / 2,/ })
      .evaluate((button: HTMLElement) => button.click());
    await expect(page.locator(".day-head:focus")).toContainText(/ 2(\D|$)/);
    await expect(rowOf(page, /^Meal 2\D/)).toBeInViewport();
  };
  await lead("sort=largest");
  await expect(page).toHaveURL(new RegExp(`#/${month}$`));
  await lead("category=Groceries");
  await expect(page).toHaveURL(new RegExp(`#/${month}$`));
  await lead("q=meal&sort=name");
  await expect(page).toHaveURL(/\?q=meal$/);
});
