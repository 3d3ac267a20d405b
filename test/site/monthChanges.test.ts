import { addDays } from "../../domain/values/day";
import { TRASH_DAYS } from "../../domain/values/limits";
import { expect, test } from "./fixtures";
import {
  addForm,
  descriptions,
  goTo,
  keepScreenshot,
  openAs,
  rowOf,
  stopAsking,
  storedRow,
  total,
} from "./site";

import { log, storedIn } from "./storedMonth";

test.use({ serviceWorkers: "allow" });

test.beforeEach(async ({ page, user }) => {
  await openAs(page, user);
  await expect(page.getByText("No expenses yet")).toBeVisible();
});

/** A day as the page writes it in English. */
const inEnglish = (day: string, format: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-US", { ...format, timeZone: "UTC" }).format(new Date(day));

test.describe("Changes of a month on the site", () => {
  test("joins an edit with another device's, asks which value to keep of one field, and says where it went", async ({
    page,
    user,
    clock,
  }) => {
    await log(user, { description: "Shared taxi", amount: "10", date: clock.today });
    await page.reload();
    const [taxi] = await storedIn(user, clock.month);
    const elsewhere = (version: number, body: object) =>
      user.api("PATCH", `/expenses/${taxi?.expenseId}`, { body, headers: { "If-Match": `"${version}"` } });
    const save = async (name: string, field: string, value: string) => {
      await rowOf(page, name).locator(".row-open").click();
      const form = page.getByRole("form", { name: `Edit ${name}` });
      await form.getByLabel(field).fill(value);
      await form.getByRole("button", { name: "Save" }).click();
    };
    await rowOf(page, "Shared taxi").locator(".row-open").click(); // Its form keeps the list unchanged.
    await expect(page.getByRole("form", { name: "Edit Shared taxi" }).locator(":focus")).toHaveCount(1);
    await elsewhere(1, { amount: "20" });
    await page.keyboard.press("Escape");
    await save("Shared taxi", "What for?", "Shared cab");
    await expect(storedRow(page, "Shared cab")).toContainText("$20.00");
    await elsewhere(3, { description: "Night cab" });
    await save("Shared cab", "What for?", "Day cab");
    const conflict = page.getByRole("form", { name: "Choose what to keep of Night cab" });
    await expect(conflict.getByRole("radio")).toHaveCount(2);
    await keepScreenshot(page, "conflict-desk");
    await conflict.getByRole("button", { name: "Save" }).click();
    for (const choice of await conflict.getByRole("radio").all()) {
      await expect(choice).toHaveJSProperty("validationMessage", "Choose one of the two.");
    }
    await conflict.getByLabel("Night cab").check();
    await conflict.getByRole("button", { name: "Save" }).click();
    await expect(rowOf(page, "Night cab")).toBeVisible();
    await elsewhere(4, { description: "Owl cab" });
    await save("Night cab", "What for?", "Day cab");
    await expect(
      page.getByRole("form", { name: "Choose what to keep of Owl cab" }).getByLabel("Day cab"),
    ).toBeFocused();
    await page.keyboard.press("Escape");
    await save("Owl cab", "Date", "2024-02-29");
    await expect(page.getByText("“Owl cab” is in February 2024 now")).toBeVisible();
    await page.getByRole("button", { name: "Show" }).click();
    await expect(rowOf(page, "Owl cab").locator(".row-open")).toBeFocused();
  });

  test("shows within half a minute what another device did, without a hand on this one", async ({
    page,
    user,
    clock,
  }) => {
    await page.clock.install({ time: clock.now });
    await page.reload();
    await expect(page.getByText("No expenses yet")).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready); // The last thing that the page starts after it shows.
    await log(user, { description: "From afar", amount: "10", date: clock.today });
    await page.clock.runFor(30_000);
    await expect(storedRow(page, "From afar")).toBeVisible();
    await expect(total(page)).toHaveText("$10.00");
    const [expense] = await storedIn(user, clock.month);
    await user.api("DELETE", `/expenses/${expense?.expenseId}`);
    const { body, headers } = await user.api<object>("GET", "/ledger/settings");
    const request = { body: { ...body, currency: "EUR" }, headers: { "If-Match": headers.etag ?? "" } };
    expect((await user.api("PUT", "/ledger/settings", request)).status).toBe(200);
    await expect(addForm(page)).toContainText("USD");
    await page.clock.runFor(30_000);
    await expect(rowOf(page, "From afar")).toHaveCount(0);
    await expect(addForm(page)).toContainText("EUR");
  });

  test("shows what another device did as soon as the user comes from another screen", async ({
    page,
    user,
    clock,
  }) => {
    await stopAsking(page);
    await page.reload();
    await expect(page.getByText("No expenses yet")).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await goTo(page, "Budgets");
    await expect(page.getByText("No budgets yet")).toBeVisible();
    await log(user, { description: "From afar", amount: "10", date: clock.today });
    await goTo(page, "Expenses");
    await expect(storedRow(page, "From afar")).toBeVisible();
    await expect(total(page)).toHaveText("$10.00");
  });

  test("goes on at the next expense with the keys after one that was alone on its day is deleted", async ({
    page,
    user,
    clock,
  }) => {
    for (const back of [0, 1, 2]) {
      await log(user, { description: `Day ${back}`, amount: "1", date: addDays(clock.today, -back) });
    }
    await page.goto("/#/all");
    await expect(storedRow(page, "Day 1")).toBeVisible();
    await rowOf(page, "Day 1").locator(".row-open").focus();
    await page.keyboard.press("Delete");
    await expect(rowOf(page, "Day 1")).toHaveCount(0);
    await expect(rowOf(page, "Day 2").locator(".row-open")).toBeFocused();
  });

  test("goes on at the next expense with the keys after an edit takes one out of the filter", async ({
    page,
    user,
    clock,
  }) => {
    for (const name of ["Bus one", "Bus two", "Bus three"]) {
      await log(user, { description: name, amount: "1", date: clock.today });
    }
    await page.goto("/#/all?q=bus");
    await expect(storedRow(page, "Bus three")).toBeVisible();
    const [, second, third] = await descriptions(page).allInnerTexts();
    await rowOf(page, second ?? "")
      .locator(".row-open")
      .focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: `Edit ${second}` });
    await form.getByLabel("What for?").fill("Coach");
    await page.keyboard.press("Enter");
    await expect(descriptions(page)).toHaveCount(2);
    await expect(rowOf(page, third ?? "").locator(".row-open")).toBeFocused();
  });

  test("shows the form of an expense with many parts below nothing", async ({ page, user, clock }) => {
    const parts = Array.from({ length: 10 }, (_, index) => ({
      category: ["Food", "Home", "Other"][index % 3],
      amount: "1",
    }));
    await log(user, { description: "Weekly shop", amount: "10", date: clock.today, parts });
    await page.setViewportSize({ width: 1024, height: 500 });
    await page.reload();
    await rowOf(page, "Weekly shop").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Weekly shop" });
    await form.evaluate((one) => scrollTo({ top: one.getBoundingClientRect().top + scrollY - 60 }));
    const isCovered = await form.getByLabel("What for?").evaluate((one) => {
      const { x, y } = one.getBoundingClientRect();
      return !one.contains(document.elementFromPoint(x + 5, y + 5));
    });
    expect(isCovered).toBe(false);
  });

  test("tells what waits for the network in whole words, at any width and in the longest language", async ({
    page,
    context,
  }) => {
    await page.goto("/#/settings");
    await page.getByLabel("Language").selectOption("de");
    await page.goto("/#/");
    const form = page.getByRole("form", { name: "Ausgabe hinzufügen" });
    await expect(form).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    for (const name of ["Tee", "Brot"]) {
      await form.getByLabel("Betrag").fill("2");
      await form.getByLabel("Wofür?").fill(name);
      await form.getByRole("button", { name: "Hinzufügen" }).click();
      await expect(rowOf(page, name)).toBeVisible();
    }
    const waiting = page.getByRole("link", { name: "2 ungesendet" });
    for (const width of [768, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const lines = await waiting.evaluate((link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
      });
      // Two words.
      expect(lines, `${width} px`).toBeLessThanOrEqual(width < 1000 ? 2 : 1);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    await context.setOffline(false);
  });

  test("names the year of a day in a list of several years, and not in a month's own", async ({
    page,
    user,
    clock,
  }) => {
    const date = `${Number(clock.today.slice(0, 4)) - 1}-03-05`;
    await log(user, { description: "Last year", amount: "1", date });
    const day = { weekday: "short", day: "numeric", month: "long" } as const;
    const heading = page.locator(".day-head > :first-child");
    await page.goto("/#/all");
    await expect(heading).toHaveText(inEnglish(date, { ...day, year: "numeric" }));
    await page.goto(`/#/${date.slice(0, 7)}`);
    await expect(heading).toHaveText(inEnglish(date, day));
  });

  test("changes and deletes several expenses together", async ({ page, user, clock }) => {
    for (const amount of ["1", "2", "4"]) {
      await log(user, { description: `Ticket ${amount}`, amount, date: clock.today });
    }
    await page.reload();
    await page.getByRole("checkbox", { name: "Select Ticket 1" }).check();
    await page.getByRole("button", { name: "Select all 3" }).click();
    await page.getByRole("toolbar").getByLabel("Change category").selectOption("Travel");
    await expect(page.getByText("Changed 3 expenses")).toBeVisible();
    await page.getByRole("checkbox", { name: "Select Ticket 1" }).check();
    await page.getByRole("checkbox", { name: "Select Ticket 4" }).check();
    await page.getByRole("button", { name: "Delete 2 expenses" }).click();
    await expect(page.getByText("Deleted 2 expenses")).toBeVisible();
    await expect(total(page)).toHaveText("$2.00");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(rowOf(page, "Ticket 4")).toBeVisible();
    await expect(total(page)).toHaveText("$7.00");
    const stored = await storedIn(user, clock.month);
    expect(stored.map(({ category }) => category)).toContain("Travel");

    await page.getByRole("button", { name: "Delete Ticket 1" }).click();
    await page.goto("/#/trash");
    const end = addDays(clock.today, TRASH_DAYS);
    await expect(rowOf(page, "Ticket 1")).toContainText(
      `gone for good on ${inEnglish(end, { dateStyle: "medium" })}`,
    );
    await page.getByRole("checkbox", { name: "Select Ticket 1" }).check();
    await page.getByRole("button", { name: "Delete 1 expense for good" }).click();
    const question = page.getByRole("dialog", { name: "Delete 1 expense for good" });
    await keepScreenshot(page, "erase");
    await question.getByRole("button", { name: "Delete 1 expense for good" }).click();
    await expect(page.getByText("Deleted 1 expense for good")).toBeVisible();
    await expect(page.getByText("The trash is empty")).toBeVisible();
  });
});
