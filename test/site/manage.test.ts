import { readFile } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import { expect } from "chai";
import type { Settings } from "../../domain/ledgers/settings";
import { reportKey } from "../../domain/reports/reportMaker";
import { addMonths, dayIn } from "../../domain/values/day";
import { signIn as signInByApi, type TestUser } from "../helpers/api";
import { keepScreenshot, useBrowser } from "../helpers/browser";
import { clientOf, itemsOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { useCloud } from "../helpers/useCloud";
import { openAsUser, openSite, quickAdd, type Screen, signIn } from "./site";

const thisMonth = dayIn("UTC", new Date()).slice(0, 7);
const monthName = (month: string) =>
  new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

async function log(user: TestUser, description: string, amount: string, date: string, category = "Home") {
  const { status } = await user.api("POST", "/expenses", { body: { description, amount, date, category } });
  expect(status).to.equal(201);
}

const item = (page: Page, text: string) => page.locator(".item", { hasText: text });

async function goTo(page: Page, ...links: string[]): Promise<void> {
  for (const name of links) await page.getByRole("link", { name, exact: true }).click();
}

/** Runs what starts a download. @returns the name and the text of the file. */
async function downloaded(page: Page, start: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), start()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

const settingsOf = async (user: TestUser) => (await user.api<Settings>("GET", "/settings")).body;

/** The settings once they are as wanted: the page sends them on its own time. */
async function settingsWhen(user: TestUser, page: Page, isThere: (settings: Settings) => boolean) {
  for (;;) {
    // Listening before asking: what is answered in between would be missed.
    const answered = page.waitForResponse((response) => response.url().endsWith("/settings"));
    const settings = await settingsOf(user);
    if (!isThere(settings)) {
      await answered;
      continue;
    }
    answered.catch(() => undefined);
    return settings;
  }
}

/** Puts a report into the archive, as its bucket's rule does after months. */
async function archive(cloud: TestCloud, user: TestUser, month: string): Promise<void> {
  const s3 = new S3Client(clientOf(cloud));
  const target = { Bucket: cloud.output("reportsBucketName"), Key: reportKey(user.ledgerId, month) };
  await s3.send(new PutObjectCommand({ ...target, Body: "Expense ID,Amount\n", StorageClass: "GLACIER" }));
}

for (const screen of ["phone", "desk"] satisfies Screen[]) {
  describe(`Looking after things at a ${screen}`, function () {
    this.timeout(90_000);
    const cloud = useCloud();
    const browser = useBrowser();

    it("makes a report, downloads it, and asks one back from the archive", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      const last = addMonths(thisMonth, -1);
      const archived = addMonths(thisMonth, -5);
      await log(user, "Lamp", "30.00", `${last}-10`);
      await goTo(page, "Reports");
      await page.getByText("No reports yet").waitFor();

      await page.getByRole("button", { name: "Make the report", exact: true }).click();
      await item(page, monthName(last)).getByRole("progressbar").waitFor();
      const file = await downloaded(page, () =>
        page.getByRole("button", { name: `Download the report of ${monthName(last)}` }).click(),
      );
      expect(file.name).to.equal(`${last}-expense-report.csv`);
      expect(file.text.split("\n")[1]).to.match(new RegExp(`,30\\.00,${last}-10,Lamp,`));

      await page.getByLabel("Month", { exact: true }).selectOption(addMonths(thisMonth, -2));
      await page.getByRole("button", { name: "Make the report", exact: true }).click();
      await page.getByText("so there is no report").waitFor();
      await item(page, "No expenses in this month").waitFor();

      await archive(cloud(), user, archived);
      await page.reload();
      await page.getByRole("button", { name: `Request the report of ${monthName(archived)}` }).click();
      await item(page, "On its way back; here by").getByRole("progressbar").waitFor();
      await keepScreenshot(page, `reports-${screen}`);
      await page.reload();
      const back = await downloaded(page, () =>
        page.getByRole("button", { name: `Download the report of ${monthName(archived)}` }).click(),
      );
      expect(back.text).to.equal("Expense ID,Amount\n");
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    it("says what went wrong with the reports, and tries again", async () => {
      const { page, context, problems } = await openAsUser(browser(), cloud(), screen);
      await page.route("**/reports", (route) => route.abort());
      await goTo(page, "Reports");
      await page.getByRole("alert").getByText("No connection").waitFor();
      await page.unroute("**/reports");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("No reports yet").waitFor();
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    it("shows the alerts that were sent", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      await goTo(page, "Settings");
      await page.getByText("No alert has been sent yet.").waitFor();
      for (const number of [1, 2, 3, 4]) await log(user, `Sofa ${number}`, `90${number}`, `${thisMonth}-01`);
      await page.reload();
      await item(page, "Sofa 4").getByText("$904.00").waitFor();
      expect(await item(page, "Sofa 1").count()).to.equal(0);
      await page.getByRole("button", { name: "Show all 4" }).click();
      await item(page, "Sofa 1").click();
      await page.locator(".row", { hasText: "Sofa 1" }).waitFor();
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    it("keeps currency, zone, theme and language on the server, for another device and the next expense", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      await goTo(page, "Settings");
      await page.getByLabel("Currency of new expenses").selectOption("JPY");
      await page.getByLabel("Time zone").selectOption("Pacific/Kiritimati");
      await page.getByLabel("Theme").selectOption("dark");
      const stored = await settingsWhen(user, page, ({ theme }) => theme === "dark");
      expect(stored).to.deep.equal({ currency: "JPY", timezone: "Pacific/Kiritimati", theme: "dark" });

      const other = await openSite(browser(), cloud(), screen);
      await signIn(other.page, user);
      await other.page.getByLabel("Amount (JPY)").waitFor();
      expect(await other.page.locator("html").getAttribute("data-theme")).to.equal("dark");
      await quickAdd(other.page, { amount: "1500", description: "Ramen" });
      await other.page.locator(".row:not(.pending)", { hasText: "¥1,500" }).waitFor();
      const [expense] = await itemsOf(cloud(), cloud().output("expensesTableName"), user.ledgerId);
      expect(expense).to.include({ currency: "JPY", date: dayIn("Pacific/Kiritimati", new Date()) });
      await other.page.reload();
      await other.page.getByLabel("Amount (JPY)").waitFor();

      expect([...problems, ...other.problems]).to.deep.equal([]);
      await other.context.close();
      await context.close();
    });

    it("adds, renames with its expenses, recolours, moves and removes categories", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      await log(user, "Desk", "80", `${thisMonth}-01`, "Home");
      await goTo(page, "Settings", "Change the categories");
      await page.getByRole("button", { name: "Add a category" }).click();
      const form = page.getByRole("form", { name: "Add a category" });
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Type a name.").waitFor();
      await form.getByLabel("Name").fill("groceries");
      await form.getByLabel("Name").press("Enter");
      await form.getByText("There is a category of this name already.").waitFor();
      await form.getByLabel("Name").fill("<b>Haustiere</b> 🐕");
      await form.getByRole("radio", { name: "Violet" }).check({ force: true });
      await form.getByLabel("Or an emoji").fill("🐕");
      await form.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Move <b>Haustiere</b> 🐕 up" }).click();

      await page.getByRole("button", { name: "Change Home" }).click();
      const home = page.getByRole("form", { name: "Change Home" });
      await keepScreenshot(page, `category-form-${screen}`);
      await home.getByLabel("Name").fill("Flat");
      await home.getByRole("button", { name: "Save" }).click();
      await page.getByText("1 expense is now in Flat.").waitFor();
      await page.getByRole("button", { name: "Change Bills" }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await page.getByText("Removed “Bills”").waitFor();
      await page.getByRole("button", { name: "Change Other" }).click();
      expect(await page.getByRole("button", { name: "Remove", exact: true }).count()).to.equal(0);
      await page.keyboard.press("Escape");
      await keepScreenshot(page, `categories-${screen}`);

      const { categories = [] } = await settingsWhen(
        user,
        page,
        ({ categories: now = [] }) => !now.some(({ name }) => name === "Bills"),
      );
      expect(categories.map(({ name }) => name).join()).to.equal(
        "Groceries,Eating out,Transport,Flat,Health,Shopping,Leisure,Travel,Education,Gifts,<b>Haustiere</b> 🐕,Other",
      );
      expect(categories.at(-2)).to.deep.equal({ name: "<b>Haustiere</b> 🐕", colour: "#9372c8", sign: "🐕" });

      await goTo(page, "Expenses");
      await page.locator(".row", { hasText: "Desk" }).getByText("Flat").waitFor();
      const offered = page.getByRole("form", { name: "Add an expense" }).getByLabel("Category");
      expect((await offered.locator("option").allTextContents()).slice(3, 5)).to.deep.equal([
        "Flat",
        "Health",
      ]);
      await page.reload();
      // On a phone the field shows only once one types.
      await offered.locator("option", { hasText: "Flat" }).waitFor({ state: "attached" });
      expect((await offered.locator("option").allTextContents()).slice(3, 5)).to.deep.equal([
        "Flat",
        "Health",
      ]);
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    it("takes the changes of two devices together", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      const other = await openSite(browser(), cloud(), screen);
      await signIn(other.page, user);
      await goTo(page, "Settings");
      await goTo(other.page, "Settings");
      await page.getByLabel("Currency of new expenses").selectOption("EUR");
      await settingsWhen(user, page, ({ currency }) => currency === "EUR");
      await other.page.getByLabel("Time zone").selectOption("Europe/Berlin");
      const both = await settingsWhen(user, other.page, ({ timezone }) => timezone !== undefined);
      expect(both).to.deep.equal({ currency: "EUR", timezone: "Europe/Berlin", theme: "system" });
      expect(await other.page.getByLabel("Currency of new expenses").inputValue()).to.equal("EUR");
      expect([...problems, ...other.problems]).to.deep.equal([]);
      await other.context.close();
      await context.close();
    });

    it("keeps a change of the settings that could not be sent, and sends it when told to", async () => {
      const { page, context, user } = await openAsUser(browser(), cloud(), screen);
      await goTo(page, "Settings");
      await page.getByLabel("Currency of new expenses").waitFor();
      await page.route("**/settings", (route) => route.fulfill({ status: 503, body: "" }));
      await page.getByLabel("Currency of new expenses").selectOption("CHF");
      await page.getByText("Something went wrong on our side.").waitFor();
      await page.unroute("**/settings");
      await page.getByRole("button", { name: "Try again" }).click();
      expect((await settingsWhen(user, page, ({ currency }) => currency !== undefined)).currency).to.equal(
        "CHF",
      );
      await context.close();
    });

    it("exports all data, then deletes the account", async () => {
      const { page, context, problems, user } = await openAsUser(browser(), cloud(), screen);
      await log(user, "Secret lamp", "30.00", `${thisMonth}-01`);
      await goTo(page, "Settings");
      await page.getByRole("button", { name: "Export all my data" }).click();
      const json = await downloaded(page, () =>
        page.getByRole("button", { name: "All data (JSON)" }).click(),
      );
      expect(json.name).to.equal("expenses.json");
      expect(JSON.stringify(JSON.parse(json.text))).to.include("Secret lamp");
      const csv = await downloaded(page, () => page.getByRole("button", { name: "Expenses (CSV)" }).click());
      expect(csv.text).to.include(",30.00,");

      await page.getByRole("button", { name: "Delete my account" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete your account" });
      for (const kept of ["30 days", "35 days", "7 days"]) await dialog.getByText(kept).first().waitFor();
      await dialog.getByLabel("To confirm").fill("somebody@example.com");
      await dialog.getByRole("button", { name: "Delete everything" }).click();
      await dialog.getByText("This is not the e-mail address of the account.").waitFor();
      await keepScreenshot(page, `delete-account-${screen}`);
      await dialog.getByLabel("To confirm").fill(user.email.toUpperCase());
      await dialog.getByRole("button", { name: "Delete everything" }).click();
      await page.getByRole("heading", { name: "Goodbye" }).waitFor();
      expect(
        await page.evaluate(() => [localStorage.getItem("session"), localStorage.getItem("settings")]),
      ).to.deep.equal([null, "{}"]);
      expect(await untilGone(cloud(), user)).to.equal("NotAuthorizedException");
      expect(
        (await mailsTo(cloud(), user.email)).filter(({ subject }) => subject === "Expense Alert"),
      ).to.deep.equal([]);
      expect(problems).to.deep.equal([]);
      await context.close();
    });
  });
}

/** Signs in until that is refused: an account is erased in the background, the sign-in last. */
async function untilGone(cloud: TestCloud, user: TestUser): Promise<string> {
  for (;;) {
    const refusal = await signInByApi(cloud, user.email, user.password).then(
      () => undefined,
      (error: Error) => error.name,
    );
    if (refusal) return refusal;
  }
}
