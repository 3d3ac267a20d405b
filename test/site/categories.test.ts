import type { Settings } from "../../domain/ledgers/settings";
import type { TestUser } from "../helpers/api";
import { expect, test } from "./fixtures";
import { goTo, JOURNEYS, keepScreenshot, openAddForm, openAs, rowOf, SCREENS, storedRow } from "./site";
import { log } from "./storedMonth";

const settingsOf = async (user: TestUser) => (await user.api<Settings>("GET", "/settings")).body;

test.beforeEach(({ page, user }) => openAs(page, user));

for (const screen of JOURNEYS) {
  test.describe(`Categories at a ${screen}`, () => {
    test.use(SCREENS[screen]);

    test("adds, renames with its expenses, recolours, moves and removes categories", async ({
      page,
      user,
      clock,
    }) => {
      const lamp = { description: "Lamp", amount: "20", date: clock.today, category: "Home" };
      const { body: thrown } = await user.api<{ expenseId: string }>("POST", "/expenses", { body: lamp });
      await user.api("DELETE", `/expenses/${thrown.expenseId}`);
      await log(user, { description: "Desk", amount: "80", date: clock.today, category: "Home" });
      await log(user, { description: "Roses", amount: "9", date: clock.today, category: "Gifts" });
      await goTo(page, "Settings", "Edit categories");
      await page.getByRole("button", { name: "Add a category" }).click();
      const form = page.getByRole("form", { name: "Add a category" });
      await form.getByRole("button", { name: "Save" }).click();
      await expect(form.getByText("Enter a name.")).toBeVisible();
      await form.getByLabel("Name").fill("groceries");
      await form.getByLabel("Name").press("Enter");
      await expect(form.getByText("A category with this name already exists.")).toBeVisible();
      await form.getByLabel("Name").fill("<b>Haustiere</b> 🐕");
      await form.getByRole("radio", { name: "Violet" }).check({ force: true });
      await form.getByLabel("Or your own emoji").fill("🐕");
      await form.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Move <b>Haustiere</b> 🐕 up" }).click();
      await expect(page.getByText("Moved “<b>Haustiere</b> 🐕”")).toBeVisible();
      await page.getByRole("button", { name: "Dismiss" }).click();

      await page.getByRole("button", { name: "Edit Home" }).click();
      const home = page.getByRole("form", { name: "Edit Home" });
      await keepScreenshot(page, `category-form-${screen}`);
      await home.getByLabel("Name").fill("Flat");
      await home.getByLabel("Find an icon").fill("FURN");
      await expect(home.getByRole("group", { name: "Icon" }).getByRole("radio")).toHaveCount(2); // The chosen one, too.
      await home.getByRole("radio", { name: "Sofa, furniture" }).check({ force: true });
      await home.getByLabel("Find an icon").press("Enter");
      await home.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("2 expenses are now in Flat.")).toBeVisible();
      await page.getByRole("button", { name: "Edit Bills" }).click();
      await page.getByRole("button", { name: "Remove…" }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page.getByText("Removed “Bills”")).toBeVisible();
      await page.getByRole("button", { name: "Edit Gifts" }).click();
      await page.getByRole("button", { name: "Remove…" }).click();
      const removal = page.getByRole("form", { name: "Remove Gifts" });
      await expect(removal.getByLabel("Expenses in Gifts")).toBeFocused();
      await removal.getByLabel("Expenses in Gifts").selectOption("Flat");
      await keepScreenshot(page, `category-removal-${screen}`);
      await removal.getByRole("button", { name: "Remove and move" }).click();
      await expect(page.getByText("1 expense is now in Flat.")).toBeVisible();
      // Health goes up by its handle, and back by a key on it.
      const handle = page.getByRole("button", { name: "Move Health, 5 of" });
      const target = page.getByRole("button", { name: "Move Transport, 3 of" });
      await target.scrollIntoViewIfNeeded();
      const [start, end] = [await handle.boundingBox(), await target.boundingBox()];
      if (!start || !end) throw new Error("Not shown.");
      await page.mouse.move(start.x + 10, start.y + 10);
      await page.mouse.down();
      await page.mouse.move(end.x + 10, end.y + 5, { steps: 4 });
      await keepScreenshot(page, `categories-drag-${screen}`);
      await page.mouse.up();
      await page.getByRole("button", { name: "Move Health, 3 of" }).press("ArrowDown");
      await expect(page.getByRole("button", { name: "Move Health, 4 of" })).toBeFocused();
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("button", { name: "Move Health, 5 of" })).toBeFocused();
      await page.getByRole("button", { name: "Edit Other" }).click();
      await expect(page.getByRole("form", { name: "Edit Other" })).toBeVisible();
      await expect(page.getByRole("button", { name: "Remove…" })).toHaveCount(0);
      await page.keyboard.press("Escape");
      await keepScreenshot(page, `categories-${screen}`);

      const namesOf = async () => (await settingsOf(user)).categories?.map(({ name }) => name).join();
      await expect
        .poll(namesOf)
        .toBe(
          "Groceries,Eating out,Transport,Flat,Health,Shopping,Leisure,Travel,Education,<b>Haustiere</b> 🐕,Other",
        );
      const { categories = [] } = await settingsOf(user);
      expect(categories.find(({ name }) => name === "Flat")).toHaveProperty("sign", "icon:sofa");
      expect(categories.at(-2)).toEqual({ name: "<b>Haustiere</b> 🐕", colour: "#9372c8", sign: "🐕" });

      await goTo(page, "Expenses");
      await expect(rowOf(page, "Desk").getByText("Flat")).toBeVisible();
      await expect(rowOf(page, "Desk").locator(".sign use")).toHaveAttribute("href", "#icon-icon:sofa");
      await page.reload();
      await expect(page.locator("[id='icon-icon:sofa'] path")).not.toHaveCount(0);
      const expectOrder = async () => {
        const offered = (await openAddForm(page)).getByLabel("Category").locator("option");
        const [transport, flat, health] = [offered.nth(2), offered.nth(3), offered.nth(4)];
        await expect(transport).toHaveText("Transport");
        await expect(flat).toHaveText("Flat");
        await expect(health).toHaveText("Health");
        await page.keyboard.press("Escape");
      };
      await expectOrder();
      await page.reload();
      await expectOrder();
      await goTo(page, "Trash");
      await page.getByRole("button", { name: "Restore Lamp" }).click();
      await goTo(page, "Expenses");
      await expect(storedRow(page, "Lamp").getByText("Flat")).toBeVisible();
    });
  });
}
