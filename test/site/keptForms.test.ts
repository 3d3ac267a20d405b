import type { Page } from "@playwright/test";
import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import type { TestUser } from "../helpers/api";
import { expect, test } from "./fixtures";
import { openAs, rowOf } from "./site";

test.describe("Input that is not saved yet is there again on another visit to its screen, and when the page was loaded again:", () => {
  test("a new recurring expense, with its schedule and its further fields, until it is saved", async ({
    page,
    user,
    clock: { today },
  }) => {
    await openAs(page, user);
    await page.goto("/#/settings/recurring");
    await page.getByRole("button", { name: "Add recurring expense" }).click();
    const form = ruleForm(page);
    await form.getByLabel("Amount").fill("12.5 CHF");
    await form.getByLabel("What for?").fill("Piano lessons");
    await form.getByLabel("Date").fill(addDays(today, 3));
    await form.getByText("More", { exact: true }).click();
    await form.getByLabel("Notes").fill("The two of us");
    await form.getByLabel("Unit").selectOption("weeks");
    await form.getByLabel("Repeat every").fill("2");
    await form.getByLabel("Ends").selectOption("after a number of times");
    await form.getByLabel("Times").fill("7");
    await leaveAndReturn(page, "/#/settings/recurring");
    await page.reload();
    await expect(form.getByLabel("Repeat every")).toHaveValue("2");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toHaveCount(0);
    const [rule] = await rulesOf(user);
    expect(rule).toMatchObject({
      ...{ description: "Piano lessons", amount: "12.50", currency: "CHF", notes: "The two of us" },
      schedule: { every: 2, unit: "weeks", start: addDays(today, 3), count: 7 },
    });
    await page.reload();
    await expect(page.getByRole("button", { name: "Edit Piano lessons" })).toBeVisible();
    await expect(form).toHaveCount(0);
  });

  test("the change of a recurring expense from a day on, until it is cancelled", async ({
    page,
    user,
    clock: { today },
  }) => {
    await addMilk(user, addDays(today, 7));
    await openAs(page, user);
    await page.goto("/#/settings/recurring");
    await page.getByRole("button", { name: "Edit Milk" }).click();
    const form = ruleForm(page);
    await form.getByLabel("What for?").fill("Milk and butter");
    await form.getByLabel("Apply changes").selectOption("from another day on");
    await form.getByLabel("First day to change").fill(addDays(today, 70));
    await leaveAndReturn(page, "/#/settings/recurring");
    await expect(form.getByLabel("What for?")).toHaveValue("Milk and butter");
    await page.reload();
    await expect(form.getByLabel("What for?")).toHaveValue("Milk and butter");
    await expect(form.getByLabel("First day to change")).toHaveValue(addDays(today, 70));
    await form.getByRole("button", { name: "Cancel" }).click();
    await page.reload();
    const edit = page.getByRole("button", { name: "Edit Milk" });
    await edit.click();
    await expect(form.getByLabel("What for?")).toHaveValue("Milk");
    await form.getByRole("button", { name: "Cancel" }).click();
  });

  test("an expense that is edited, also while the form of another one or another month is open", async ({
    page,
    user,
    clock: { today },
  }) => {
    for (const description of ["Tea", "Cake"])
      await user.api("POST", "/expenses", { body: { description, amount: "9", date: today } });
    await openAs(page, user);
    const open = (name: string) => rowOf(page, name).locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Tea" });
    await open("Tea");
    await form.getByLabel("Amount").fill("12.5");
    await open("Cake");
    await expect(form).toHaveCount(0);
    await page.getByRole("form", { name: "Edit Cake" }).getByRole("button", { name: "Cancel" }).click();
    await open("Tea");
    await expect(form.getByLabel("Amount")).toHaveValue("12.5");
    await form.getByLabel("What for?").fill("Green tea");
    const month = page.getByRole("heading", { level: 1 });
    const name = (await month.textContent()) ?? "";
    await page.getByRole("link", { name: "Previous month" }).click();
    await expect(month).not.toHaveText(name);
    await page.getByRole("link", { name: "Next month" }).click();
    await expect(month).toHaveText(name);
    if ((await form.count()) === 0) await open("Tea");
    await expect(form.getByLabel("Amount")).toHaveValue("12.5");
    await expect(form.getByLabel("What for?")).toHaveValue("Green tea");
  });

  test("a recurring expense that begins like an expense", async ({ page, user, clock: { today } }) => {
    const body = { description: "Rent", amount: "900", date: today };
    const { expenseId } = (await user.api<{ expenseId: string }>("POST", "/expenses", { body })).body;
    await openAs(page, user);
    await page.goto(`/#/settings/recurring?like=${expenseId}`);
    const form = ruleForm(page);
    await expect(form.getByLabel("What for?")).toHaveValue("Rent");
    await form.getByLabel("Amount").fill("950");
    await page.reload();
    await expect(form.getByLabel("What for?")).toHaveValue("Rent");
    await expect(form.getByLabel("Amount")).toHaveValue("950");
  });

  test("a single occurrence, also when it was entered elsewhere meanwhile, which saving it says", async ({
    page,
    user,
    clock: { today, month },
  }) => {
    await addMilk(user, today, { mode: "propose", schedule: { every: 1, unit: "years", start: today } });
    const [rule] = await rulesOf(user);
    await openAs(page, user);
    const upcoming = page.locator(".upcoming");
    await upcoming.getByRole("button", { name: /^Change only Milk/ }).click();
    const form = page.getByRole("form", { name: "Only this one" });
    await form.getByLabel("What for?").fill("Milk of the neighbours");
    await leaveAndReturn(page, `/#/${month}`);
    await expect(form.getByLabel("What for?")).toHaveValue("Milk of the neighbours");
    await page.reload();
    await expect(form.getByLabel("What for?")).toHaveValue("Milk of the neighbours");

    await user.api("POST", `/recurring/${rule?.id}/occurrences`, { body: { day: today, action: "post" } });
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(upcoming).toHaveCount(0);
    await expect(form.getByLabel("What for?")).toHaveValue("Milk of the neighbours");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toContainText("this occurrence was decided");
    await form.getByRole("button", { name: "Cancel" }).click();
    await expect(form).toHaveCount(0);
  });

  test("a budget, with what it counts and its period, until it is saved", async ({ page, user }) => {
    await openAs(page, user);
    await page.goto("/#/budgets");
    const add = page.getByRole("button", { name: "Add a budget" });
    await add.click();
    const form = page.getByRole("form", { name: "Add a budget" });
    await form.getByLabel("Name").fill("Travelling");
    await form.getByLabel("Counts").selectOption("Tags");
    await form.getByRole("textbox", { name: "Tags" }).pressSequentially("trip, train");
    await leaveAndReturn(page, "/#/budgets");
    await expect(form.getByLabel("Name")).toHaveValue("Travelling");
    await form.getByLabel("Amount").fill("400 EUR");
    await form.getByLabel("Every").selectOption("Year");
    await page.reload();
    await expect(form.getByLabel("Every")).toHaveValue("year");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toHaveCount(0);
    const { budgets } = (await user.api<BudgetList>("GET", "/budgets")).body;
    expect(budgets).toMatchObject([
      { name: "Travelling", tags: ["trip", "train"], amount: "400.00", currency: "EUR", period: "year" },
    ]);
    await page.reload();
    await expect(page.getByRole("button", { name: "Edit Travelling" })).toBeVisible();
    await add.click();
    await expect(form.getByLabel("Name")).toHaveValue("");
  });
});

const ruleForm = (page: Page) => page.getByRole("form", { name: "Recurring expense" });

/** Opens another screen of the page, and comes back. */
async function leaveAndReturn(page: Page, href: string): Promise<void> {
  await page.goto("/#/reports");
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  await page.goto(href);
}

const addMilk = (user: TestUser, start: string, terms: object = {}) =>
  user.api("POST", "/recurring", {
    body: { description: "Milk", amount: "9", schedule: { every: 7, unit: "days", start }, ...terms },
  });

const rulesOf = async (user: TestUser) =>
  (await user.api<{ rules: RecurringExpense[] }>("GET", "/recurring")).body.rules;
