import type { Page } from "@playwright/test";
import { addMonths } from "../../domain/values/day";
import { signUpAdmin } from "../helpers/admin";
import { signUpUser, type TestUser } from "../helpers/api";
import { totpCode } from "../helpers/totp";
import { expectAccessible, loadAxe } from "./accessible";
import { test as base, expect } from "./fixtures";
import { goTo, item, keepScreenshot, openAddForm, rowOf, signIn } from "./site";

const EXPENSES = [
  ["Weekly groceries", "84.20", "Groceries"],
  ["Rent", "1150.00", "Home"],
  ["Dinner with Ada", "46.00", "Eating out"],
  ["Coffee and a croissant", "6.80", "Eating out"],
  ["Monthly ticket", "49.00", "Transport"],
  ["Electricity", "61.35", "Bills"],
  ["Running shoes", "119.90", "Shopping"],
  ["Cinema", "24.00", "Leisure"],
  ["Train to the sea", "58.40", "Travel"],
  ["Vet", "72.00", "Pets"],
] as const;

/** Age of each expense in days. */
const DAYS_AGO = [0, 0, 1, 3, 4, 6, 7, 9, 12, 15];

async function log(user: TestUser, body: object): Promise<void> {
  expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
}

/** Makes a ledger with something in this month, in the one before and in the trash. */
async function fill(user: TestUser, today: string): Promise<void> {
  const month = today.slice(0, 7);
  const last = Number(today.slice(8));
  for (const [index, [description, amount, category]] of EXPENSES.entries()) {
    // Every month has 28 days.
    const day = Math.min(28, Math.max(1, last - (DAYS_AGO[index] ?? 0)));
    const dayOf = (of: string) => `${of}-${String(day).padStart(2, "0")}`;
    await log(user, { description, amount, category, date: dayOf(month) });
    const before = index % 2 ? amount : "20";
    await log(user, { description, amount: before, category, date: dayOf(addMonths(month, -1)) });
  }
  const { body } = await user.api<{ expenses: { expenseId: string }[] }>("GET", "/expenses?q=Cinema");
  await user.api("DELETE", `/expenses/${body.expenses[0]?.expenseId}`);
}

/** Makes a ledger in so many currencies that one line could not hold their sums. */
async function travel(user: TestUser): Promise<void> {
  for (const currency of ["EUR", "CHF", "JPY", "KRW", "BRL", "KWD"]) {
    await log(user, { description: "Dinner", amount: "99999", currency });
  }
}

/** True if the layout is wide. The insights of a month are always open in it. */
const isWide = (page: Page) => page.evaluate(() => matchMedia("(min-width: 1000px)").matches);

/** Screens by name, each with the way that leads there from the one before. */
type Tour = Readonly<Record<string, (page: Page) => Promise<void>>>;

const OF_EXPENSES: Tour = {
  month: async (page) => {
    await expect(rowOf(page, "Rent")).toBeVisible();
    if (!(await isWide(page))) await page.locator(".insights summary").click();
    await expect(page.locator(".u-over")).toBeVisible();
  },
  "month-table": async (page) => {
    await page.getByRole("button", { name: "As a table" }).click();
    await expect(page.getByRole("table")).toBeVisible();
    if (!(await isWide(page))) await page.locator(".insights summary").click();
  },
  edit: async (page) => {
    await rowOf(page, "Rent").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Rent" });
    await expect(form).toBeVisible();
    // It has none of the further fields, which stay closed then.
    await expect(form.getByLabel("Notes")).toHaveCount(0);
  },
  problems: async (page) => {
    const form = await openAddForm(page);
    await form.getByLabel("What for?").press("Enter");
    await expect(form.getByText("Enter an amount")).toBeVisible();
  },
  selection: async (page) => {
    const sheet = page.getByRole("dialog", { name: "Add an expense" });
    if (await sheet.isVisible()) await sheet.getByRole("button", { name: "Close" }).click();
    await page.getByRole("checkbox", { name: "Select Dinner with Ada" }).check();
    await expect(page.getByRole("toolbar")).toBeVisible();
  },
  nothing: async (page) => {
    await page.getByRole("searchbox").fill("nothing like this");
    await expect(page.getByText("Nothing found")).toBeVisible();
  },
  everywhere: async (page) => {
    await page.getByRole("link", { name: "Search in all months" }).click();
    await page.getByRole("searchbox").fill("ticket");
    await expect(rowOf(page, "Monthly ticket")).toHaveCount(2);
  },
  trash: async (page) => {
    await goTo(page, "Trash");
    await expect(rowOf(page, "Cinema")).toBeVisible();
  },
};

const OF_THE_ACCOUNT: Tour = {
  reports: async (page) => {
    await goTo(page, "Reports");
    await expect(page.getByRole("button", { name: /^Download .* as XLSX$/ }).first()).toBeVisible();
  },
  trends: async (page) => {
    await page.getByRole("link", { name: "Trends of the last months" }).click();
    const bars = page.getByRole("list", { name: "Trends" }).getByRole("link");
    await expect(bars).toHaveCount(12);
    await page.getByLabel("Months").selectOption("24");
    await page.getByLabel("Category").selectOption("Home");
    await expect(bars).toHaveCount(24);
    await expect(bars.first()).toContainText("$1,150.00");
    await bars.first().click();
    await expect(rowOf(page, "Rent")).toBeVisible();
    await page.goBack();
    await page.getByRole("button", { name: "As a table" }).click();
    await expect(page.getByRole("link", { name: /20/ })).toHaveCount(12);
    await page.getByRole("button", { name: "As a table" }).click();
    await expect(bars).toHaveCount(12);
  },
  recurring: async (page) => {
    await page.goto("#/settings/recurring");
    await expect(page.getByRole("heading", { name: "Recurring" })).toBeVisible();
    await page.getByRole("button", { name: "Add recurring expense" }).click();
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  },
  insights: async (page) => {
    await page.goto("#/reports/insights");
    await expect(page.getByRole("region", { name: "The year by day" })).toBeVisible();
  },
  settings: async (page) => {
    await goTo(page, "Settings");
    await expect(page.getByRole("switch", { disabled: false })).toBeVisible();
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(item(page, "Rent").first()).toBeVisible();
  },
  leave: async (page) => {
    await page.getByRole("button", { name: "Delete my account" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete everything" }).click();
    await expect(page.getByText("This is not the account's email address")).toBeVisible();
  },
  categories: async (page) => {
    await page.getByRole("button", { name: "Keep my account" }).click();
    await page.getByRole("link", { name: "Edit categories" }).click();
    await page.getByRole("button", { name: "Edit Travel" }).click();
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  },
  "second-factor": async (page) => {
    await goTo(page, "Settings");
    await page.getByRole("link", { name: "Manage two-factor sign-in" }).click();
    await page.getByRole("button", { name: "Turn off" }).click();
    await expect(page.getByRole("button", { name: "Turn off now" })).toBeVisible();
  },
  admin: async (page) => {
    await goTo(page, "Settings");
    await page.getByRole("link", { name: "Open administration" }).click();
    await expect(page.getByText("Monthly reports")).toBeVisible();
    await page.getByText(/alarms are OK/).click();
    await expect(page.getByRole("row").nth(1)).toBeVisible();
  },
  "signed-out": async (page) => {
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  },
};

const SIGNED_OUT: Tour = {
  "sign-in": async (page) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Welcome", exact: true })).toBeVisible();
  },
  "sign-up": async (page) => {
    await page.getByRole("link", { name: "Create account" }).click();
    await expect(page.getByRole("button", { name: "Create account" })).toBeVisible();
  },
  "forgot-password": async (page) => {
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page.getByRole("button", { name: "Send code" })).toBeVisible();
  },
};

const SIZES = {
  360: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true },
  1440: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false },
} as const;

const test = base.extend<{ admin: TestUser }>({
  context: async ({ context }, use) => {
    await loadAxe(context);
    await use(context);
  },

  /** An admin whose ledger is filled. */
  admin: async ({ cloud, clock }, use) => {
    const admin = await signUpAdmin(cloud);
    await fill(admin, clock.today);
    await travel(await signUpUser(cloud));
    await use(admin);
  },
});

/** Each theme and each width once; `npm run test:soak` pairs all of them. */
const WIDTHS = process.env.FULL
  ? ({ light: [360, 1440], dark: [360, 1440] } as const)
  : ({ light: [360], dark: [1440] } as const);

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of WIDTHS[colorScheme]) {
    test.describe(`Accessible, ${colorScheme} and ${width} px wide, is every screen`, () => {
      test.use({ colorScheme, ...SIZES[width] });

      /** Goes on a tour, and looks at each of its screens. */
      async function visit(page: Page, tour: Tour): Promise<void> {
        for (const [name, open] of Object.entries(tour)) {
          await test.step(name, async () => {
            await open(page);
            await keepScreenshot(page, `${name}-${width}`);
            await expectAccessible(page);
          });
        }
      }

      test("of expenses", async ({ page, admin }) => {
        await signIn(page, admin);
        await visit(page, OF_EXPENSES);
      });

      test("of the account", async ({ page, admin }) => {
        await signIn(page, admin);
        await visit(page, OF_THE_ACCOUNT);
      });

      test("before signing in", ({ page }) => visit(page, SIGNED_OUT));
    });
  }
}

test.describe("The site in German", () => {
  test.use({ locale: "de-DE", ...SIZES[360] });

  test("speaks German until another language is chosen", async ({ page, admin }) => {
    await page.goto("/");
    await page.getByLabel("E-Mail-Adresse").fill(admin.email);
    await page.getByLabel("Passwort", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByLabel("Sechsstelliger Code").fill(totpCode(admin.appKey ?? "", 1));
    await page.getByRole("button", { name: "Anmelden" }).click();
    await expect(rowOf(page, "Rent").locator(".row-amount")).toHaveText(/^1\.150,00\u00a0\$$/);
    await keepScreenshot(page, "german-month");
    await goTo(page, "Einstellungen");
    await expect(page.getByRole("heading", { name: "Warnungen per E-Mail" })).toBeVisible();
    await keepScreenshot(page, "german-settings");
    await page.getByLabel("Sprache").selectOption("English");
    await expect(page.getByRole("heading", { name: "Email alerts" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByLabel("Theme").selectOption("Dark");
    await page.reload();
    await expect(page.getByRole("heading", { name: "Email alerts" })).toBeVisible();
    await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  });
});
