import type { Locator } from "@playwright/test";
import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { addDays, addMonths } from "../../domain/values/day";
import { runJob } from "../helpers/cloud";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { openAs, rowOf } from "./site";
import { log } from "./storedMonth";

const ID = "01KCA0000000000000000000ZZ";

test("the month stays where it is while the code for budgets is fetched that there are not", async ({
  page,
  user,
}) => {
  await log(user, { description: "Lunch", amount: "50", category: "Eating out" });
  const { promise: looked, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(/\/ahead-\w+\.js$/, (route) => looked.then(() => route.continue()));
  await openAs(page, user);
  const row = rowOf(page, "Lunch");
  const before = await row.boundingBox();
  const budgets = page.waitForResponse((response) => response.url().endsWith("/budgets"));
  letGo();
  await budgets;
  expect(await row.boundingBox()).toEqual(before);
});

test("a budget is made, shows what is left, leads to its rows, and its deletion is undone", async ({
  page,
  user,
  clock: { now, today },
}) => {
  await log(user, { description: "Feast", amount: "300", category: "Groceries" });
  await log(user, { description: "Lunch", amount: "50", category: "Eating out" });
  await log(user, { description: "Bus", amount: "50", category: "Transport" });
  await loadAxe(page.context());
  await openAs(page, user);
  await page.getByRole("link", { name: "Budgets", exact: true }).filter({ visible: true }).click();
  await expect(page.getByText("No budgets yet")).toBeVisible();
  await page.getByRole("button", { name: "Add a budget" }).click();
  const form = page.getByRole("form", { name: "Add a budget" });
  await form.getByLabel("Name").fill("Food");
  await form.getByLabel("Counts").selectOption("Categories");
  await form.getByLabel("Groceries").check();
  await form.getByLabel("Eating out").check();
  await form.getByLabel("Amount").fill("400");
  await form.getByLabel("Every").selectOption("Year");
  await form.getByRole("button", { name: "Save" }).click();
  const rows = page.getByRole("link", { name: /Food: \d+ % spent$/ }).first();
  await expect(rows).toContainText("$350.00 of $400.00");
  await expect(rows).toContainText("$50.00 left");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Edit Food" }).click();
  await page.getByRole("form", { name: "Edit Food" }).getByLabel("Amount").fill("350");
  await page.getByRole("form", { name: "Edit Food" }).getByRole("button", { name: "Save" }).click();
  await expect(rows).toContainText("Used up");
  await page.getByRole("button", { name: "Edit Food" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("No budgets yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toContainText("Used up");
  const { body } = await user.api<BudgetList>("GET", "/budgets");
  expect(body.budgets.map(({ name, amount, version }) => [name, amount, version])).toEqual([
    ["Food", "350.00", 4],
  ]);

  await rows.click();
  await expect(rowOf(page, "Feast")).toBeVisible();
  await expect(rowOf(page, "Lunch")).toBeVisible();
  await expect(page.getByText("2 expenses · $350.00")).toBeVisible();
  await expect(rowOf(page, "Bus")).toHaveCount(0);
  await page.goto("#/");
  await expect(page.getByRole("navigation", { name: "Budgets" })).toContainText("Used up");

  const lastWeek = addDays(today, -7);
  await log(user, { description: "Party", amount: "20", category: "Fun", date: lastWeek });
  const weekly = { name: "Fun", amount: "30", currency: "USD", period: "week", categories: ["Fun"] };
  await user.api("PUT", `/budgets/${newExpenseId(now)}`, {
    body: { ...weekly, from: lastWeek },
    headers: { "If-Match": '"0"' },
  });
  await page.goto("#/budgets");
  await page.getByText("Earlier periods").click();
  await page.getByRole("row", { name: "$20.00 $30.00 $10.00" }).getByRole("link").click();
  await expect(page.getByText("1 expense · $20.00")).toBeVisible();
  await expect(rowOf(page, "Party")).toBeVisible();
});

test("the strip of the month follows another category and another tag of an expense, which change no total", async ({
  page,
  user,
  clock: { now, today },
}) => {
  await log(user, { description: "Lunch", amount: "50", category: "Eating out", date: today });
  const scopes = { Food: { categories: ["Groceries"] }, Trip: { tags: ["trip"] } };
  for (const [name, scope] of Object.entries(scopes)) {
    await user.api("PUT", `/budgets/${newExpenseId(now)}`, {
      body: { name, amount: "80", currency: "USD", period: "year", ...scope },
      headers: { "If-Match": '"0"' },
    });
  }
  await openAs(page, user);
  const strip = page.getByRole("navigation", { name: "Budgets" });
  const tile = (name: string) => strip.getByRole("link", { name });
  await expect(tile("Food")).toContainText("$80.00 left");
  const edit = async (change: (form: Locator) => Promise<unknown>) => {
    await rowOf(page, "Lunch").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Lunch" });
    await change(form);
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toHaveCount(0);
  };
  await edit((form) => form.getByLabel("Category").selectOption("Groceries"));
  await expect(tile("Food")).toContainText("$30.00 left");
  await expect(tile("Trip")).toContainText("$80.00 left");
  await edit(async (form) => {
    await form.getByText("More", { exact: true }).click();
    await form.getByLabel("Tags").fill("trip");
  });
  await expect(tile("Trip")).toContainText("$30.00 left");
});

test("a budget's card tells what is left and expected, an amount is proposed, and the page lists the alerts", async ({
  page,
  user,
  cloud,
  clock: { now, today, month },
}) => {
  const days = [1, 2, 3].flatMap((count) =>
    ["04", "14", "24"].map((day) => `${addMonths(month, -count)}-${day}`),
  );
  const amounts = ["30", "40", "50"];
  for (const [index, date] of days.entries()) {
    await log(user, { description: "Market", amount: amounts[index % 3], category: "Groceries", date });
  }
  await log(user, { description: "Market", amount: "10", category: "Groceries", date: today });
  await log(user, { description: "Crisps", amount: "9", category: "Leisure", date: today });
  const save = (body: object) =>
    user.api("PUT", `/budgets/${newExpenseId(now)}`, {
      body: { currency: "USD", period: "month", ...body },
      headers: { "If-Match": '"0"' },
    });
  const from = `${addMonths(month, -1)}-01`;
  await save({ name: "Food", categories: ["Groceries"], amount: "500", rollover: "rest", from });
  await save({ name: "Snacks", categories: ["Leisure"], amount: "10" });
  await runJob(cloud, "evaluateBudgets");
  await openAs(page, user);
  await page.goto("#/budgets");
  const card = page.locator(".budget", { hasText: "Food" });
  await expect(card).toContainText("$10.00 of $880.00");
  await expect(card).toContainText("$380.00 carried over");
  const { budgets } = (await user.api<BudgetList>("GET", "/budgets")).body;
  const current = budgets.find(({ name }) => name === "Food")?.current;
  const { leftPerDay, daysLeft = 0, days: length = 0, expected } = current ?? {};
  const perDay = daysLeft === 1 ? "for today" : `a day for ${daysLeft} days`;
  await expect(card).toContainText(`$${leftPerDay} ${perDay}`);
  await expect(card).toContainText(`· day ${length - daysLeft + 1} of ${length}`);
  const bar = await card.locator(".budget-bar").boundingBox();
  const mark = await card.locator(".budget-today").boundingBox();
  if (bar === null || mark === null) throw new Error("The bar has no mark of today.");
  const middle = ((length - daysLeft + 0.5) / length) * bar.width;
  expect(Math.abs(mark.x + mark.width / 2 - bar.x - middle)).toBeLessThan(1);
  expect(mark.height).toBeGreaterThan(bar.height);
  const band = expected?.low === expected?.high ? "" : ` ($${expected?.low} to $${expected?.high})`;
  expect(expected).toBeDefined();
  await expect(card).toContainText(`Expected by the end: $${expected?.amount}${band}`);

  await page.getByRole("button", { name: "Add a budget" }).click();
  const form = page.getByRole("form", { name: "Add a budget" });
  await form.getByLabel("Name").fill("Market");
  await form.getByLabel("Counts").selectOption("Categories");
  await form.getByLabel("Groceries").check();
  await form.getByRole("button", { name: "Use $120.00, the median of the last months" }).click();
  await expect(form.getByLabel("Amount")).toHaveValue("120.00");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".budget", { hasText: "Market" })).toContainText("$10.00 of $120.00");

  await page.goto("#/settings");
  const alerts = page.getByRole("region", { name: "Alerts so far" });
  await expect(alerts.getByRole("link")).toHaveCount(1);
  await expect(alerts).toContainText("80 % of the budget");
  await alerts.getByRole("link", { name: "Snacks" }).click();
  await expect(page.locator(".budget", { hasText: "Snacks" })).toContainText("$1.00 left");
});

test("an answer that comes late does not replace what was read after it was asked for", async ({
  page,
  user,
}) => {
  const save = (name: string, version: number) =>
    user.api("PUT", `/budgets/${ID}`, {
      body: { name, amount: "400", currency: "USD", period: "year" },
      headers: { "If-Match": `"${version}"` },
    });
  const shown = (name: string) => page.getByRole("button", { name: `Edit ${name}` });
  await save("Old name", 0);
  await openAs(page, user);
  await page.goto("#/budgets");
  await expect(shown("Old name")).toBeVisible();
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
  await page.route(
    /\/budgets$/,
    async (route) => {
      const response = await route.fetch();
      ask();
      await held;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  const look = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await look();
  await isAsked;
  await save("New name", 1);
  await look();
  await expect(shown("New name")).toBeVisible();
  const late = page.waitForEvent("requestfinished", (request) => /\/budgets$/.test(request.url()));
  letGo();
  await late;
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(shown("New name")).toBeVisible();
});
