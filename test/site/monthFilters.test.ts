import { expect, test } from "./fixtures";
import { addForm, descriptions, openAs, quickAdd, rowOf } from "./site";
import { log } from "./storedMonth";

test("A month is searched, filtered and sorted by its address, and Back works", { tag: "@clock" }, async ({
  page,
  user,
  clock,
}) => {
  for (const [description, amount, category] of [
    ["Coffee beans", "9.00", "Groceries"],
    ["Coffee at Nero", "3.50", "Eating out"],
    ["Bus", "2.80", "Transport"],
  ]) {
    const details = category === "Transport" && { merchant: "City lines", tags: ["Work"] };
    await log(user, { description, amount, category, date: clock.today, ...details });
  }
  await log(user, { description: "Old coffee", amount: "4", date: "2024-02-29" });
  await log(user, { description: "Old cup", amount: "2", kind: "refund", date: "2024-02-28" });
  await openAs(page, user);
  await expect(rowOf(page, "Bus")).toBeVisible();

  await page.getByRole("searchbox").fill("coffee");
  await expect(rowOf(page, "Bus")).toHaveCount(0);
  await page.getByLabel("Order").selectOption("Smallest amount");
  await expect(descriptions(page)).toHaveText(["Coffee at Nero", "Coffee beans"]);
  await page.getByRole("search").getByLabel("Category").selectOption("Groceries");
  await expect(rowOf(page, "Coffee at Nero")).toHaveCount(0);
  await expect(page).toHaveURL(/#\/\?category=Groceries&q=coffee&sort=smallest$/);

  await page.reload();
  await expect(rowOf(page, "Coffee beans")).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("coffee");
  await expect(page.getByText("1 expense · $9.00", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Previous month" }).click();
  await expect(page).toHaveURL(/-\d\d\?category=Groceries&q=coffee&sort=smallest$/);
  await page.goBack();
  await page.goBack();
  await expect(rowOf(page, "Coffee at Nero")).toBeVisible();
  await page.getByRole("link", { name: "Search in all months" }).click();
  await expect(rowOf(page, "Old coffee")).toBeVisible();
  await expect(page.locator(".row")).toHaveCount(3);

  // Filters without a control of their own in the bar are chosen behind a button, shown and taken off.
  await page.goto("/#/all?merchant=nero");
  await page.getByRole("button", { name: "Remove the filter Shop or payee: nero" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".row")).toHaveCount(5);
  await page.keyboard.press("Enter"); // The button for more has the focus.
  await page.getByRole("search").getByLabel("Tag").selectOption("Work");
  await expect(descriptions(page)).toHaveText(["Bus"]);
  await page.getByRole("button", { name: "Remove the filter Tag: Work" }).click();
  const kinds = page.getByRole("search").getByLabel("Kind");
  await expect(kinds.locator("option")).toHaveText(["All kinds", "Expense", "Refund", "Income"]);
  await kinds.selectOption("Refund");
  await expect(descriptions(page)).toHaveText(["Old cup"]);
  await page.getByRole("button", { name: "Remove the filter Kind: Refund" }).click();
  await expect(page).toHaveURL(/#\/all$/);

  await page.goto("/#/2024-02");
  await expect(rowOf(page, "Old coffee")).toBeVisible();
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("February 2024");
  await heading.focus();
  await page.keyboard.press("ArrowRight");
  await expect(heading).toHaveText("March 2024");
  await page.keyboard.press("ArrowLeft");
  await expect(heading).toHaveText("February 2024");
});

test("An expense that is added where the filter hides it is said to be saved, with a way to it", async ({
  page,
  user,
}) => {
  await openAs(page, user);
  await quickAdd(page, { amount: "5", description: "Bread", category: "Groceries" });
  for (const place of ["/#/?category=Groceries", "/#/all?category=Groceries"]) {
    await page.goto(place);
    await expect(rowOf(page, "Bread")).toBeVisible();
    const name = `Bus from ${place}`;
    await quickAdd(page, { amount: "3", description: name, category: "Transport" });
    await expect(page.getByText(`“${name}” is saved, and does not match the filter`)).toBeVisible();
    await page.getByRole("button", { name: "Show" }).click();
    await expect(rowOf(page, name)).toBeVisible();
    await expect(page).not.toHaveURL(/category/);
  }

  await page.goto("/#/?category=Groceries");
  await quickAdd(page, { amount: "2", description: "Milk", category: "Groceries" });
  await expect(rowOf(page, "Milk")).toBeVisible();
  await expect(page.getByText("“Milk”")).toHaveCount(0);
  await quickAdd(page, { amount: "2", description: "Beans", category: "Groceries", date: "2024-02-29" });
  await expect(page.getByText("Saved in February 2024")).toBeVisible();
  await expect(addForm(page)).toBeVisible();
});

test("What a filter leaves is summed with the income apart", async ({ page, user, clock }) => {
  await log(user, { description: "Pay", amount: "5000", kind: "income", date: clock.today });
  await log(user, { description: "Pay slip", amount: "3", date: clock.today });
  await openAs(page, user);
  await page.goto("/#/?kind=income");
  await expect(page.locator(".found")).toHaveText("1 expense · $5,000.00 income");
  await page.goto("/#/?q=pay");
  await expect(page.locator(".found")).toHaveText("2 expenses · $3.00 · $5,000.00 income");
});

test("A search in all months is summed, however much it finds", async ({ page, user, clock }) => {
  // A list's first page has a hundred.
  const named = { description: "Coffee", amount: "1", date: clock.today };
  await Promise.all(Array.from({ length: 101 }, () => log(user, named)));
  await log(user, { description: "Bus", amount: "3", date: clock.today });
  await openAs(page, user);
  await page.goto("/#/all?q=coffee");
  await expect(page.locator(".found")).toHaveText("101 expenses · $101.00");
});

test("What a search finds follows the language, which may arrive after the rows", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Beans", amount: "9.00", category: "Groceries", date: clock.today });
  await openAs(page, user);
  await expect(rowOf(page, "Beans")).toBeVisible();
  await page.getByRole("searchbox").fill("lebensmittel");
  await expect(rowOf(page, "Beans")).toHaveCount(0);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "languages", { value: ["de-DE"] });
    dispatchEvent(new Event("languagechange"));
  });
  await expect(rowOf(page, "Beans")).toBeVisible();
});

test("What is typed as soon as the search appears stays, and is searched", async ({ page, user, clock }) => {
  for (const description of ["Coffee", "Bus"]) {
    await log(user, { description, amount: "1", date: clock.today });
  }
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const field = document.querySelector<HTMLInputElement>("input[type=search]");
      if (!field) return;
      observer.disconnect();
      field.value = "coffee";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }).observe(document, { childList: true, subtree: true });
  });
  await openAs(page, user);
  await expect(page).toHaveURL(/q=coffee/);
  await expect(descriptions(page)).toHaveText(["Coffee"]);
  await expect(page.getByRole("searchbox")).toHaveValue("coffee");
});
