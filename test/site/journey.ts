import { mailsTo } from "../helpers/cloud";
import { followLink } from "../helpers/mail";
import { expect, test } from "./fixtures";
import {
  codeFor,
  goTo,
  inArabic,
  keepScreenshot,
  newEmail,
  newPassword,
  passwordFor,
  quickAdd,
  rowOf,
  type Screen,
  storedRow,
  total,
} from "./site";

/**
 * Declares the test of a new user's whole way through the site.
 *
 * @param isSecure True if the browser treats the site's address as a secure context.
 */
export function testJourney(screen: Screen, isSecure: boolean): void {
  test("signs up, logs expenses, gets the alert, edits, deletes, restores, signs out and resets the password", async ({
    page,
    cloud,
  }) => {
    const email = newEmail();

    await test.step("signs up", async () => {
      await page.goto("/");
      expect(await page.evaluate(() => isSecureContext)).toBe(isSecure);
      await expect(page.getByRole("heading", { name: "Welcome", exact: true })).toBeVisible();
      await keepScreenshot(page, `sign-in-${screen}`);
      await page.getByRole("link", { name: "Create account" }).click();
      await page.getByLabel("Email address").fill(newEmail());
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByLabel("Password from the email")).toBeVisible();
      await page.reload();
      await page.getByRole("button", { name: "Use another address" }).click();
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByLabel("Password from the email").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      const first = await passwordFor(cloud, email);
      await page.getByRole("button", { name: "Send the email again" }).click();
      await expect(page.getByText("Another email is on its way.")).toBeVisible();
      await page.getByLabel("Password from the email").fill(await passwordFor(cloud, email, first));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByLabel("New password").fill("short");
      await page.getByRole("button", { name: "Set password" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await page.getByLabel("New password").fill(newPassword());
      await page.getByRole("button", { name: "Set password" }).click();
    });

    await test.step("chooses currency, zone, alert threshold and categories", async () => {
      await expect(page.getByLabel("Your currency")).toHaveValue("USD");
      await expect(page.getByLabel("Your time zone")).toHaveValue(
        await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
      );
      await expect(page.getByLabel("Alert me of an expense above (USD)")).toHaveValue("500.00");
      await page.getByLabel("Your currency").selectOption("JPY");
      await expect(page.getByLabel("Alert me of an expense above (JPY)")).toHaveValue("50000");
      await page.reload();
      await page.getByLabel("Alert me of an expense above (USD)").fill("a lot");
      await page.getByRole("button", { name: "Start" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await page.getByLabel("Alert me of an expense above (USD)").fill("499.99");
      await page.getByRole("button", { name: "Education" }).click();
      await expect(page.getByRole("button", { name: "Other" })).toBeDisabled();
      await keepScreenshot(page, `welcome-${screen}`);
      await page.getByRole("button", { name: "Start" }).click();
    });

    await test.step("logs expenses", async () => {
      await expect(page.getByText("No expenses yet")).toBeVisible();
      await keepScreenshot(page, `empty-${screen}`);
      await page.getByRole("button", { name: "Throw the examples away" }).click();
      await expect(page.getByText("Weekly shopping")).toBeHidden();
      await expect(page.locator("option", { hasText: "Travel" })).not.toHaveCount(0);
      await expect(page.locator("option", { hasText: "Education" })).toHaveCount(0);
      await quickAdd(page, { amount: "12.50", description: "Lunch", category: "Eating out" });
      await expect(rowOf(page, "Lunch")).toBeVisible();
      await quickAdd(page, { amount: "1,600", description: "Rent", category: "Home" });
      await expect(storedRow(page, "Rent")).toBeVisible();
      await expect(storedRow(page, "Lunch")).toBeVisible();
      await expect(total(page)).toHaveText("$1,612.50");
    });

    await test.step("gets the alert", async () => {
      await goTo(page, "Settings");
      await page.getByRole("switch", { name: "Email alerts" }).click();
      await expect(page.getByText("Almost there")).toBeVisible();
      await followLink((await mailsTo(cloud, email)).at(-1), "Confirm subscription");
      await page.getByRole("button", { name: "I clicked the link" }).click();
      await expect(page.getByText(`On. Alerts go to ${email}.`)).toBeVisible();
      await keepScreenshot(page, `settings-${screen}`);
      await goTo(page, "Expenses");
      await quickAdd(page, { amount: "600", description: "A new bicycle" });
      await expect(storedRow(page, "A new bicycle")).toBeVisible();
      const alerts = (await mailsTo(cloud, email)).filter(({ subject }) =>
        subject.startsWith("Expense Alert"),
      );
      expect(alerts.map(({ subject }) => subject)).toEqual(["Expense Alert: 600.00 USD, A new bicycle"]);
      await page.goto(new URL(/https?:\/\/\S+#\S+/.exec(alerts[0]?.text ?? "")?.[0] ?? "").hash);
      await expect(rowOf(page, "A new bicycle").locator(".row-open")).toBeFocused();
    });

    await test.step("edits", async () => {
      await rowOf(page, "Lunch").locator(".row-open").click();
      const form = page.getByRole("form", { name: "Edit Lunch" });
      await keepScreenshot(page, `edit-${screen}`);
      await form.getByLabel("Amount").fill("15");
      await form.getByLabel("Amount").press("Enter");
      await expect(rowOf(page, "$15.00")).toBeVisible();
      await expect(total(page)).toHaveText("$2,215.00");
    });

    await test.step("deletes", async () => {
      const deleteRent = async () => {
        await rowOf(page, "Rent").locator(".row-open").click();
        await page.getByRole("form", { name: "Edit Rent" }).getByRole("button", { name: "Delete" }).click();
      };
      await deleteRent();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(rowOf(page, "Rent")).toBeVisible();
      await expect(total(page)).toHaveText("$2,215.00");
      await deleteRent();
      await expect(page.getByText("Deleted “Rent”")).toBeVisible();
      await expect(total(page)).toHaveText("$615.00");
    });

    await test.step("restores", async () => {
      await goTo(page, "Trash");
      await expect(rowOf(page, "Rent")).toBeVisible();
      await keepScreenshot(page, `trash-${screen}`);
      await page.getByRole("button", { name: "Restore Rent" }).click();
      await expect(page.getByText("The trash is empty")).toBeVisible();
      await goTo(page, "Expenses");
      await expect(rowOf(page, "Rent")).toBeVisible();
      await page.reload();
      await expect(total(page)).toHaveText("$2,215.00");
    });

    await test.step("signs out", async () => {
      await goTo(page, "Settings");
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
      expect(await page.evaluate(() => localStorage.getItem("session"))).toBeNull();
    });

    await test.step("resets the password", async () => {
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("Email address").fill(newEmail());
      await page.getByRole("button", { name: "Send code" }).click();
      await expect(page.getByLabel("Code from the email")).toBeVisible();
      await page.reload();
      await page.getByRole("button", { name: "Use another address" }).click();
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Send code" }).click();
      await expect(page.getByLabel("Code from the email")).toBeVisible();
      await page.reload();
      await page.getByLabel("Code from the email").fill(inArabic(await codeFor(cloud, email)));
      await page.getByLabel("New password").fill(newPassword());
      await page.getByRole("button", { name: "Set password" }).click();
      await expect(rowOf(page, "Rent")).toBeVisible();
      expect(await page.evaluate(() => sessionStorage.getItem("mailed"))).toBeNull();
    });
  });
}
