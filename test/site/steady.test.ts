import type { Page } from "@playwright/test";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { addDays, addMonths } from "../../domain/values/day";
import type { TestUser } from "../helpers/api";
import { runJob } from "../helpers/cloud";
import { create, inside } from "../helpers/ledgers";
import { expect, test } from "./fixtures";
import { shifts } from "./layoutShifts";
import { rowOf, SCREENS, signIn } from "./site";
import { log } from "./storedMonth";

/** Expenses, and what is shown above them: a budget and findings. */
async function fill(user: TestUser, { today, month }: { today: string; month: string }): Promise<void> {
  for (const index of [0, 1, 2, 3, 4, 5]) {
    const date = index === 0 ? today : `${addMonths(month, -index)}-01`;
    const amount = index === 0 ? "14.99" : "12.99";
    await log(user, { description: "Netflix", amount, category: "Leisure", date });
    await log(user, { description: "Market", amount: `${30 + 7 * index}.50`, date: addDays(date, -9) });
  }
  const budget = { name: "Fun", amount: "20", currency: "USD", period: "month", categories: ["Leisure"] };
  await user.api("PUT", `/budgets/${newExpenseId(new Date())}`, {
    body: budget,
    headers: { "If-Match": '"0"' },
  });
}

/** Adds a recurring expense that waits to be confirmed today. */
async function propose(user: TestUser, description: string, today: string): Promise<void> {
  // A yearly one, so that no other day of the month is due.
  const schedule = { every: 1, unit: "years", start: today };
  const body = { description, amount: "5", category: "Leisure", mode: "propose", schedule };
  expect((await user.api("POST", "/recurring", { body })).status).toBe(201);
}

/** The answers that come after the expenses, and the code that shows them. */
const LATER = /(\/(budgets|insights|recurring\?month=[\d-]+)|\/ahead-\w+\.js)$/;

/** Opens the month, lets go what comes after its expenses once these show, and expects them to stay where they are. */
async function expectSteady(page: Page, open: () => Promise<unknown>, kind = LATER): Promise<number> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(kind, (route) => released.then(() => route.continue()));
  await open();
  const row = rowOf(page, "Netflix").first();
  await expect(row).toBeVisible();
  const before = await row.boundingBox();
  release();
  await expect(page.getByRole("navigation", { name: "Budgets" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Insights" })).toBeVisible();
  await expect(page.locator(".upcoming")).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  expect(await shifts(page)).toEqual([]);
  await page.unroute(kind);
  return before?.y ?? 0;
}

/** Expects the first expense in the upper half of a phone's screen, and all that stands above it a tap away. */
async function expectUpperHalf(page: Page): Promise<void> {
  const top = async () => (await page.locator(".row").first().boundingBox())?.y;
  for (const size of [SCREENS.phone.viewport, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    await expect.poll(top, `${size.width} px`).toBeLessThan(size.height / 2);
  }
  await page.setViewportSize({ width: 844, height: 390 });
  await expect(page.getByRole("form", { name: "Add an expense" })).toBeVisible();
  await page.setViewportSize(SCREENS.phone.viewport);
  await expect.poll(top, "turned and turned back").toBeLessThan(SCREENS.phone.viewport.height / 2);
  const before = await top();
  const upcoming = page.locator(".upcoming");
  await upcoming.getByRole("button", { name: "Upcoming 3" }).tap();
  const sheet = page.getByRole("dialog", { name: "Upcoming" });
  await sheet.getByRole("button", { name: /^Skip/ }).last().tap();
  await expect(sheet.getByRole("listitem")).toHaveCount(2);
  await sheet.getByRole("button", { name: "Close" }).tap();
  expect(await top()).toBe(before);
  const insights = page.getByRole("region", { name: "Insights" });
  await insights.getByRole("link", { name: "All insights" }).tap();
  await expect(page).toHaveURL(/#\/reports\/insights$/);
  await page.goBack();
  await insights.getByRole("listitem").first().getByRole("link").tap();
  await expect(page.locator(".filter-on").first()).toBeVisible();
}

test.describe("On a small phone", () => {
  test.use({ ...SCREENS.phone, viewport: { width: 360, height: 740 } });

  test("the first expense of a shared ledger is in the upper half of the screen, below all that there can be", async ({
    page,
    user,
    clock,
  }) => {
    const { id } = await create(user, "Household");
    const api: TestUser["api"] = (method, path, { headers, ...request } = {}) =>
      user.api(method, path, { ...request, headers: { ...headers, ...inside(id).headers } });
    const member = { ...user, api };
    await fill(member, clock);
    await propose(member, "Choir", clock.today);
    await signIn(page, user);
    await page.goto("/#/settings/ledgers");
    await page.getByRole("button", { name: "Open Household" }).tap();
    await expect(page.locator(".upcoming")).toBeVisible();
    // From now on they are above the expenses.
    await page.reload();
    await expect(page.locator(".upcoming")).toBeVisible();
    const box = await page.locator(".row").first().boundingBox();
    expect(box?.y).toBeLessThan(740 / 2);
  });
});

const ANSWERS = /\/(budgets|insights|recurring\?month=[\d-]+)$/;

for (const [name, screen] of [
  ["phone", SCREENS.phone],
  ["desk", { viewport: { width: 1440, height: 900 } }],
] as const) {
  test.describe(`At a ${name}`, () => {
    test.use(screen);

    test("budgets, findings and what is upcoming do not move the expenses that show before them", async ({
      page,
      user,
      cloud,
      clock,
    }) => {
      await fill(user, clock);
      await propose(user, "Choir", clock.today);
      await runJob(cloud, "postRecurring");
      const card = page.getByRole("region", { name: "Insights" });
      const placeOf = async () => (await card.boundingBox())?.y ?? 0;
      const first = await expectSteady(page, () => signIn(page, user));
      expect(await placeOf(), "nobody knew of it").toBeGreaterThan(first);

      const second = await expectSteady(page, () => page.reload(), ANSWERS);
      expect(await placeOf(), "its room was kept").toBeLessThan(second);

      for (const rule of ["Yoga", "Swimming"]) await propose(user, rule, clock.today);
      await runJob(cloud, "postRecurring");
      expect(await expectSteady(page, () => page.reload(), ANSWERS), "more of it").toBe(second);
      if (name === "phone") return expectUpperHalf(page);

      const upcoming = page.locator(".upcoming");
      await expect(upcoming.getByRole("listitem")).toHaveCount(3);
      const third = await expectSteady(page, () => page.reload(), ANSWERS);
      expect(third).toBeGreaterThan(second);

      await upcoming.getByRole("button", { name: /^Skip/ }).last().click();
      await expect(upcoming.getByRole("listitem")).toHaveCount(2);
      await expect
        .poll(async () => (await rowOf(page, "Netflix").first().boundingBox())?.y)
        .toBeLessThan(third);
    });
  });
}
