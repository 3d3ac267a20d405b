import { expect, test } from "./fixtures";
import { addForm, quickAdd, rowOf, signIn } from "./site";

test("A page that stays open over midnight turns to the new day and month, and leaves a day that was chosen", async ({
  page,
  user,
}) => {
  await page.clock.install({ time: "2027-01-31T23:58:30Z" });
  await signIn(page, user);
  await expect(page.getByRole("heading", { name: "January 2027" })).toBeVisible();
  const date = addForm(page).getByLabel("Date");
  await quickAdd(page, { amount: "1", description: "Late tea" });
  await expect(rowOf(page, "Late tea")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();

  await page.clock.runFor(120_000);
  await expect(page.getByRole("heading", { name: "February 2027" })).toBeVisible();
  await expect(date).toHaveValue("2027-02-01");

  await quickAdd(page, { amount: "2", description: "Old receipt", date: "2027-01-15" });
  await expect(page.getByText("Saved in January 2027")).toBeVisible();
  await page.clock.runFor(24 * 3_600_000);
  await page.getByRole("link", { name: "Previous month" }).click();
  await expect(page.getByRole("heading", { name: "Sun, January 31" })).toBeVisible();
  await expect(date).toHaveValue("2027-01-15");
});

test("The form for a new expense takes the focus as it appears, and not at midnight from whoever has left it", async ({
  page,
  user,
}) => {
  await page.clock.install({ time: "2027-01-14T23:58:30Z" });
  await signIn(page, user);
  const amount = addForm(page).getByLabel("Amount");
  const date = addForm(page).getByLabel("Date");
  await page.clock.runFor(120_000);
  await expect(date).toHaveValue("2027-01-15");
  await expect(amount).toBeFocused();
  await amount.blur();
  await page.clock.runFor(24 * 3_600_000);
  await expect(date).toHaveValue("2027-01-16");
  await expect(amount).not.toBeFocused();
});

test("A form that is open at the turn of a month stays open with what was typed", async ({ page, user }) => {
  await page.clock.install({ time: "2027-01-31T23:58:30Z" });
  await signIn(page, user);
  await quickAdd(page, { amount: "1", description: "Late tea" });
  await rowOf(page, "Late tea").locator(".row-open").click();
  const form = page.locator(".edit-row");
  await form.getByLabel("What for?").fill("Very late tea");
  await page.clock.runFor(120_000);
  await expect(addForm(page).getByLabel("Date")).toHaveValue("2027-02-01");
  await expect(form.getByLabel("What for?")).toHaveValue("Very late tea");
  await expect(page.getByRole("heading", { name: "January 2027" })).toBeVisible();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "February 2027" })).toBeVisible();
});

test("What recurs is read again at midnight, and a form that is open for it begins with the new day", async ({
  page,
  user,
}) => {
  await page.clock.install({ time: "2027-01-31T23:58:30Z" });
  await signIn(page, user);
  await page.goto("/#/settings/recurring");
  await page.getByRole("button", { name: "Add recurring expense" }).click();
  const form = page.getByRole("form", { name: "Recurring expense" });
  await form.getByLabel("What for?").fill("Rent");
  const on = form.getByLabel("On", { exact: true });
  await expect(on).toContainText("day 31");
  const again = page.waitForRequest((request) => /\/recurring$/.test(request.url()));
  await page.clock.runFor(120_000);
  await again;
  await expect(form.getByLabel("Date")).toHaveValue("2027-02-01");
  await expect(on).toContainText("day 1");
  await expect(form.getByLabel("What for?")).toHaveValue("Rent");
});
