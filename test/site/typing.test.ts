import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { addForm, openAs, rowOf } from "./site";
import { log } from "./storedMonth";

const search = (page: Page) => page.getByRole("searchbox");

test("The search keeps each letter of somebody who pauses between them, and what is chosen meanwhile", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Coffee shop", amount: "4", category: "Eating out", date: clock.today });
  await log(user, { description: "Bus", amount: "3", category: "Transport", date: clock.today });
  await openAs(page, user);
  await expect(rowOf(page, "Bus")).toBeVisible();
  await search(page).pressSequentially("coffee shop", { delay: 160 });
  await expect(rowOf(page, "Bus")).toHaveCount(0);
  await expect(search(page)).toHaveValue("coffee shop");
  await expect(page).toHaveURL(/\?q=coffee\+shop$/);

  // Back and forward decide what the field says.
  await page.goto("/#/?q=bus");
  await expect(search(page)).toHaveValue("bus");
  await page.goBack();
  await expect(search(page)).toHaveValue("coffee shop");

  // Within the pause after the letters.
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>("input[type=search]");
    const category = document.querySelector<HTMLSelectElement>("search select");
    if (!field || !category) throw new Error("The filters are missing.");
    field.value = "b";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    category.value = "Transport";
    category.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await expect(page).toHaveURL(/\?category=Transport&q=b$/);
});

test("The search waits for the end of a conversion", async ({ page, user, clock }) => {
  await log(user, { description: "珈琲", amount: "4", date: clock.today });
  await openAs(page, user);
  await expect(rowOf(page, "珈琲")).toBeVisible();
  const keys = await page.context().newCDPSession(page);
  await search(page).focus();
  await page.evaluate(() => {
    const replace = history.replaceState.bind(history);
    const addresses: string[] = [];
    Object.assign(window, { addresses });
    history.replaceState = (state, title, url) => {
      addresses.push(decodeURIComponent(String(url)));
      replace(state, title, url);
    };
  });
  await keys.send("Input.imeSetComposition", { text: "こ", selectionStart: 1, selectionEnd: 1 });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await keys.send("Input.insertText", { text: "珈琲" });
  await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent("珈琲")}$`));
  expect(await page.evaluate(() => Reflect.get(window, "addresses"))).toEqual(["#/?q=珈琲"]);
});

test("A key that is meant for a conversion does nothing else", async ({ page, user, clock }) => {
  await log(user, { description: "Tea", amount: "4", date: clock.today });
  await openAs(page, user);
  await rowOf(page, "Tea").locator(".row-open").click();
  const form = page.getByRole("form", { name: "Edit Tea" });
  const description = form.getByLabel("What for?");
  await description.fill("お茶");
  await description.dispatchEvent("keydown", { key: "Escape", isComposing: true });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page, "お茶")).toBeVisible();

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "Go to…" });
  await palette.fill("trash");
  await palette.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await palette.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(page).toHaveURL(/#\/$|\/$/);
});

test("A category that was chosen stays when the form comes back, and when its description is typed anew", async ({
  page,
  user,
}) => {
  await openAs(page, user);
  const description = addForm(page).getByLabel("What for?");
  const category = addForm(page).getByLabel("Category");
  await description.fill("coffee");
  await expect(category).toHaveValue("Eating out");
  await category.selectOption("Transport");
  await description.fill("");
  await description.fill("coffee");
  await expect(category).toHaveValue("Transport");

  await page.goto("/#/budgets");
  await expect(addForm(page)).toHaveCount(0);
  await page.goBack();
  await expect(category).toHaveValue("Transport");
  await description.fill("coffee on the train");
  await expect(category).toHaveValue("Transport");

  // The next one is another expense.
  await addForm(page).getByLabel("Amount").fill("3");
  await addForm(page).getByLabel("Amount").press("Enter");
  await expect(rowOf(page, "coffee on the train")).toBeVisible();
  await description.fill("Coffee beans at home");
  await description.fill("pizza");
  await expect(category).toHaveValue("Eating out");
});
