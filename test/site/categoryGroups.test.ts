import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { descriptions, goTo, JOURNEYS, keepScreenshot, openAddForm, openAs, SCREENS } from "./site";
import { log } from "./storedMonth";

for (const screen of JOURNEYS) {
  test.describe(`Groups of categories at a ${screen}`, () => {
    test.use(SCREENS[screen]);

    test("are made, filled by keys and by form, shown with their sums, and dissolved", async ({
      page,
      user,
      clock: { today },
    }) => {
      await log(user, { description: "Rent", amount: "900.00", category: "Home", date: today });
      await log(user, { description: "Power", amount: "61.35", category: "Bills", date: today });
      await log(user, { description: "Market", amount: "84.20", category: "Groceries", date: today });
      // Neither is in the bars of dollars spent.
      await log(user, {
        description: "Cottage",
        amount: "300",
        category: "Home",
        currency: "EUR",
        date: today,
      });
      await log(user, {
        description: "Sublet",
        amount: "250",
        category: "Home",
        kind: "income",
        date: today,
      });
      await loadAxe(page.context());
      await openAs(page, user);
      await goTo(page, "Settings", "Edit categories");
      await page.getByRole("button", { name: "Add a group" }).click();
      const form = page.getByRole("form", { name: "Add a group" });
      await form.getByLabel("Name of the group").press("Enter");
      await expect(form.getByText("Enter a name.")).toBeVisible();
      await form.getByLabel("Name of the group").fill("Fixed");
      await form.getByLabel("Name of the group").press("Enter");
      await expect(page.getByText("Drag categories here")).toBeVisible();

      // Below the last heading is the group. The key goes past it, the form names it.
      await page.getByRole("button", { name: /^Move Home, / }).press("End");
      await expect(page.getByRole("button", { name: "Move Home, 1 of 1 in Fixed" })).toBeFocused();
      await page.getByRole("button", { name: "Edit Bills" }).click();
      await page.getByLabel("Group", { exact: true }).selectOption("Fixed");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Edit the group Fixed" }).click();
      await page.getByLabel("Name of the group").fill("Fixed costs");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("button", { name: "Move Bills, 1 of 2 in Fixed costs" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Edit the group Fixed costs" }).scrollIntoViewIfNeeded();
      await keepScreenshot(page, `category-groups-${screen}`);

      await goTo(page, "Expenses");
      const chosen = (await openAddForm(page)).getByLabel("Category").locator("optgroup");
      await expect(chosen).toHaveAttribute("label", "Fixed costs");
      await expect(chosen.locator("option")).toHaveText(["Bills", "Home"]);
      await page.keyboard.press("Escape");
      if (screen === "phone") await page.locator(".insights summary").click();
      const group = page.getByRole("list", { name: "Fixed costs" });
      await expect(group.locator("..")).toContainText("$961.35");
      await expect(group.getByRole("link")).toHaveText([/^Home/, /^Bills/]);
      await expectAccessible(page);
      await keepScreenshot(page, `month-groups-${screen}`);

      await page.goto("#reports/trends");
      await page.getByLabel("Category").selectOption("All of Fixed costs: $961.35");
      const bar = page.getByRole("list", { name: "Trends" }).getByRole("link").first();
      await expect(bar).toContainText("$961.35");
      await bar.click();
      await expect(page.locator(".found")).toHaveText("2 expenses · $961.35");
      await expect(descriptions(page)).toHaveText(["Power", "Rent"]);
      await page.goBack();
      await page.getByLabel("Category").selectOption("All of Fixed costs: $961.35");
      await page.getByRole("button", { name: "As a table" }).click();
      await page.locator(".day-table").first().getByRole("link").first().click();
      await expect(page.locator(".found")).toHaveText("2 expenses · $961.35");

      await goTo(page, "Settings", "Edit categories");
      await page.getByRole("button", { name: "Edit the group Fixed costs" }).click();
      await page.getByRole("button", { name: "Dissolve" }).click();
      await expect(page.getByText("Its categories stay.")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("button", { name: "Edit the group Fixed costs" })).toBeVisible();
    });
  });
}
