import { expect, test } from "./fixtures";
import {
  addForm,
  answered,
  descriptions,
  hold,
  openAs,
  quickAdd,
  rowOf,
  SCREENS,
  storedRow,
  total,
} from "./site";

import { storedIn } from "./storedMonth";

test.beforeEach(async ({ page, user }) => {
  await openAs(page, user);
  await expect(page.getByText("No expenses yet")).toBeVisible();
});

test.describe("A month on the site", () => {
  test("takes more of an expense where it is asked for, and tells refunds and income from expenses", async ({
    page,
    user,
    clock,
  }) => {
    const form = addForm(page);
    await form.getByLabel("Amount").fill("30");
    await form.getByText("More", { exact: true }).click();
    await form.getByLabel("Shop or payee").fill("Maple & Sons");
    await form.getByLabel("Tags").fill("work,  Été ");
    await form.getByLabel("Notes").fill("Oak,\n2 m");
    await form.getByLabel("What for?").fill("Desk");
    // All of it survives that the page is loaded again.
    await page.reload();
    await expect(form.getByLabel("Notes")).toHaveValue("Oak,\n2 m");
    await expect(form.getByLabel("Tags")).toHaveValue("work,  Été ");
    await form.getByLabel("Amount").press("Enter");
    await expect(storedRow(page, "Desk")).toContainText("Maple & Sons · #work · #Été");
    await form.getByLabel("Tags").pressSequentially("home, é");
    await expect(page.locator("datalist option[value='home, Été']")).toBeAttached();
    await expect(page.locator("datalist option[value='Maple & Sons']")).toBeAttached();
    await form.getByLabel("Tags").fill("");
    await form.getByLabel("Kind").selectOption("Refund");
    await quickAdd(page, { amount: "10", description: "Broken leg" });
    await form.getByLabel("Kind").selectOption("Income");
    await quickAdd(page, { amount: "100", description: "Wage" });
    await expect(storedRow(page, "Broken leg")).toContainText("-$10.00");
    await expect(storedRow(page, "Wage")).toContainText("+$100.00");
    await expect(total(page)).toHaveText("$20.00");
    await expect(page.getByText("$10.00 refunded · $100.00 income · $80.00 left")).toBeVisible();

    await rowOf(page, "Desk").getByRole("button", { name: /^Desk/ }).click();
    const edit = page.getByRole("form", { name: "Edit" });
    await expect(edit.getByLabel("Notes")).toHaveValue("Oak,\n2 m");
    await edit.getByLabel("Tags").fill("");
    await edit.getByRole("button", { name: "Save" }).click();
    await expect(rowOf(page, "Desk")).not.toContainText("#work");
    await expect
      .poll(async () => (await storedIn(user, clock.month)).find(({ version }) => version === 2))
      .toMatchObject({
        description: "Desk",
        merchant: "Maple & Sons",
        notes: "Oak,\n2 m",
        source: "page",
      });

    // Split over categories: the rest is shown, and saving is refused until there is none.
    await rowOf(page, "Desk").getByRole("button", { name: /^Desk/ }).click();
    await edit.getByRole("button", { name: "Split over categories" }).click();
    await edit.getByLabel("Category of part 1").selectOption("Home");
    await edit.getByLabel("Amount of part 1").fill("20");
    await expect(edit.getByText("$10.00 left to distribute.")).toBeVisible();
    await edit.getByRole("button", { name: "Save" }).click();
    await expect(edit.getByRole("status").filter({ hasText: "$10.00 left to distribute." })).toHaveClass(
      /problem/,
    );
    await edit.getByLabel("Category of part 2").selectOption("Transport");
    await edit.getByLabel("Note of part 2").fill("van");
    await edit.getByRole("button", { name: "Add it to the last part" }).click();
    await expect(edit.getByText("The parts make up the amount.")).toBeVisible();
    await edit.getByRole("button", { name: "Save" }).click();
    await expect(storedRow(page, "Desk")).toContainText("Home $20.00 + Transport $10.00");
    await page.goto("/#/?category=Transport");
    await expect(descriptions(page)).toHaveText(["Desk"]);
    await rowOf(page, "Desk").getByRole("button", { name: /^Desk/ }).click();
    await page.getByText("History", { exact: true }).click();
    await expect(page.getByText("Parts: none → Home $20.00 + Transport $10.00 (van)")).toBeVisible();
  });

  test("shows a new expense before the network answers, once however often the button is pressed", async ({
    page,
    user,
    clock,
  }) => {
    const release = await hold(page, /\/expenses$/, "POST");
    const form = addForm(page);
    await form.getByLabel("Amount").fill("7");
    await form.getByLabel("What for?").fill("Tea");
    await form.getByRole("button", { name: "Add" }).dblclick();
    await expect(rowOf(page, "Tea").getByText("Saving")).toBeVisible();
    await expect(total(page)).toHaveText("$7.00");
    await expect(form.getByLabel("What for?")).toHaveValue("");
    await form.getByLabel("Amount").press("Enter");
    await expect(form.locator(".problem")).toHaveCount(0);
    release();
    await expect(storedRow(page, "Tea")).toBeVisible();
    expect(await storedIn(user, clock.month)).toHaveLength(1);
  });

  test("shows errors next to the field, before sending and after a refusal, and loses no input", async ({
    page,
  }) => {
    await quickAdd(page, { amount: "1.005", description: "Too fine" });
    const form = addForm(page);
    await expect(form.getByText("An amount in USD has at most 2 decimals.")).toBeVisible();
    await expect(form.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("What for?")).toHaveValue("Too fine");

    await page.route(/\/expenses$/, (route) =>
      route.request().method() === "POST"
        ? route.fulfill({
            status: 400,
            headers: { "Access-Control-Allow-Origin": "*" },
            json: { code: "text.invalid", message: "The description must be nicer.", field: "description" },
          })
        : route.continue(),
    );
    await quickAdd(page, { amount: "5", description: "Refused" });
    const refused = page.getByRole("form", { name: "Edit Refused" });
    await expect(refused.getByText("The description must be nicer.")).toBeVisible();
    await expect(total(page)).toHaveText("$0.00");
    await expect(refused.getByLabel("Amount")).toHaveValue("5.00");
    await refused.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("Deleted “Refused”")).toBeVisible();
    await expect(refused).toHaveCount(0);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await expect(refused.getByText("The description must be nicer.")).toBeVisible();
    await page.unroute(/\/expenses$/);
    await refused.getByLabel("What for?").fill("Accepted");
    await refused.getByRole("button", { name: "Save" }).click();
    await expect(storedRow(page, "Accepted")).toBeVisible();
    await expect(total(page)).toHaveText("$5.00");
  });

  test("accepts an expense in another currency, and totals each currency separately", async ({
    page,
    user,
    clock,
  }) => {
    const adding = addForm(page);
    await adding.getByLabel("Amount").fill("2 + 0.40*2");
    await expect(adding.getByText("= $2.80")).toBeVisible();
    await adding.getByLabel("What for?").fill("Bus");
    // The result takes the place of the sum as soon as the field is left.
    await expect(adding.getByLabel("Amount")).toHaveValue("2.80");
    await adding.getByLabel("What for?").press("Enter");
    await expect(storedRow(page, "Bus")).toBeVisible();
    await adding.getByLabel("Amount").fill("12.50.3");
    await adding.getByLabel("What for?").fill("Tram");
    await adding.getByLabel("What for?").press("Enter");
    await expect(adding.getByText("12.50.3 is not an amount.")).toBeVisible();
    await adding.getByLabel("Amount").fill("5 kr");
    await adding.getByRole("button", { name: "NOK" }).click();
    await expect(adding.getByLabel("Currency")).toHaveValue("NOK");
    await expect(adding.getByLabel("Amount")).toHaveValue("5 kr");
    await adding.getByLabel("Amount").fill("€3.50");
    await expect(adding.getByLabel("Currency")).toHaveValue("EUR");
    await adding.getByLabel("Amount").press("Enter");
    await expect(adding.getByLabel("Currency")).toHaveValue("USD");
    await expect(storedRow(page, "Tram").getByText("€3.50")).toBeVisible();
    await rowOf(page, "Tram").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Tram" });
    await form.getByLabel("Amount").fill("600 JPY");
    await expect(form.getByLabel("Currency")).toHaveValue("JPY");
    // An edit that was not sent does not outlive the page.
    await answered(page, "PATCH", () => form.getByRole("button", { name: "Save" }).click());
    await expect(rowOf(page, "Tram").getByText("¥600")).toBeVisible();
    await page.reload();
    await expect(rowOf(page, "Tram").getByText("¥600")).toBeVisible();
    const stored = await storedIn(user, clock.month);
    expect(stored.map(({ description, amount, currency }) => [description, amount, currency])).toEqual([
      ["Tram", "600", "JPY"],
      ["Bus", "2.80", "USD"],
    ]);
    await expect(total(page)).toContainText("$2.80");
  });

  test("is the month after a reload with an open edit, whose input is still there", async ({ page }) => {
    await quickAdd(page, { amount: "3", description: "Bread" });
    await storedRow(page, "Bread").click();
    const form = page.getByRole("form", { name: /Bread/ });
    await form.getByLabel("What for?").fill("Bread and butter");
    const month = page.getByRole("heading", { level: 1 });
    const before = await month.innerText();
    await page.reload();
    await expect(form.getByLabel("What for?")).toHaveValue("Bread and butter");
    await expect(month).toHaveText(before);
  });

  test("asks for the password when the session ends, and loses no input", async ({ page, user }) => {
    await page.evaluate(() => {
      sessionStorage.removeItem("tokens");
      const session = JSON.parse(localStorage.getItem("session") ?? "{}");
      localStorage.setItem("session", JSON.stringify({ ...session, refreshToken: "revoked" }));
    });
    await quickAdd(page, { amount: "3", description: "Sent before" });
    const dialog = page.getByRole("dialog", { name: "Please sign in again" });
    await expect(dialog).toBeVisible();
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>(".quick-add [name=description]");
      if (field) field.value = "Half typed";
    });
    await dialog.getByLabel("Password", { exact: true }).fill(user.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(storedRow(page, "Sent before")).toBeVisible();
    await expect(addForm(page).getByLabel("What for?")).toHaveValue("Half typed");
  });
});

test.describe("A month at a phone", () => {
  test.use(SCREENS.phone);

  test("shows hostile, huge and foreign text as text, and keeps its layout", async ({ page }) => {
    const hostile = [
      "<img src=x onerror=alert(1)>",
      "W".repeat(300),
      "😀".repeat(60),
      "مرحبا بالعالم 123",
      '"};alert(1);//',
      "=HYPERLINK(1)",
    ];
    for (const description of hostile) {
      await quickAdd(page, { amount: "99,999,999.99", description });
      await expect(storedRow(page, description.slice(0, 40))).toBeVisible();
    }
    await expect(descriptions(page)).toHaveText(hostile.toReversed());
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expect(page.locator("img")).toHaveCount(0);
  });
});
