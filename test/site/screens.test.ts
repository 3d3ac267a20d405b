import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { expect } from "chai";
import { addMonths, dayIn } from "../../domain/values/day";
import { signUpAdmin } from "../helpers/admin";
import { signUpUser, type TestUser } from "../helpers/api";
import { keepScreenshot, openPage, useBrowser } from "../helpers/browser";
import type { TestCloud } from "../helpers/cloud";
import { useCloud } from "../helpers/useCloud";
import { originsOf, rowOf, signIn } from "./site";

const today = dayIn("UTC", new Date());

const EXPENSES = [
  ["Weekly groceries", "84.20", "Groceries"],
  ["Rent", "1,150.00", "Home"],
  ["Dinner with Ada", "46.00", "Eating out"],
  ["Coffee and a croissant", "6.80", "Eating out"],
  ["Monthly ticket", "49.00", "Transport"],
  ["Electricity", "61.35", "Bills"],
  ["Running shoes", "119.90", "Shopping"],
  ["Cinema", "24.00", "Leisure"],
  ["Train to the sea", "58.40", "Travel"],
  ["Vet", "72.00", "Pets"],
] as const;

/** A ledger with something in this month and the one before. */
async function fill(user: TestUser): Promise<void> {
  const days = [0, 0, 1, 3, 4, 6, 7, 9, 12, 15];
  const last = Number(today.slice(8));
  for (const [index, [description, amount, category]] of EXPENSES.entries()) {
    const day = String(Math.max(1, last - (days[index] ?? 0))).padStart(2, "0");
    for (const [in_, sum] of [
      [today.slice(0, 7), amount],
      [addMonths(today.slice(0, 7), -1), index % 2 ? amount : "20"],
    ] as const) {
      const body = {
        description,
        amount: sum.replace(",", ""),
        category,
        date: `${in_}-${day > "28" ? "28" : day}`,
      };
      expect((await user.api("POST", "/expenses", { body })).status).to.equal(201);
    }
  }
  const { body } = await user.api<{ expenses: { expenseId: string }[] }>("GET", "/expenses?q=Cinema");
  await user.api("DELETE", `/expenses/${body.expenses[0]?.expenseId}`);
}

/** A ledger in so many currencies that one line could not hold their sums. */
async function travel(user: TestUser): Promise<void> {
  for (const currency of ["EUR", "CHF", "JPY", "KRW", "BRL", "KWD"]) {
    const body = { description: "Dinner", amount: "99999", currency, date: today };
    expect((await user.api("POST", "/expenses", { body })).status).to.equal(201);
  }
}

/** Every screen, by the way that leads there. */
const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  month: async (page) => {
    await rowOf(page, "Rent").waitFor();
    if (await page.locator(".insights:not([open])").count()) await page.locator(".insights summary").click();
    await page.locator(".u-over").waitFor();
  },
  "month-table": async (page) => {
    await page.getByRole("button", { name: "As a table" }).click();
    await page.getByRole("table").waitFor();
    if (!(await page.evaluate(() => matchMedia("(min-width: 1000px)").matches))) {
      await page.locator(".insights summary").click();
    }
  },
  edit: async (page) => {
    await rowOf(page, "Rent").locator(".row-open").click();
    await page.getByRole("form", { name: "Edit Rent" }).waitFor();
  },
  problems: async (page) => {
    const form = page.getByRole("form", { name: "Add an expense" });
    await form.getByLabel("What for?").press("Enter");
    await form.getByText("Type an amount").waitFor();
  },
  selection: async (page) => {
    await page.getByRole("checkbox", { name: "Select Dinner with Ada" }).check();
    await page.getByRole("toolbar").waitFor();
  },
  nothing: async (page) => {
    await page.getByRole("searchbox").fill("nothing like this");
    await page.getByText("Nothing found").waitFor();
  },
  everywhere: async (page) => {
    await page.getByRole("link", { name: "Search in all months" }).click();
    await page.getByRole("searchbox").fill("ticket");
    await rowOf(page, "Monthly ticket").first().waitFor();
  },
  trash: async (page) => {
    await page.getByRole("link", { name: "Trash" }).click();
    await rowOf(page, "Cinema").waitFor();
  },
  reports: async (page) => {
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByRole("button", { name: "Make the report", exact: true }).click();
    await page.getByRole("button", { name: /Download the report/ }).waitFor();
  },
  settings: async (page) => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("switch", { disabled: false }).waitFor();
    await page.getByRole("button", { name: "Change password" }).click();
    await page.locator(".item", { hasText: "Rent" }).first().waitFor();
  },
  leave: async (page) => {
    await page.getByRole("button", { name: "Delete my account" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete everything" }).click();
    await page.getByText("This is not the e-mail address").waitFor();
  },
  categories: async (page) => {
    await page.getByRole("button", { name: "Keep my account" }).click();
    await page.getByRole("link", { name: "Change the categories" }).click();
    await page.getByRole("button", { name: "Change Travel" }).click();
    await page.getByRole("button", { name: "Save" }).waitFor();
  },
  admin: async (page) => {
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: "Open the administration" }).click();
    await page.getByText("Monthly reports").waitFor();
    await page.getByText(/alarms are quiet/).click();
    await page.getByRole("row").nth(1).waitFor();
  },
  "signed-out": async (page) => {
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  },
  "sign-up": async (page) => {
    await page.getByRole("link", { name: "Create account" }).click();
    await page.getByLabel("Password", { exact: true }).waitFor();
  },
  "forgot-password": async (page) => {
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Send the code" }).waitFor();
  },
};

describe("Every screen", function () {
  this.timeout(120_000);
  const cloud = useCloud();
  const browser = useBrowser();
  let user: TestUser;

  before(async () => {
    user = await signUpAdmin(cloud());
    await fill(user);
    await travel(await signUpUser(cloud()));
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1440]) {
      it(`has nothing that axe objects to, ${colorScheme} and ${width} px wide`, async () => {
        const { page, context, problems } = await openAt(browser(), cloud(), width, colorScheme);
        await signIn(page, user);
        for (const [name, open] of Object.entries(screens)) {
          await open(page);
          await keepScreenshot(page, `${name}-${colorScheme}-${width}`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
          );
          expect(found, `${name} ${colorScheme} ${width}`).to.deep.equal([]);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, `${name} ${width}`).to.be.at.most(0);
        }
        expect(problems).to.deep.equal([]);
        await context.close();
      });
    }
  }

  it("speaks German to those who ask for it", async () => {
    const { page, context, problems } = await openAt(browser(), cloud(), 360, "light", "de-DE");
    await page.getByLabel("E-Mail-Adresse").fill(user.email);
    await page.getByLabel("Passwort", { exact: true }).fill(user.password);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await rowOf(page, "Rent").waitFor();
    expect(await rowOf(page, "Rent").locator(".row-amount").textContent()).to.equal("1.150,00\u00a0$");
    await keepScreenshot(page, "german-month");
    await page.getByRole("link", { name: "Einstellungen" }).click();
    await page.getByRole("heading", { name: "Warn-Mails" }).waitFor();
    await keepScreenshot(page, "german-settings");
    await page.getByLabel("Sprache").selectOption("English");
    await page.getByRole("heading", { name: "Alert mails" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).to.equal("en");
    await page.getByLabel("Theme").selectOption("Dark");
    await page.reload();
    await page.getByRole("heading", { name: "Alert mails" }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).to.equal(
      "dark",
    );
    expect(problems).to.deep.equal([]);
    await context.close();
  });
});

async function openAt(
  browser: Browser,
  cloud: TestCloud,
  width: number,
  colorScheme: "light" | "dark",
  locale = "en-US",
) {
  const small = width < 720;
  const opened = await openPage(browser, await originsOf(cloud), {
    viewport: { width, height: small ? 780 : 900 },
    isMobile: small,
    hasTouch: small,
    colorScheme,
    locale,
  });
  await opened.page.goto(cloud.output("siteUrl"));
  return opened;
}
