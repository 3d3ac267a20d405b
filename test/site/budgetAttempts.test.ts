import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { expect, test } from "./fixtures";
import { openAs } from "./site";

test("a budget whose answer was lost is not added a second time", async ({ page, user }) => {
  await openAs(page, user);
  await page.goto("#/budgets");
  await page.getByRole("button", { name: "Add a budget" }).click();
  const form = page.getByRole("form", { name: "Add a budget" });
  await form.getByLabel("Name").fill("Food");
  await form.getByLabel("Amount").fill("400");
  await form.getByLabel("Every").selectOption("Year");
  await page.route(
    /\/budgets\/\w+$/,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toBeVisible();
  await form.getByLabel("Amount").fill("450");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toHaveCount(0);
  const { body } = await user.api<BudgetList>("GET", "/budgets");
  expect(body.budgets.map(({ name, amount }) => [name, amount])).toEqual([["Food", "450.00"]]);
});

test("a form tells that somebody else has changed its budget, keeps what was typed, and then replaces it", async ({
  page,
  user,
  clock: { now },
}) => {
  const id = newExpenseId(now);
  const put = (version: number, terms: object) =>
    user.api("PUT", `/budgets/${id}`, {
      body: { name: "Food", amount: "400", currency: "USD", period: "year", ...terms },
      headers: { "If-Match": `"${version}"` },
    });
  await put(0, {});
  await openAs(page, user);
  await page.goto("#/budgets");
  await page.getByRole("button", { name: "Edit Food" }).click();
  const form = page.locator(".budget-form");
  await form.getByLabel("Amount").fill("450");
  await put(1, { name: "Groceries", amount: "420" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Somebody else has changed “Groceries” meanwhile.");
  await expect(form.getByLabel("Amount")).toHaveValue("450");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toHaveCount(0);
  const { body } = await user.api<BudgetList>("GET", "/budgets");
  expect(body.budgets.map(({ amount, version }) => [amount, version])).toEqual([["450.00", 3]]);
});
