import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { descriptions, goTo, openAs, rowOf, storedRow } from "./site";
import { log } from "./storedMonth";

test.beforeEach(({ page, user }) => openAs(page, user));

/** Presses what a message offers, and expects it to lead to an expense. */
async function expectShown(page: Page, name: string): Promise<void> {
  await page.locator(".toast").getByRole("button", { name: "Show" }).click();
  await expect(rowOf(page, name).locator(".row-open")).toBeFocused();
}

test("The message that expenses are restored leads to them, of one and of several", async ({
  page,
  user,
}) => {
  for (const description of ["Lamp", "Chair", "Desk"]) {
    await log(user, { description, amount: "9", date: "2024-02-10" });
  }
  await page.goto("/#/2024-02");
  await expect(storedRow(page, "Lamp")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select Lamp" }).check();
  await page.getByRole("button", { name: "Select all 3" }).click();
  await page.getByRole("button", { name: "Delete 3 expenses" }).click();
  await expect(page.getByText("Deleted 3 expenses")).toBeVisible();

  await goTo(page, "Trash");
  await page.getByRole("button", { name: "Restore Lamp" }).click();
  await expect(page.getByText("Restored “Lamp”")).toBeVisible();
  await expectShown(page, "Lamp");
  await expect(page).toHaveURL(/#\/2024-02$/);

  await goTo(page, "Trash");
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Restore 2 expenses" }).click();
  await expect(page.getByText("Restored 2 expenses")).toBeVisible();
  await page.locator(".toast").getByRole("button", { name: "Show" }).click();
  await expect(page.locator(".row-open:focus")).toContainText(/Chair|Desk/);
  await expect(descriptions(page)).toHaveCount(3);
});

test("A restored expense goes back to the trash by the message or Ctrl+Z, as several do", async ({
  page,
  user,
}) => {
  await log(user, { description: "Lamp", amount: "9", date: "2024-02-10" });
  await page.goto("/#/2024-02");
  await storedRow(page, "Lamp").hover();
  await page.getByRole("button", { name: "Delete Lamp" }).click();
  await expect(page.getByText("Deleted “Lamp”")).toBeVisible();
  await goTo(page, "Trash");
  const restore = page.getByRole("button", { name: "Restore Lamp" });
  for (const undo of [
    () => page.locator(".toast").getByRole("button", { name: "Undo" }).click(),
    () => page.locator("body").press("Control+z"),
  ]) {
    await restore.click();
    await expect(page.getByText("Restored “Lamp”")).toBeVisible();
    await expect(restore).toHaveCount(0);
    await undo();
    await expect(page.getByText("Deleted “Lamp”")).toBeVisible();
    await expect(restore).toBeVisible();
  }
});

test("An expense whose category takes it out of a search or a filter can be followed", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Cheese", amount: "9", category: "Groceries", date: clock.today });
  await log(user, { description: "Bread", amount: "3", category: "Groceries", date: clock.today });
  const choose = async (name: string, category: string) => {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await page.getByRole("toolbar").getByLabel("Change category").selectOption(category);
    await expect(page.getByText("Changed 1 expense")).toBeVisible();
  };
  // The month was read before there were any.
  await page.reload();
  await page.goto("/#/?q=groceries");
  await expect(descriptions(page)).toHaveText(["Bread", "Cheese"]);
  await choose("Cheese", "Travel");
  await expect(descriptions(page)).toHaveText(["Bread"]);
  await expectShown(page, "Cheese");

  await page.goto("/#/?category=Groceries");
  await expect(descriptions(page)).toHaveText(["Bread"]);
  await choose("Bread", "Travel");
  await page.locator(".toast").getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/\?category=Travel$/);
  await expect(descriptions(page)).toHaveText(["Bread", "Cheese"]);
  // It is there already.
  await page.goto("/#/?q=e");
  await choose("Bread", "Home");
  await expect(page.locator(".toast").getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(page.locator(".toast").getByRole("button", { name: "Show" })).toHaveCount(0);
});

test("Ctrl+Z undoes one act after the other, those on categories too", async ({ page, user, clock }) => {
  for (const description of ["Cheese", "Bread"])
    await log(user, { description, amount: "3", date: clock.today });
  await page.reload();
  for (const name of ["Cheese", "Bread"]) {
    await storedRow(page, name).hover();
    await page.getByRole("button", { name: `Delete ${name}` }).click();
    await expect(page.getByText(`Deleted “${name}”`)).toBeVisible();
  }
  await page.locator("body").press("Control+z");
  await expect(descriptions(page)).toHaveText(["Bread"]);
  await page.locator("body").press("Control+z");
  await expect(descriptions(page)).toHaveText(["Bread", "Cheese"]);

  await page.goto("/#/settings/categories");
  const names = page.getByRole("list", { name: "Your categories" }).locator(".row-name");
  const before = await names.allInnerTexts();
  await page.getByRole("button", { name: "Add a category" }).click();
  await page.getByRole("form", { name: "Add a category" }).getByLabel("Name").fill("Boats");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Added “Boats”")).toBeVisible();
  await page.getByRole("button", { name: "Move Travel up" }).click();
  await expect(page.getByText("Moved “Travel”")).toBeVisible();
  await page.getByRole("button", { name: "Edit Travel" }).click();
  const form = page.getByRole("form", { name: "Edit Travel" });
  const former = await form.getByRole("radio", { checked: true }).first().getAttribute("aria-label");
  await form.getByRole("radio", { name: "Violet" }).check({ force: true });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Changed “Travel”")).toBeVisible();
  for (let presses = 0; presses < 3; presses++) await page.locator("body").press("Control+z");
  await expect(names).toHaveText(before);
  await page.getByRole("button", { name: "Edit Travel" }).click();
  await expect(form.getByRole("radio", { name: former ?? "", exact: true })).toBeChecked();
});

test("An address with filters that are none shows the list without them", async ({ page, user, clock }) => {
  await log(user, { description: "Cheese", amount: "9", date: clock.today });
  await page.reload();
  await page.goto("/#/all?from=foo&kind=bar&q=cheese");
  await expect(descriptions(page)).toHaveText(["Cheese"]);
  await expect(page).toHaveURL(/#\/all\?q=cheese$/);
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
});
