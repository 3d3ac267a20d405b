import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openAs, rowOf, SCREENS, storedRow } from "./site";
import { log } from "./storedMonth";

test.use(SCREENS.phone);

/** Saves a form from its end, and expects to be led to a field with a problem. */
async function expectLedTo(form: Locator, field: Locator): Promise<void> {
  const button = form.getByRole("button", { name: "Save" });
  await button.scrollIntoViewIfNeeded();
  await button.tap();
  await expect(field).toBeFocused();
  await expect(field).toBeInViewport({ ratio: 1 });
}

test("A form that cannot be saved leads to the first field that has a problem, however long it is", async ({
  page,
  user,
  clock,
}) => {
  const parts = Array.from({ length: 10 }, (_, index) => ({
    category: index % 2 ? "Home" : "Pets",
    amount: "1",
  }));
  await log(user, { description: "Weekly shop", amount: "10", date: clock.today, parts });
  await openAs(page, user);

  await rowOf(page, "Weekly shop").locator(".row-open").tap();
  const edit = page.getByRole("form", { name: "Edit Weekly shop" });
  await edit.getByLabel("Amount of part 10").fill("2");
  const [description, date] = [edit.getByLabel("What for?"), edit.getByLabel("Date")];
  await date.fill("");
  await description.fill("");
  await expectLedTo(edit, description);
  await expect(edit.getByText("Enter what it was for.")).toBeInViewport();
  await description.fill("Fair");
  await expectLedTo(edit, date);
  await date.fill(clock.today);
  await expectLedTo(edit, edit.getByLabel("Amount of part 10"));
  await edit.getByLabel("Amount of part 3").fill("one");
  await expectLedTo(edit, edit.getByLabel("Amount of part 3"));
  await edit.getByLabel("Amount of part 3").fill("0");
  // The folded part opens.
  await edit.getByLabel("Amount of part 3").fill("one");
  await edit.getByText("More", { exact: true }).tap();
  await expect(edit.getByLabel("Amount of part 3")).toBeHidden();
  await expectLedTo(edit, edit.getByLabel("Amount of part 3"));
  await edit.getByLabel("Amount of part 3").fill("1");
  await edit.getByLabel("Amount of part 10").fill("1");
  await edit.getByRole("button", { name: "Save" }).tap();
  await expect(storedRow(page, "Fair")).toBeVisible();

  await page.goto("/#/settings/recurring");
  await page.getByRole("button", { name: "Add recurring expense" }).tap();
  const rule = page.getByRole("form", { name: "Recurring expense" });
  await expectLedTo(rule, rule.getByLabel("Amount"));

  await page.goto("/#/budgets");
  await page.getByRole("button", { name: "Add a budget" }).first().tap();
  const budget = page.getByRole("form", { name: "Add a budget" });
  await budget.getByLabel("Name").fill("Food");
  await budget.getByLabel("Amount").fill("100");
  await budget.getByLabel("Counts").selectOption("Categories");
  await expectLedTo(budget, budget.getByLabel("Counts"));

  await page.goto("/#/settings/categories");
  await page.getByRole("button", { name: "Edit Travel" }).tap();
  const category = page.getByRole("form", { name: "Edit Travel" });
  await category.getByLabel("Name").fill("Home");
  await expectLedTo(category, category.getByLabel("Name"));
});
