import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { InsightsAnswer } from "../../domain/insights/insightSchemas";
import { linksInto } from "../../domain/ledgers/ledgerLink";
import type { UserSettings } from "../../domain/ledgers/settings";
import { letterRequestOf } from "../../domain/letters/letterRequest";
import { addDays, addMonths } from "../../domain/values/day";
import { create, inside } from "../helpers/ledgers";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { keepScreenshot, openAs, rowOf } from "./site";
import { log, storedIn } from "./storedMonth";

test("what expenses tell is read, followed to its rows, made a rule and dismissed", async ({
  page,
  user,
  clock: { today, month },
}) => {
  for (let index = 0; index < 6; index += 1) {
    const date = `${addMonths(month, -index)}-01`;
    await log(user, {
      description: "Netflix",
      amount: index === 0 ? "14.99" : "12.99",
      category: "Leisure",
      date,
    });
    await log(user, { description: "Rent", amount: "900.00", category: "Home", date });
    // Now at the end of a month, now in its middle: nothing that comes every month.
    const marketDay = addDays(date, index % 2 ? -16 : -2);
    await log(user, { description: "Market", amount: `${30 + 7 * index}.50`, date: marketDay });
  }
  await log(user, { description: "Market", amount: "20", date: today });
  await loadAxe(page.context());
  await openAs(page, user);

  const dearer = page.getByText("Netflix went up from $12.99 to $14.99.");
  await expect(dearer).toBeVisible();
  await page.getByRole("link", { name: "All insights" }).click();
  const findings = page.getByRole("region", { name: "Worth noting" });
  await expect(findings.getByText("Netflix went up from $12.99 to $14.99.")).toBeVisible();
  await findings
    .getByRole("listitem")
    .filter({ hasText: "Netflix" })
    .getByRole("link", { name: "Show expenses" })
    .click();
  await expect(rowOf(page, "Netflix")).toHaveCount(6);
  await expect(rowOf(page, "Rent")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Remove the filter Amount: / })).toContainText(
    "14.99 · 12.99",
  );
  await expectAccessible(page);
  await keepScreenshot(page, "insight-rows");
  await page.goBack();
  await expect(page.getByRole("region", { name: /^Forecast of/ })).toContainText("Recurring, still to come");
  await expectAccessible(page);
  await page.getByRole("button", { name: "As a table" }).click();
  const day = today.endsWith("-01") ? "$934.99" : "$914.99";
  await expect(page.getByRole("region", { name: "The year by day" }).getByRole("table")).toContainText(day);
  await expectAccessible(page);

  const trend = page.getByRole("region", { name: "Categories in" }).getByRole("row", { name: /^Leisure/ });
  await expect(trend.getByRole("cell").nth(-2)).toHaveText("$12.99");
  await expect(trend.getByRole("cell").last()).toHaveText("$14.99");

  const series = page.getByRole("region", { name: "Recurring charges found" });
  await expect(series.getByText("Together $10,979.88 a year")).toBeVisible();
  const makeRule = { name: "Make it a rule: Rent" };
  await expect(series.getByRole("button", makeRule)).toBeVisible();
  const rent = findings.getByRole("listitem").filter({ hasText: "Rent comes every month" });
  await rent.getByRole("button", makeRule).click();
  await expect(page.getByText("Rent is a recurring expense now.")).toBeVisible();
  await expect(rent).toHaveCount(0);
  await expect(series.getByText("Rent", { exact: true })).toBeVisible();
  await expect(series.getByRole("button", makeRule)).toHaveCount(0);

  await findings.getByRole("button", { name: "Hide for a month" }).first().click();
  const told = findings.getByText("Netflix went up from $12.99 to $14.99.");
  await expect(told).toHaveCount(0);
  await page.reload();
  await expect(findings).toBeVisible();
  await expect(told).toHaveCount(0);

  await page.goto("#/");
  await expect(rowOf(page, "Netflix")).toBeVisible();
  await expect(dearer).toHaveCount(0);

  await page.goto("#reports/insights");
  await page.getByRole("heading", { name: "Hidden" }).click();
  await expect(dearer).toBeVisible();
  await page.getByRole("button", { name: "Show again: Netflix went up" }).click();
  await expect(told).toBeVisible();
  await findings
    .getByRole("listitem")
    .filter({ hasText: "Netflix went up" })
    .getByRole("button", { name: "Never show again" })
    .click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await page.getByRole("heading", { name: "Hidden" }).click();
  await expect(dearer.getByText("Hidden for good.")).toBeVisible();
  await page.getByRole("button", { name: "Email it each month" }).click();
  await expect(page.getByRole("button", { name: "Stop emailing it" })).toBeVisible();
  await expectAccessible(page);
});

test("a one-off leaves what is usual until it is said to be usual after all", async ({
  page,
  user,
  clock: { today, month },
}) => {
  // As irregular as shopping is: no recurring charges.
  const days = ["03 11 18 27", "06 09 21 24", "02 13 16 28", "07 12 20 23"];
  for (const [index, ofMonth] of days.entries()) {
    for (const day of ofMonth.split(" ")) {
      await log(user, {
        description: "Market",
        amount: `${30 + ((index * 13 + Number(day) * 7) % 31)}`,
        category: "Groceries",
        date: `${addMonths(month, -1 - index)}-${day}`,
      });
    }
  }
  await log(user, { description: "Feast", amount: "900", category: "Groceries", date: today });
  await loadAxe(page.context());
  await openAs(page, user);
  await page.goto("#reports/insights");
  const told = page.getByRole("region", { name: "Worth noting" }).getByText(/^\$900.00 at Feast/);
  await expect(told).toBeVisible();
  await page.getByRole("button", { name: "One-off: not usual" }).click();
  await expect(told).toHaveCount(0);
  await page.getByRole("heading", { name: "One-offs: not usual" }).click();
  await expectAccessible(page);
  await keepScreenshot(page, "one-offs");
  await page.getByRole("button", { name: "Count as usual: Feast" }).click();
  await expect(told).toBeVisible();
  await expect(page.getByRole("heading", { name: "One-offs: not usual" })).toHaveCount(0);
});

test("a finding leads to the form of its budget: of the one that will be exceeded, or of a new one as usual", async ({
  page,
  user,
  clock: { now, today, month },
}) => {
  for (let index = 1; index <= 5; index += 1) {
    for (const [shop, amount] of Object.entries({ Mill: 60, Baker: 41, Market: 52 })) {
      await log(user, {
        description: `${shop} ${index}`,
        amount: String(index === 1 ? 2 * amount : amount),
        category: "Groceries",
        // Too irregular for recurring charges.
        date: `${addMonths(month, -index)}-${10 + ((index * 7 + amount) % 15)}`,
      });
    }
  }
  await log(user, { description: "Pills", amount: "10", category: "Health", date: today });
  for (let week = 1; week <= 6; week += 1) {
    const date = addDays(today, 3 - 7 * week);
    await log(user, { description: "Vet", amount: "40", category: "Health", date });
  }
  // The budget's weeks begin on the weekday of today, so that the next visit is always in the running one.
  const weekday = new Date(today).getUTCDay() || 7;
  const weekly = { name: "Cat", amount: "30", currency: "USD", period: "week", startsOn: weekday };
  await user.api("PUT", `/budgets/${newExpenseId(now)}`, {
    body: { ...weekly, categories: ["Health"] },
    headers: { "If-Match": '"0"' },
  });
  await openAs(page, user);
  await page.goto("#reports/insights");
  const forecasts = page.getByRole("region", { name: "Budgets by the ends of their periods" });
  await expect(forecasts).toContainText("$50.00 expected, of $30.00");
  const findings = page.getByRole("region", { name: "Worth noting" });
  const exceeded = findings.getByRole("listitem").filter({ hasText: "Cat will be exceeded by about $20.00" });
  await exceeded.getByRole("link", { name: "Change the budget" }).click();
  await expect(page.getByRole("form", { name: "Edit Cat" }).getByLabel("Amount")).toHaveValue("30.00");
  await page.getByRole("button", { name: "Cancel" }).click();

  await page.goBack();
  const grown = findings.getByRole("listitem").filter({ hasText: /^Groceries: \$306\.00/ });
  await grown.getByRole("link", { name: "Set a budget" }).click();
  const form = page.getByRole("form", { name: "Add a budget" });
  await expect(form.getByLabel("Name")).toHaveValue("Groceries");
  await expect(form.getByLabel("Amount")).toHaveValue("153.00");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Groceries added")).toBeVisible();
  const { body } = await user.api<BudgetList>("GET", "/budgets");
  expect(body.budgets.find(({ name }) => name === "Groceries")).toMatchObject({
    amount: "153.00",
    categories: ["Groceries"],
    period: "month",
  });
});

test("a letter is found in its ledger by the mail's link, and phrased by a model once the user saw what is sent", async ({
  page,
  user,
  cloud,
  clock: { month, today },
}) => {
  const home = await create(user);
  const before = addMonths(month, -1);
  for (const date of [`${before}-01`, `${before}-20`, today]) {
    const body = { description: "Secret shop", category: "Groceries", amount: "40", date };
    await user.api("POST", "/expenses", { ...inside(home.id), body });
  }
  let model = "amazon.nova-lite-v1:0";
  await page.route("**/config.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      json: { ...(await response.json()), insightsModel: model },
    });
  });
  await loadAxe(page.context());
  await openAs(page, user);
  const linkTo = (ledgerId: string) => linksInto(cloud.output("siteUrl"), ledgerId);
  await page.goto(linkTo(home.id)("reports/insights"));
  await expect(page.getByRole("banner")).toContainText("Home");
  await expect(page).toHaveURL(/#\/reports\/insights$/);

  const letter = page.getByRole("region", { name: /^Letter of/ });
  await expect(letter).toContainText("you spent $80.00");
  const offer = letter.getByText("Let a model phrase it: amazon.nova-lite-v1:0");
  await expect(offer).toHaveCount(0);
  await letter.getByRole("button", { name: "Email it each month" }).click();
  await offer.click();
  const { body } = await user.api<InsightsAnswer>("GET", "/insights", inside(home.id));
  const facts = body.currencies[0]?.letter;
  const sent = JSON.parse((await letter.locator("pre").textContent()) ?? "");
  expect(sent).toEqual(facts && letterRequestOf(facts, "en"));
  await expectAccessible(page);
  const isAllowed = async () =>
    (await user.api<UserSettings>("GET", "/account/settings")).body.phrasedLetters ?? false;
  expect(await isAllowed()).toBe(false);
  await letter.getByRole("button", { name: "Allow it" }).click();
  await expect(letter.getByRole("button", { name: "Stop allowing it" })).toBeVisible();
  expect(await isAllowed()).toBe(true);
  // The consent is to this model only.
  model = "amazon.nova-pro-v1:0";
  await page.reload();
  await letter.getByText("Let a model phrase it: amazon.nova-pro-v1:0").click();
  await expect(letter.getByRole("button", { name: "Allow it", exact: true })).toBeVisible();
  model = "amazon.nova-lite-v1:0";
  await page.reload();
  await letter.getByText("Phrased by a model: amazon.nova-lite-v1:0").click();
  // Locally there is no model, and the page shows the template's text anyway.
  await expect(letter).toContainText("you spent $80.00");
  await letter.getByRole("button", { name: "Stop allowing it" }).click();
  await expect(letter.getByRole("button", { name: "Allow it", exact: true })).toBeVisible();
  expect(await isAllowed()).toBe(false);

  await log(user, { description: "Mine", amount: "700", date: `${before}-10` });
  const [mine] = await storedIn(user, before);
  await page.goto(linkTo(user.ledgerId)(`${before}?expense=${mine?.expenseId}`));
  await expect(rowOf(page, "Mine")).toBeInViewport();
  await expect(page).toHaveURL(new RegExp(`#/${before}$`));
  await page.goto(linkTo(newExpenseId(new Date()))("budgets"));
  await expect(page.getByText("You are not a member of that ledger")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ledgers", level: 1 })).toBeVisible();
});
