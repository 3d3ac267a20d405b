import type { Expense } from "../../domain/expenses/expense";
import { expect, test } from "./fixtures";
import { addForm, answered, goTo, openAs, quickAdd, rowOf, storedRow, total } from "./site";

const FAMILY = "👨‍👩‍👧‍👦";

test.describe("Texts on the page", () => {
  test("may be 300 emoji, which can be added, shown and edited", async ({ page, user }) => {
    const description = FAMILY.repeat(300);
    await openAs(page, user);
    await answered(page, "POST", () => quickAdd(page, { amount: "3", description }));
    await storedRow(page, description).locator(".row-open").click();
    const form = page.locator(".edit-row");
    await expect(form.getByLabel("What for?")).toHaveValue(description);

    await form.getByLabel("What for?").fill(FAMILY.repeat(501));
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toHaveText("At most 500 characters.");
    await form.getByLabel("What for?").fill(`${description} x`);
    await answered(page, "PATCH", () => form.getByRole("button", { name: "Save" }).click());
    await expect(storedRow(page, `${description} x`)).toBeVisible();
    const { body } = await user.api<{ expenses: Expense[] }>("GET", "/expenses");
    expect(body.expenses.map((one) => one.description)).toEqual([`${description} x`]);
  });

  test("that show nothing are missing", async ({ page, user }) => {
    await openAs(page, user);
    await quickAdd(page, { amount: "3", description: "\u200b\u3164\u2800" });
    await expect(addForm(page).getByText("Enter what it was for.")).toBeVisible();
  });

  test("are found whatever their case, accents and form, in the page and by the API", async ({
    page,
    user,
    clock,
  }) => {
    const log = (description: string, category: string) =>
      user.api("POST", "/expenses", { body: { description, category, amount: 2, date: clock.today } });
    await log("Café crème", "Réunion");
    await log("Tea", "REUNION");
    await openAs(page, user);
    await page.getByRole("searchbox").fill("CAFE\u0301 creme");
    await expect(page.locator(".row")).toHaveCount(1);
    await page.getByRole("link", { name: "Search in all months" }).click();
    await expect(rowOf(page, "Café crème")).toBeVisible();

    await page.goto("/#/?category=reunion");
    await expect(page.locator(".row")).toHaveCount(2);
    await expect(page.getByRole("search").getByLabel("Category").locator("option:checked")).toHaveText(
      /^r[ée]union$/i,
    );
    await expect(page.locator(".category-bar")).toHaveCount(1);
    await expect(total(page)).toHaveText("$4.00");
  });

  test("keep their direction to themselves", async ({ page, user, clock }) => {
    const description = "a\u202eexe.cod";
    await user.api("POST", "/expenses", {
      body: { description, category: "\u202eתיק", amount: 2, date: clock.today },
    });
    await openAs(page, user);
    const row = storedRow(page, description);
    await expect(row.locator("bdi.row-name")).toHaveText(description);
    await expect(row.locator(".row-category")).toHaveText("\u2068תיק\u2069");
    await row.getByRole("button", { name: "Delete \u2068aexe.cod\u2069" }).click();
    await expect(page.locator(".toast-text")).toHaveText("Deleted “\u2068aexe.cod\u2069”");
    // Also among several in one text.
    await page.goto(`/#/${clock.today.slice(0, 7)}?tag=${encodeURIComponent("a\u202eb\nתיק")}`);
    await expect(page.locator(".filter-on bdi")).toHaveText("Tag: \u2068ab\u2069, \u2068תיק\u2069");
  });

  test("of categories are as long as the API takes them, and none is there twice", async ({ page, user }) => {
    await openAs(page, user);
    await goTo(page, "Settings", "Edit categories");
    await page.getByRole("button", { name: "Add a category" }).click();
    const form = page.getByRole("form", { name: "Add a category" });
    for (const [name, problem] of [
      [FAMILY.repeat(41), "At most 40 characters."],
      ["GROCÉRIES", "A category with this name already exists."],
      ["\u200b", "Enter a name."],
    ] as const) {
      await form.getByLabel("Name").fill(name);
      await form.getByRole("button", { name: "Save" }).click();
      await expect(form.getByRole("alert")).toHaveText(problem);
    }
    await form.getByLabel("Name").fill(FAMILY.repeat(25));
    await answered(page, "PUT", () => form.getByRole("button", { name: "Save" }).click());
    const { body } = await user.api<{ categories: { name: string; sign: string }[] }>("GET", "/settings");
    expect(body.categories.at(-1)).toMatchObject({ name: FAMILY.repeat(25), sign: FAMILY });
  });
});
