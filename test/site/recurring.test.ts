import type { Locator } from "@playwright/test";
import type { ExpensePage } from "../../domain/expenses/expense";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { item, keepScreenshot, quickAdd, SCREENS, signIn, storedRow } from "./site";

test.describe("Recurring expenses", () => {
  test.use(SCREENS.phone);

  test("are added from a row, entered early, paused, and subscribed to", async ({ page, user, context }) => {
    await loadAxe(context);
    await signIn(page, user);
    await quickAdd(page, { amount: "900", description: "Rent" });
    await storedRow(page, "Rent").click();
    await page.getByRole("link", { name: "Make this recurring" }).click();
    const form = page.getByRole("form", { name: "Recurring expense" });
    await expect(form.getByLabel("What for?")).toHaveValue("Rent");
    await form.getByLabel("Unit").selectOption("days");
    await form.getByLabel("Repeat every").fill("0");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toContainText("must be a whole number from 1");
    await form.getByLabel("Repeat every").fill("2");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toHaveCount(0);
    const rule = item(page, "Rent");
    await expect(rule).toContainText("Every 2 days");
    await expect(rule).toContainText("Next:");

    await page.getByRole("button", { name: "Create address" }).click();
    await expect(page.locator(".secret code")).toContainText("/calendar.ics?ledger=");
    await keepScreenshot(page, "recurring-phone");
    await expectAccessible(page);
    const address = (await page.locator(".secret code").textContent()) ?? "";
    const calendar = await page.request.get(address);
    expect(await calendar.text()).toContain("SUMMARY:Rent");
    await page.getByRole("button", { name: "Revoke" }).click();
    await expect(page.locator(".secret")).toHaveCount(0);
    expect((await page.request.get(address)).status()).toBe(404);

    await page.goto("/#/");
    const upcoming = page.locator(".upcoming");
    await upcoming.getByText("Upcoming").tap();
    const enter = upcoming.getByRole("button", { name: /^Enter Rent/ }).first();
    await expect(enter).toBeVisible();
    // The rows themselves are not rendered while they are far below the upcoming ones.
    await expect(page.getByText("1 expense", { exact: false })).toBeVisible();
    const change = (within: Locator) => within.getByRole("button", { name: /^Change only Rent/ }).first();
    const one = page.getByRole("form", { name: "Only this one" });
    await change(upcoming).click();
    await expect(one).toContainText("The others stay as they are");
    await one.getByRole("button", { name: "Cancel" }).click();
    await expect(one).toHaveCount(0);
    await enter.click();
    await expect(page.getByText("2 expenses")).toBeVisible();

    await page.goto("/#/settings/recurring");
    await rule.getByText("Next:").tap();
    const days = rule.getByRole("list", { name: "Upcoming" }).getByRole("listitem");
    const [changed] = await days.allTextContents();
    await change(rule).click();
    await expect(one.getByLabel("Amount")).toHaveValue("900.00");
    await one.getByLabel("Amount").fill("0");
    await one.getByRole("button", { name: "Save" }).click();
    await expect(one).toContainText("The amount must be above 0");
    await one.getByLabel("Amount").fill("950");
    await one.getByRole("button", { name: "Save" }).click();
    await expect(one).toHaveCount(0);
    await expect(rule).toContainText("900");
    await expect.poll(() => days.allTextContents()).not.toContain(changed);
    const { body } = await user.api<ExpensePage>("GET", "/expenses?q=rent");
    expect(body.expenses.map(({ amount }) => amount).sort()).toEqual(["900.00", "900.00", "950.00"]);

    await page.getByRole("button", { name: "Pause Rent" }).click();
    await expect(rule).toContainText("Paused");
    await page.goto("/#/");
    await expect(upcoming).toHaveCount(0);
  });

  test("change from a later day on, if they are due on it", async ({ page, user }) => {
    const inDays = (count: number) => addDays(new Date().toISOString().slice(0, 10), count);
    const schedule = { every: 7, unit: "days", start: inDays(7) };
    await user.api("POST", "/recurring", { body: { description: "Milk", amount: "9", schedule } });
    await signIn(page, user);
    await page.goto("/#/settings/recurring");
    await page.getByRole("button", { name: "Edit Milk" }).click();
    const form = page.getByRole("form", { name: "Recurring expense" });
    await form.getByLabel("Amount").fill("12");
    await form.getByLabel("Changes hold").selectOption("from another day on");
    const save = form.getByRole("button", { name: "Save" });
    await save.click();
    await expect(form.getByRole("alert")).toBeVisible();
    await form.getByLabel("First day of the changes").fill(inDays(71));
    await save.click();
    await expect(form.getByRole("alert")).toContainText("is not due on this day");
    await form.getByLabel("First day of the changes").fill(inDays(70));
    await save.click();
    await expect(form).toHaveCount(0);
    const { body } = await user.api<{ rules: RecurringExpense[] }>("GET", "/recurring");
    expect(body.rules.map(({ amount, upcoming }) => [amount, upcoming[0]])).toEqual([
      ["9.00", inDays(7)],
      ["12.00", inDays(70)],
    ]);
  });
});
