import type { Locator } from "@playwright/test";
import type { ExpensePage } from "../../domain/expenses/expense";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import { monthlyAfter } from "../../site/data/recurring/startOfRule";
import { runJob } from "../helpers/cloud";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { item, keepScreenshot, openAs, quickAdd, SCREENS, storedRow } from "./site";

test.describe("Recurring expenses", () => {
  test.use(SCREENS.phone);

  test("are added from a row, entered early, paused, and subscribed to", async ({
    page,
    user,
    context,
    clock: { today },
  }) => {
    const tomorrow = addDays(today, 1);
    await loadAxe(context);
    await openAs(page, user);
    await quickAdd(page, { amount: "900", description: "Rent" });
    await storedRow(page, "Rent").click();
    await page.getByRole("link", { name: "Make this recurring" }).click();
    const form = page.getByRole("form", { name: "Recurring expense" });
    await expect(form.getByLabel("What for?")).toHaveValue("Rent");
    // Not today's again.
    await expect(form.getByLabel("Date")).toHaveValue(monthlyAfter(today, today).start);
    // The job, which may run at any time, does not enter it meanwhile.
    await form.getByLabel("Date").fill(tomorrow);
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
    // Another address shows what the former one did.
    const amounts = page.getByLabel("Include amounts");
    await amounts.check();
    const renew = page.getByRole("button", { name: "Create another address" });
    await renew.click();
    await expect(page.getByText("and includes amounts")).toBeVisible();
    await page.reload();
    await expect(amounts).toBeChecked();
    await renew.click();
    await expect(page.locator(".secret code")).toContainText("/calendar.ics?ledger=");
    expect((await user.api("GET", "/calendar")).body).toMatchObject({ feed: { amounts: true } });
    await page.getByRole("button", { name: "Revoke" }).click();
    await expect(page.locator(".secret")).toHaveCount(0);
    await expect(amounts).not.toBeChecked();
    expect((await page.request.get(address)).status()).toBe(404);

    await page.goto(`/#/${tomorrow.slice(0, 7)}`);
    const upcoming = page.locator(".upcoming");
    const skip = upcoming.getByRole("button", { name: /^Skip Rent/ });
    const soonest = upcoming.getByRole("button", { name: (await skip.getAttribute("aria-label")) ?? "" });
    await upcoming.scrollIntoViewIfNeeded();
    await keepScreenshot(page, "upcoming-phone");
    await skip.tap();
    await expect(soonest).toHaveCount(0);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).tap();
    await expect(soonest).toBeVisible();
    await upcoming.getByRole("button", { name: "Upcoming" }).tap();
    const sheet = page.getByRole("dialog", { name: "Upcoming" });
    const enter = sheet.getByRole("button", { name: /^Enter Rent/ });
    await expectAccessible(page);
    await expect(enter).not.toHaveCount(0);
    // Not yet spent.
    await expect(sheet.locator(".row-amount").first()).toHaveCSS("opacity", "0.65");
    await expect(sheet.locator(".item-name").first()).toHaveCSS("opacity", "0.65");
    const change = (within: Locator) => within.getByRole("button", { name: /^Change only Rent/ }).first();
    const one = page.getByRole("form", { name: "Only this one" });
    await change(sheet).click();
    await expect(one).toContainText("The others stay as they are");
    await one.getByRole("button", { name: "Cancel" }).click();
    await expect(one).toHaveCount(0);
    await sheet.getByRole("button", { name: "Close" }).tap();
    const enterFirst = () => upcoming.getByRole("button", { name: /^Enter Rent/ }).tap();
    await enterFirst();
    await expect(soonest).toHaveCount(0);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).tap();
    await expect(soonest).toBeVisible();
    await enterFirst();
    await expect(soonest).toHaveCount(0);
    const { expenses } = (await user.api<ExpensePage>("GET", "/expenses?q=rent")).body;
    expect(expenses.map(({ date }) => date)).toEqual([tomorrow, today]);

    await page.goto("/#/settings/recurring");
    await rule.getByText("Next:").tap();
    const days = rule.getByRole("list", { name: "Upcoming" }).getByRole("listitem");
    await expect(days).not.toHaveCount(0);
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

    const deleting = page.locator(".toast").filter({ hasText: "Deleted" });
    await page.getByRole("button", { name: "Edit Rent" }).click();
    await form.getByRole("button", { name: "Delete" }).click();
    await expect(rule).toHaveCount(0);
    await keepScreenshot(page, "recurring-deleted-phone");
    await deleting.getByRole("button", { name: "Undo" }).tap();
    await expect(rule).toContainText("Next:");

    await page.getByRole("button", { name: "Pause Rent" }).click();
    await expect(rule).toContainText("Paused");
    await page.goto("/#/");
    await expect(upcoming).toHaveCount(0);
  });

  test("change from a later day on, if they are due on it", async ({ page, user, clock: { today } }) => {
    const inDays = (count: number) => addDays(today, count);
    const schedule = { every: 7, unit: "days", start: inDays(7) };
    await user.api("POST", "/recurring", { body: { description: "Milk", amount: "9", schedule } });
    await openAs(page, user);
    await page.goto("/#/settings/recurring");
    await page.getByRole("button", { name: "Edit Milk" }).click();
    const form = page.getByRole("form", { name: "Recurring expense" });
    await form.getByLabel("Amount").fill("12");
    await form.getByLabel("Apply changes").selectOption("from another day on");
    const save = form.getByRole("button", { name: "Save" });
    await save.click();
    await expect(form.getByRole("alert")).toBeVisible();
    await form.getByLabel("First day to change").fill(inDays(71));
    await save.click();
    await expect(form.getByRole("alert")).toContainText("is not due on this day");
    await form.getByLabel("First day to change").fill(inDays(70));
    await save.click();
    await expect(form).toHaveCount(0);
    const { body } = await user.api<{ rules: RecurringExpense[] }>("GET", "/recurring");
    expect(body.rules.map(({ amount, upcoming }) => [amount, upcoming[0]])).toEqual([
      ["9.00", inDays(7)],
      ["12.00", inDays(70)],
    ]);
  });

  test("are saved if they were posted since the form was opened, and over the changes of others only knowingly", async ({
    page,
    user,
    clock: { today },
  }) => {
    const inDays = (count: number) => addDays(today, count);
    const body = { description: "Milk", amount: "9", schedule: { every: 7, unit: "days", start: inDays(7) } };
    const { id } = (await user.api<RecurringExpense>("POST", "/recurring", { body })).body;
    const stored = async () => {
      const list = (await user.api<{ rules: RecurringExpense[] }>("GET", "/recurring")).body;
      return list.rules[0] as RecurringExpense;
    };
    await openAs(page, user);
    await page.goto("/#/settings/recurring");
    const form = page.getByRole("form", { name: "Recurring expense" });
    const saveAs = async (amount: string) => {
      await form.getByLabel("Amount").fill(amount);
      await form.getByRole("button", { name: "Save" }).click();
    };
    const edit = page.getByRole("button", { name: "Edit Milk" });
    await edit.click();
    await user.api("POST", `/recurring/${id}/occurrences`, { body: { day: inDays(7), action: "post" } });
    await saveAs("10");
    await expect(form).toHaveCount(0);
    await edit.click();
    const { version } = await stored();
    const ifMatch = { "If-Match": `"${version}"` };
    await user.api("PATCH", `/recurring/${id}`, { body: { amount: "11" }, headers: ifMatch });
    await saveAs("12");
    await expect(form.getByRole("alert")).toContainText("Somebody else has changed “Milk” meanwhile");
    expect((await stored()).amount).toBe("11.00");
    await saveAs("12");
    await expect(form).toHaveCount(0);
    expect((await stored()).amount).toBe("12.00");
  });

  test("are confirmed, skipped, changed from a day on, paused and resumed, with what they cost a year", async ({
    page,
    user,
    cloud,
    clock: { today },
  }) => {
    const add = (body: object) => user.api<RecurringExpense>("POST", "/recurring", { body });
    const weekly = (start: string) => ({ every: 1, unit: "weeks", start });
    await add({ description: "Gym", amount: "30", mode: "propose", schedule: weekly(addDays(today, -8)) });
    await add({ description: "Rent", amount: "900", schedule: weekly(addDays(today, 3)) });
    await runJob(cloud, "postRecurring");
    const rules = async () => (await user.api<{ rules: RecurringExpense[] }>("GET", "/recurring")).body.rules;
    const rents = async () =>
      (await rules())
        .filter(({ description }) => description === "Rent")
        .sort((one, other) => Number(one.amount) - Number(other.amount));
    await openAs(page, user);
    await page.goto("/#/settings/recurring");
    const [gym, rent] = [item(page, "Gym"), item(page, "Rent")];
    const [stored] = await rents();
    await expect(rent).toContainText(`${dollars(stored?.yearly.amount)} a year`);
    await expect(page.getByText(/^A year from today:/)).toContainText("$");

    const waiting = gym.getByRole("list", { name: "Waiting for you" });
    await expect(waiting.getByRole("listitem")).toHaveCount(2);
    await waiting
      .getByRole("button", { name: /^Enter Gym/ })
      .first()
      .click();
    await expect(waiting.getByRole("listitem")).toHaveCount(1);
    await waiting.getByRole("button", { name: /^Skip Gym/ }).click();
    await expect(waiting).toHaveCount(0);

    await rent.getByRole("button", { name: "Edit Rent" }).click();
    const form = page.getByRole("form", { name: "Recurring expense" });
    await form.getByLabel("Amount").fill("950");
    await form.getByLabel("Apply changes").selectOption({ index: 1 });
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toHaveCount(0);
    await expect(rent).toHaveCount(2);
    const [before, after] = await rents();
    expect([before?.amount, before?.upcoming]).toEqual(["900.00", [addDays(today, 3)]]);
    expect([after?.amount, after?.upcoming[0]]).toEqual(["950.00", addDays(today, 10)]);

    await gym.getByRole("button", { name: "Pause Gym" }).click();
    await expect(gym).toContainText("Paused");
    await gym.getByRole("button", { name: "Resume Gym" }).click();
    await expect(gym).toContainText("Next:");

    await page.goto(`/#/${addDays(today, 10).slice(0, 7)}`);
    const upcoming = page.locator(".upcoming");
    await upcoming.getByRole("button", { name: "Upcoming" }).tap();
    const skip = page
      .getByRole("dialog", { name: "Upcoming" })
      .getByRole("listitem")
      .filter({ hasText: "$950.00" })
      .getByRole("button", { name: /^Skip/ });
    await expect(skip).not.toHaveCount(0);
    const count = await skip.count();
    await skip.first().click();
    await expect(skip).toHaveCount(count - 1);
    const [, later] = await rents();
    expect(later?.upcoming[0]).toBe(addDays(today, 17));
    await page.goto("/#/settings/recurring");
    await rent.getByText("Decided ahead: 1 day").click();
    await rent.getByRole("button", { name: /^Take back Rent/ }).click();
    await expect(rent.getByText(/^Decided ahead/)).toHaveCount(0);
    expect((await rents())[1]?.upcoming[0]).toBe(addDays(today, 10));
    const { expenses } = (await user.api<ExpensePage>("GET", "/expenses?q=gym")).body;
    expect(expenses.map(({ date, amount }) => [date, amount])).toEqual([[addDays(today, -8), "30.00"]]);
  });
});

const dollars = (amount = "") =>
  new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(Number(amount));
