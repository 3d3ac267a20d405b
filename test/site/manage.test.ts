import type { Settings } from "../../domain/ledgers/settings";
import { addMonths, dayIn } from "../../domain/values/day";
import { signIn as signInByApi, type TestUser } from "../helpers/api";
import { type CloudAccess, itemsOf, mailsTo } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { expect, test } from "./fixtures";
import {
  downloaded,
  goTo,
  hold,
  item,
  JOURNEYS,
  keepScreenshot,
  openAddForm,
  openAs,
  quickAdd,
  rowOf,
  SCREENS,
  signIn,
  storedRow,
} from "./site";

const monthName = (month: string) =>
  new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

async function log(user: TestUser, description: string, amount: string, date: string, category = "Home") {
  const { status } = await user.api("POST", "/expenses", { body: { description, amount, date, category } });
  expect(status).toBe(201);
}

const settingsOf = async (user: TestUser) => (await user.api<Settings>("GET", "/settings")).body;

/** Waits until the server holds these settings, which the page sends in its turn. */
async function expectSettings(user: TestUser, expected: object): Promise<void> {
  await expect.poll(() => settingsOf(user)).toEqual(expected);
}

test.beforeEach(({ page, user }) => openAs(page, user));

for (const screen of JOURNEYS) {
  test.describe(`Looking after things at a ${screen}`, () => {
    test.use(SCREENS[screen]);

    test("downloads reports of months and years, and makes those that are not there or changed on the way", {
      tag: "@clock",
    }, async ({ page, user, clock }) => {
      const last = addMonths(clock.month, -1);
      const year = last.slice(0, 4);
      await log(user, "Lamp", "30.00", `${last}-10`);
      await goTo(page, "Reports");
      await expect(page.getByRole("listitem").filter({ hasText: "CSV" })).toHaveText([
        /Whole year/,
        new RegExp(monthName(last)),
      ]);

      const release = await hold(page, /\/reports$/, "GET");
      const csvOf = (month: string) =>
        downloaded(page, () => page.getByRole("button", { name: `Download ${month} as CSV` }).click());
      const first = csvOf(monthName(last));
      await expect(item(page, monthName(last)).getByRole("progressbar")).toBeVisible();
      release();
      const file = await first;
      expect(file.name).toBe(`${last}-expense-report.csv`);
      expect(file.text.split("\n")[1]).toMatch(new RegExp(`^"${last}-10","Lamp",,"Home","30\\.00"`));

      await log(user, "Desk", "40.00", `${last}-11`);
      expect((await csvOf(monthName(last))).text).toContain("Desk");
      expect((await csvOf(year)).text.split("\n")).toHaveLength(4);

      const sheet = await downloaded(page, () =>
        page.getByRole("button", { name: `Download ${monthName(last)} as XLSX` }).click(),
      );
      expect(sheet.name).toBe(`${last}-expense-report.xlsx`);
      expect(sheet.text.slice(0, 2)).toBe("PK");
      await keepScreenshot(page, `reports-${screen}`);
    });

    test("says why a report could not be made, and tries again", async ({ page, user, clock }) => {
      await log(user, "Lamp", "30.00", clock.today);
      await goTo(page, "Reports");
      await page.route(/\/reports\//, (route) => route.abort());
      const name = `Download ${monthName(clock.month)} as CSV`;
      await page.getByRole("button", { name }).click();
      await expect(item(page, monthName(clock.month)).getByText("No connection")).toBeVisible();
      await page.unroute(/\/reports\//);
      await downloaded(page, () => page.getByRole("button", { name }).click());
      await expect(page.getByText("No connection")).toHaveCount(0);
    });

    test("downloads the report that there is when no more are made today", async ({ page, user, clock }) => {
      await log(user, "Lamp", "30.00", clock.today);
      await goTo(page, "Reports");
      const button = page.getByRole("button", { name: `Download ${monthName(clock.month)} as CSV` });
      await downloaded(page, () => button.click());
      await log(user, "Desk", "40.00", clock.today);
      const refused = problem("quota.perDay", { values: { max: 20 } });
      await page.route(/\/reports\//, (route) =>
        route.request().method() === "POST"
          ? route.fulfill({ status: 429, json: refused })
          : route.continue(),
      );
      const { text } = await downloaded(page, () => button.click());
      expect([text.includes("Lamp"), text.includes("Desk")]).toEqual([true, false]);
      await expect(
        item(page, monthName(clock.month)).getByText("The limit for this is 20 a day"),
      ).toBeVisible();
    });

    test("says what went wrong with the reports, and tries again", async ({ page }) => {
      await page.route("**/reports", (route) => route.abort());
      await goTo(page, "Reports");
      await expect(page.getByRole("alert").getByText("No connection")).toBeVisible();
      await page.unroute("**/reports");
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByText("Nothing to report yet")).toBeVisible();
    });

    test("reads the trash on when its first page is empty and yet not the last", async ({
      page,
      user,
      clock,
    }) => {
      const lamp = { description: "Lamp", amount: "20", date: clock.today };
      const { body } = await user.api<{ expenseId: string }>("POST", "/expenses", { body: lamp });
      await user.api("DELETE", `/expenses/${body.expenseId}`);
      const cursors: (string | null)[] = [];
      await page.route(/\/expenses\/trash\?/, async (route) => {
        const url = new URL(route.request().url());
        const cursor = url.searchParams.get("cursor");
        cursors.push(cursor);
        url.searchParams.delete("cursor");
        const response = await route.fetch({ url: url.href });
        const json = cursor === null ? { expenses: [], cursor: "later" } : await response.json();
        await route.fulfill({ response, json });
      });
      await goTo(page, "Trash");
      await expect(page.getByRole("button", { name: "Restore Lamp" })).toBeVisible();
      // It may have read from the start more than once.
      expect(new Set(cursors)).toEqual(new Set([null, "later"]));
      await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
    });

    test("selects the whole trash, and calls it empty only at its end", async ({ page, user, clock }) => {
      const names = ["Lamp", "Desk", "Chair"];
      for (const description of names) {
        const body = { description, amount: "20", date: clock.today };
        const added = await user.api<{ expenseId: string }>("POST", "/expenses", { body });
        await user.api("DELETE", `/expenses/${added.body.expenseId}`);
      }
      await page.route(/\/expenses\/trash\?/, (route) =>
        route.continue({ url: route.request().url().replace("limit=100", "limit=2") }),
      );
      await goTo(page, "Trash");
      const boxes = page.getByRole("checkbox");
      await expect(boxes).toHaveCount(2);
      for (const box of await boxes.all()) await box.check();
      await page.route("**/expenses/batch", (route) => route.abort());
      await page.getByRole("button", { name: "Restore 2 expenses" }).click();
      await expect(page.getByText("kept on this device and sent as soon as possible")).toBeVisible();
      await expect(boxes).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Show more" })).toBeVisible();
      await expect(page.getByText("The trash is empty")).toHaveCount(0);
      await page.unroute("**/expenses/batch");
      await page.getByRole("button", { name: "Undo" }).click();
      // They are back once what may have been restored is deleted again.
      await expect(boxes).toHaveCount(2);
      await page.reload();
      await expect(boxes).toHaveCount(2);
      await page.getByRole("button", { name: "Select all" }).click();
      await page.getByRole("button", { name: "Restore 3 expenses" }).click();
      await expect(page.getByText("The trash is empty")).toBeVisible();
    });

    test("shows the alerts of the ledger", async ({ page, user, clock }) => {
      await goTo(page, "Settings");
      await expect(page.getByText("Nothing has raised an alert yet.")).toBeVisible();
      for (const number of [1, 2, 3, 4]) await log(user, `Sofa ${number}`, `90${number}`, clock.today);
      await page.reload();
      await expect(item(page, "Sofa 4").getByText("$904.00")).toBeVisible();
      await expect(item(page, "Sofa 4").getByText("not emailed to you")).toBeVisible();
      await expect(item(page, "Sofa 1")).toHaveCount(0);
      await page.getByRole("button", { name: "Show all 4" }).click();
      await item(page, "Sofa 1").click();
      await expect(rowOf(page, "Sofa 1")).toBeVisible();
    });

    test("keeps currency, zone, theme and language on the server, for another device and the next expense", {
      tag: "@clock",
    }, async ({ page, cloud, user, clock, openDevice }) => {
      await goTo(page, "Settings");
      await page.getByLabel("Currency of new expenses").selectOption("JPY");
      await page.getByLabel("Time zone").selectOption("Pacific/Kiritimati");
      await page.getByLabel("Theme").selectOption("dark");
      await expect(page.getByText("This one has no threshold in JPY yet")).toBeVisible();
      await expect(page.getByLabel("Alert threshold in JPY")).toHaveValue("50000");
      await page.getByRole("button", { name: "Use this threshold" }).click();
      await expect(page.getByText("which is ¥50,000 here")).toBeVisible();
      await expect(page.getByRole("button", { name: "Use this threshold" })).toHaveCount(0);
      await page.getByLabel("Alert threshold in JPY").fill("60.000,5");
      await page.getByLabel("Theme").focus();
      await expect(page.getByRole("alert").getByText("decimals")).toBeVisible();
      await page.getByLabel("Alert threshold in JPY").fill("60,000");
      await page.getByLabel("Theme").focus();
      await expect(page.getByText("which is ¥60,000 here")).toBeVisible();
      const alertThreshold = { amount: "60000", currency: "JPY" };
      await expectSettings(user, {
        currency: "JPY",
        timezone: "Pacific/Kiritimati",
        alertThreshold,
        theme: "dark",
      });

      const other = await openDevice();
      await signIn(other, user);
      await expect((await openAddForm(other)).getByLabel("Currency")).toHaveValue("JPY");
      await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
      await quickAdd(other, { amount: "1500", description: "Ramen" });
      await expect(storedRow(other, "¥1,500")).toBeVisible();
      const [expense] = await itemsOf(cloud, cloud.output("expensesTableName"), user.ledgerId);
      expect(expense).toMatchObject({ currency: "JPY", date: dayIn("Pacific/Kiritimati", clock.now) });
      await other.reload();
      await expect((await openAddForm(other)).getByLabel("Currency")).toHaveValue("JPY");
    });

    test("merges the changes of two devices", async ({ page, user, openDevice }) => {
      const other = await openDevice();
      await signIn(other, user);
      await goTo(page, "Settings");
      await goTo(other, "Settings");
      await page.getByLabel("Currency of new expenses").selectOption("EUR");
      await expect.poll(() => settingsOf(user)).toMatchObject({ currency: "EUR" });
      await other.getByLabel("Time zone").selectOption("Europe/Berlin");
      await expectSettings(user, { currency: "EUR", timezone: "Europe/Berlin" });
      await expect(other.getByLabel("Currency of new expenses")).toHaveValue("EUR");
    });

    test("keeps a change of the settings that could not be sent, and sends it when told to", async ({
      page,
      user,
    }) => {
      await goTo(page, "Settings");
      await expect(page.getByLabel("Currency of new expenses")).toBeVisible();
      await page.route("**/settings", (route) => route.fulfill({ status: 503, body: "" }));
      await page.getByLabel("Currency of new expenses").selectOption("CHF");
      await expect(page.getByText("Something went wrong on our side.")).toBeVisible();
      await page.unroute("**/settings");
      await page.getByRole("button", { name: "Try again" }).click();
      await expect.poll(() => settingsOf(user)).toMatchObject({ currency: "CHF" });
    });

    test("exports all data, then deletes the account", async ({ page, cloud, user, clock }) => {
      await log(user, "Secret lamp", "30.00", clock.today);
      await goTo(page, "Settings");
      await page.getByRole("button", { name: "Export all my data" }).click();
      const json = await downloaded(page, () =>
        page.getByRole("button", { name: "All data (JSON)" }).click(),
      );
      expect(json.name).toBe("expenses.json");
      expect(JSON.stringify(JSON.parse(json.text))).toContain("Secret lamp");
      const csv = await downloaded(page, () => page.getByRole("button", { name: "Expenses (CSV)" }).click());
      expect(csv.text).toContain(`,"30.00",`);

      await page.getByRole("button", { name: "Delete my account" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete your account" });
      for (const kept of ["30 days", "35 days", "backup database: 1 day", "90 days"]) {
        await expect(dialog.getByText(kept).first()).toBeVisible();
      }
      await dialog.getByLabel("To confirm").fill("somebody@example.com");
      await dialog.getByRole("button", { name: "Delete everything" }).click();
      await expect(dialog.getByText("This is not the account's email address.")).toBeVisible();
      await keepScreenshot(page, `delete-account-${screen}`);
      await dialog.getByLabel("To confirm").fill(user.email.toUpperCase());
      await dialog.getByRole("button", { name: "Delete everything" }).click();
      await expect(page.getByRole("heading", { name: "Goodbye" })).toBeVisible();
      const kept = () =>
        page.evaluate(() => [localStorage.getItem("session"), localStorage.getItem("settings")]);
      await expect.poll(kept).toEqual([null, "{}"]);
      await expectErased(cloud, user);
      const alerts = (await mailsTo(cloud, user.email)).filter(({ subject }) =>
        subject.startsWith("Expense Alert"),
      );
      expect(alerts).toEqual([]);
    });
  });
}

/** Waits until signing in is refused: an account is erased in the background, the sign-in last. */
async function expectErased(cloud: CloudAccess, user: TestUser): Promise<void> {
  const refusal = () =>
    signInByApi(cloud, user.email, user.password).then(
      () => undefined,
      (error: Error) => error.name,
    );
  await expect.poll(refusal).toBe("NotAuthorizedException");
}
