import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { dayIn } from "../../domain/values/day";
import { useBrowser } from "../helpers/browser";
import { useCloud } from "../helpers/useCloud";
import { openAsUser, quickAdd, rowOf, total } from "./site";

const today = dayIn("UTC", new Date());
const month = today.slice(0, 7);

const texts = (locator: ReturnType<typeof rowOf>) => locator.locator(".row-name").allTextContents();

describe("A month on the site", function () {
  this.timeout(60_000);
  const cloud = useCloud();
  const browser = useBrowser();

  it("is searched, filtered and sorted by its address, and Back works", async () => {
    const { page, context, user, problems } = await openAsUser(browser(), cloud());
    for (const [description, amount, category] of [
      ["Coffee beans", "9.00", "Groceries"],
      ["Coffee at Nero", "3.50", "Eating out"],
      ["Bus", "2.80", "Transport"],
    ]) {
      await user.api("POST", "/expenses", { body: { description, amount, category } });
    }
    await user.api("POST", "/expenses", {
      body: { description: "Old coffee", amount: "4", date: "2024-02-29" },
    });
    await page.reload();
    await rowOf(page, "Bus").waitFor();

    await page.getByRole("searchbox").fill("coffee");
    await rowOf(page, "Bus").waitFor({ state: "detached" });
    await page.getByLabel("Order").selectOption("Smallest amount");
    expect(await texts(page.locator(".month-list"))).to.deep.equal(["Coffee at Nero", "Coffee beans"]);
    await page.getByRole("search").getByLabel("Category").selectOption("Groceries");
    await rowOf(page, "Coffee at Nero").waitFor({ state: "detached" });
    expect(new URL(page.url()).hash).to.equal("#/?category=Groceries&q=coffee&sort=smallest");

    await page.reload();
    await rowOf(page, "Coffee beans").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).to.equal("coffee");
    await page.goBack();
    await rowOf(page, "Coffee at Nero").waitFor();
    await page.getByRole("link", { name: "Search in all months" }).click();
    await rowOf(page, "Old coffee").waitFor();
    expect(await page.locator(".row").count()).to.equal(3);

    await page.goto(`${cloud().output("siteUrl")}/#/2024-02`);
    await rowOf(page, "Old coffee").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).to.equal("February 2024");
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "March 2024" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("heading", { name: "February 2024" }).waitFor();
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("shows a new expense before the network answers, once however often the button is pressed", async () => {
    const { page, context, user, problems } = await openAsUser(browser(), cloud());
    await page.getByText("Nothing written down yet").waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/expenses$/, async (route) => {
      if (route.request().method() === "POST") await held;
      await route.continue();
    });
    const form = page.getByRole("form", { name: "Add an expense" });
    await form.getByLabel("Amount").fill("7");
    await form.getByLabel("What for?").fill("Tea");
    await form.getByRole("button", { name: "Add" }).dblclick();
    await rowOf(page, "Tea").getByText("Saving").waitFor();
    expect(await total(page).textContent()).to.equal("$7.00");
    expect(await form.getByLabel("What for?").inputValue()).to.equal("");
    release();
    await page.locator(".row:not(.pending)", { hasText: "Tea" }).waitFor();
    const { body } = await user.api<{ expenses: unknown[] }>("GET", `/expenses?month=${month}`);
    expect(body.expenses).to.have.length(1);
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("says beside the field what is wrong, before sending and when the answer is no, and loses nothing", async () => {
    const { page, context } = await openAsUser(browser(), cloud());
    await page.getByText("Nothing written down yet").waitFor();
    await quickAdd(page, { amount: "1.005", description: "Too fine" });
    const form = page.getByRole("form", { name: "Add an expense" });
    await form.getByText("At most 2 decimals.").waitFor();
    expect(await form.getByLabel("Amount").getAttribute("aria-invalid")).to.equal("true");
    expect(await form.getByLabel("What for?").inputValue()).to.equal("Too fine");

    await page.route(/\/expenses$/, (route) =>
      route.request().method() === "POST"
        ? route.fulfill({
            status: 400,
            headers: { "Access-Control-Allow-Origin": "*" },
            json: { message: "The description must be nicer.", field: "description" },
          })
        : route.continue(),
    );
    await quickAdd(page, { amount: "5", description: "Refused" });
    const refused = page.getByRole("form", { name: "Edit Refused" });
    await refused.getByText("The description must be nicer.").waitFor();
    expect(await total(page).textContent()).to.equal("$0.00");
    expect(await refused.getByLabel("Amount").inputValue()).to.equal("5");
    await page.unroute(/\/expenses$/);
    await refused.getByLabel("What for?").fill("Accepted");
    await refused.getByRole("button", { name: "Save" }).click();
    await page.locator(".row:not(.pending)", { hasText: "Accepted" }).waitFor();
    expect(await total(page).textContent()).to.equal("$5.00");
    await context.close();
  });

  it("takes an expense in another currency, and sums each for itself", async () => {
    const { page, context, user, problems } = await openAsUser(browser(), cloud());
    await quickAdd(page, { description: "Bus", amount: "2.80" });
    await quickAdd(page, { description: "Tram", amount: "3.50 eur" });
    await rowOf(page, "Tram").getByText("€3.50").waitFor();
    await rowOf(page, "Tram").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Tram" });
    await form.getByLabel("Amount (EUR)").fill("600 JPY");
    await form.getByRole("button", { name: "Save" }).click();
    await rowOf(page, "Tram").getByText("¥600").waitFor();
    await page.reload();
    await rowOf(page, "Tram").getByText("¥600").waitFor();
    const { body } = await user.api<{ expenses: Expense[] }>("GET", `/expenses?month=${month}`);
    const stored = body.expenses.map(({ description, amount, currency }) => [description, amount, currency]);
    expect(stored).to.have.deep.members([
      ["Bus", "2.80", "USD"],
      ["Tram", "600", "JPY"],
    ]);
    expect(await total(page).textContent()).to.include("$2.80");
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("keeps a failed edit open with what was typed, and shows what another device changed", async () => {
    const { page, context, user } = await openAsUser(browser(), cloud());
    await quickAdd(page, { amount: "10", description: "Shared taxi" });
    await page.locator(".row:not(.pending)", { hasText: "Shared taxi" }).waitFor();
    const { body } = await user.api<{ expenses: { expenseId: string }[] }>("GET", `/expenses?month=${month}`);
    await user.api("PATCH", `/expenses/${body.expenses[0]?.expenseId}`, {
      body: { amount: "20" },
      headers: { "If-Match": '"1"' },
    });
    await rowOf(page, "Shared taxi").locator(".row-open").click();
    const form = page.getByRole("form", { name: "Edit Shared taxi" });
    await form.getByLabel("What for?").fill("Shared cab");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText("was changed elsewhere in the meantime").waitFor();
    const again = page.getByRole("form", { name: "Edit Shared cab" });
    expect(await again.getByLabel("What for?").inputValue()).to.equal("Shared cab");
    await again.getByRole("button", { name: "Save" }).click();
    await rowOf(page, "Shared cab").waitFor();
    await context.close();
  });

  it("changes and deletes several at once", async () => {
    const { page, context, user, problems } = await openAsUser(browser(), cloud());
    for (const amount of ["1", "2", "4"]) {
      await user.api("POST", "/expenses", { body: { description: `Ticket ${amount}`, amount } });
    }
    await page.reload();
    await rowOf(page, "Ticket 1").waitFor();
    await page.getByRole("checkbox", { name: "Select Ticket 1" }).check();
    await page.getByRole("button", { name: "Select all 3" }).click();
    await page.getByRole("toolbar").getByLabel("Change category").selectOption("Travel");
    await page.getByText("Changed 3 expenses").waitFor();
    await page.getByRole("checkbox", { name: "Select Ticket 1" }).check();
    await page.getByRole("checkbox", { name: "Select Ticket 4" }).check();
    await page.getByRole("button", { name: "Delete 2 expenses" }).click();
    await page.getByText("Deleted 2 expenses").waitFor();
    expect(await total(page).textContent()).to.equal("$2.00");
    await page.getByRole("button", { name: "Undo" }).click();
    await rowOf(page, "Ticket 4").waitFor();
    await page.getByText("$7.00").first().waitFor();
    const { body } = await user.api<{ expenses: { category: string }[] }>("GET", `/expenses?month=${month}`);
    expect(body.expenses.map(({ category }) => category)).to.include("Travel");
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("shows hostile, huge and foreign text as text, and keeps its layout", async () => {
    const { page, context, problems } = await openAsUser(browser(), cloud(), "phone");
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
      await page.locator(".row:not(.pending)", { hasText: description.slice(0, 40) }).waitFor();
    }
    expect((await texts(page.locator(".month-list"))).sort()).to.deep.equal([...hostile].sort());
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).to.be.at.most(0);
    expect(await page.locator("img").count()).to.equal(0);
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("asks for the password when the session ends, and loses nothing that was typed", async () => {
    const { page, context, user } = await openAsUser(browser(), cloud());
    await page.getByText("Nothing written down yet").waitFor();
    await page.evaluate(() => {
      sessionStorage.removeItem("tokens");
      const session = JSON.parse(localStorage.getItem("session") ?? "{}");
      localStorage.setItem("session", JSON.stringify({ ...session, refreshToken: "revoked" }));
    });
    await quickAdd(page, { amount: "3", description: "Sent before" });
    const form = page.getByRole("form", { name: "Add an expense" });
    const dialog = page.getByRole("dialog", { name: "Please sign in again" });
    await dialog.waitFor();
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>(".quick-add [name=description]");
      if (field) field.value = "Half typed";
    });
    await dialog.getByLabel("Password", { exact: true }).fill(user.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await page.locator(".row:not(.pending)", { hasText: "Sent before" }).waitFor();
    expect(await form.getByLabel("What for?").inputValue()).to.equal("Half typed");
    await context.close();
  });
});
