import type { Locator, Page } from "@playwright/test";
import { addMonths } from "../../domain/values/day";
import { expect, test } from "./fixtures";
import { addForm, descriptions, openAs, quickAdd, rowOf, storedRow, total } from "./site";
import { log } from "./storedMonth";

test.beforeEach(async ({ page, user }) => {
  await openAs(page, user);
  await expect(page.getByText("No expenses yet")).toBeVisible();
});

/** Presses Tab until an element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 40; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there.");
}

test("A month is worked through by keys alone", async ({ page, user, clock }) => {
  for (const description of ["First", "Second", "Third"]) {
    await log(user, { description, amount: "1", date: clock.today });
  }
  await page.reload();
  await expect(rowOf(page, "Third")).toBeVisible();
  const amount = addForm(page).getByLabel("Amount");
  const heading = page.getByRole("heading", { level: 1 });
  const month = await heading.textContent();
  await amount.fill("5");
  await addForm(page).getByLabel("What for?").press("ArrowRight"); // Something is typed, if not here.
  await expect(heading).toHaveText(month ?? "");
  await amount.press("Escape");
  await page.keyboard.press("j");
  await expect(rowOf(page, "Third").locator(".row-open")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: "Edit Second" });
  await expect(form).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Delete");
  await expect(rowOf(page, "Second")).toHaveCount(0);
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("Control+z");
  await expect(rowOf(page, "Second")).toBeVisible();
  await expect(page.locator(".row-open[tabindex='0']")).toHaveCount(1);

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(form).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Add again today" }));
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "Second")).toHaveCount(2);
  await expect(page.getByText("Added “Second” again, today")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(rowOf(page, "Second")).toHaveCount(1);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("Ctrl+Z takes back what the form has just added, before what was done earlier", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Old one", amount: "100", date: clock.today });
  await page.reload();
  await storedRow(page, "Old one").locator(".row-open").focus();
  await page.keyboard.press("Delete");
  await expect(page.getByText("Deleted “Old one”")).toBeVisible();
  await quickAdd(page, { description: "Mistake", amount: "7" });
  await expect(descriptions(page)).toHaveText(["Mistake"]);
  // The form takes the focus again once it is emptied.
  await expect(addForm(page).getByLabel("Amount")).toHaveValue("");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Deleted “Mistake”")).toBeVisible();
  await expect(descriptions(page)).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(descriptions(page)).toHaveText(["Old one"]);
  await expect(total(page)).toContainText("100.00");
});

test("Left and right move the caret of a field, and turn the month from elsewhere", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Tea", amount: "12.50", date: clock.today });
  await page.reload();
  const heading = page.getByRole("heading", { level: 1 });
  const month = (await heading.textContent()) ?? "";
  const row = rowOf(page, "Tea").locator(".row-open");
  await row.focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: "Edit Tea" });
  const amount = form.getByLabel("Amount");
  await expect(amount).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("7");
  await expect(amount).toHaveValue("12.570");
  await form.getByLabel("Amount").fill("12.50");
  await form.getByRole("button", { name: "Save" }).press("ArrowLeft");
  await expect(form).toBeVisible();
  await expect(heading).toHaveText(month);
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await page.getByRole("searchbox").press("ArrowLeft");
  await addForm(page).getByLabel("Date").press("ArrowLeft");
  await expect(heading).toHaveText(month);
  await addForm(page).getByLabel("Amount").press("ArrowLeft");
  await expect(heading).not.toHaveText(month);
  await page.keyboard.press("ArrowRight");
  await expect(heading).toHaveText(month);
});

test("A held key deletes one line, and moves on through many", async ({ page, user, clock }) => {
  for (const description of ["First", "Second", "Third"])
    await log(user, { description, amount: "1", date: clock.today });
  await page.reload();
  await expect(rowOf(page, "Third")).toBeVisible();
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("j");
  await expect(rowOf(page, "Third").locator(".row-open")).toBeFocused();
  // Pressed again without being let go, a key repeats.
  await page.keyboard.down("Delete");
  await expect(rowOf(page, "Third")).toHaveCount(0);
  await expect(rowOf(page, "Second").locator(".row-open")).toBeFocused();
  await page.keyboard.down("Delete");
  await page.keyboard.up("Delete");
  await page.keyboard.down("j");
  await expect(rowOf(page, "First").locator(".row-open")).toBeFocused();
  await page.keyboard.up("j");
  await page.keyboard.down("k");
  await page.keyboard.down("k");
  await page.keyboard.up("k");
  await expect(rowOf(page, "Second").locator(".row-open")).toBeFocused();
  await expect(page.locator(".row")).toHaveCount(2);
});

test("N and / lead to the form and the search from any screen, and are letters where somebody types", async ({
  page,
}) => {
  const amount = addForm(page).getByLabel("Amount");
  const search = page.getByRole("searchbox");
  await page.goto("/#/budgets");
  await expect(page.getByText("No budgets yet")).toBeVisible();
  await page.keyboard.press("n");
  await expect(amount).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("n/n");
  await expect(search).toHaveValue("n/n");
  await expect(search).toBeFocused();
  await page.goto("/#/trash");
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
});

test("The palette finds screens, actions, months and categories by their names", async ({
  page,
  user,
  clock,
}) => {
  const before = addMonths(clock.month, -1);
  const named = { amount: "1", date: `${before}-05` };
  await log(user, { ...named, description: "Bus", category: "Transport" });
  await log(user, { ...named, description: "Bread", category: "Groceries" });
  const heading = page.getByRole("heading", { level: 1 });
  const palette = page.getByRole("combobox", { name: "Go to…" });
  const find = async (text: string) => {
    await page.keyboard.press("Control+k");
    await palette.fill(text);
    await palette.press("Enter");
    await expect(palette).toBeHidden();
  };
  const amount = addForm(page).getByLabel("Amount");
  await amount.fill("5");
  await find("trash");
  await expect(heading).toHaveText("Trash");
  await find("insights");
  await expect(page).toHaveURL(/reports\/insights$/);
  await find("not sent");
  await expect(page).toHaveURL(/settings\/unsent$/);
  await find("recurring");
  await expect(page).toHaveURL(/settings\/recurring$/);
  await find("expense new");
  await expect(amount).toBeFocused();
  await expect(amount).toHaveValue("5");
  const name = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
  await find(name.format(new Date(`${before}-01`)));
  await expect(rowOf(page, "Bus")).toBeVisible();
  await expect(rowOf(page, "Bread")).toBeVisible();
  await find("may 1987");
  await expect(heading).toContainText("May 1987");
  await page.goBack();
  await find("Transport");
  await expect(rowOf(page, "Bread")).toHaveCount(0);
  await expect(rowOf(page, "Bus")).toBeVisible();
  await find("may 1987");
  await expect(page).toHaveURL(/#\/1987-05\?category=Transport$/);
});
