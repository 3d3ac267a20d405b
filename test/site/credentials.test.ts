import type { Page } from "@playwright/test";
import { mailsTo } from "../helpers/cloud";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { expect, test } from "./fixtures";
import { codeFor, goTo, inArabic, newEmail, newPassword, quickAdd, signIn, storedRow } from "./site";

test.beforeEach(({ page, user }) => signIn(page, user));

const ROUTES = { password: /\/account\/password$/, email: /\/account\/email$/ };

/** Has the API answer the next request as it does to a session whose sign-in was some time ago. */
async function signedInLongAgo(page: Page, url: RegExp): Promise<void> {
  await page.route(
    url,
    (route) =>
      route.fulfill({
        status: 403,
        headers: { "Access-Control-Allow-Origin": "*" },
        json: problem("signIn.notRecent", { values: { minutes: 5 } }),
      }),
    { times: 1 },
  );
}

test.describe("A session in two tabs", () => {
  test("goes on in both when they refresh at once, one after the other", async ({ page, context, cloud }) => {
    const other = await context.newPage();
    await other.goto("/");
    const tabs = [page, other];
    // A page shows its form while it may still wait for its first tokens.
    for (const tab of tabs) await tab.waitForFunction(() => sessionStorage.getItem("tokens") !== null);
    let [running, most, count] = [0, 0, 0];
    await context.route(`${cloud.local.awsEndpointUrl}/`, async (route) => {
      if (!route.request().headers()["x-amz-target"]?.endsWith("GetTokensFromRefreshToken")) {
        return route.continue();
      }
      running += 1;
      count += 1;
      most = Math.max(most, running);
      const response = await route.fetch();
      running -= 1;
      await route.fulfill({ response });
    });
    for (const round of ["First", "Second"]) {
      for (const tab of tabs) await tab.evaluate(() => sessionStorage.removeItem("tokens"));
      await Promise.all(
        tabs.map((tab, index) => quickAdd(tab, { amount: "1", description: `${round} of ${index}` })),
      );
      for (const [index, tab] of tabs.entries()) {
        await expect(storedRow(tab, `${round} of ${index}`)).toBeVisible();
        await expect(tab.getByRole("dialog")).toHaveCount(0);
      }
    }
    expect([most, count]).toEqual([1, 4]);
  });
});

test.describe("What a user signs in with", () => {
  test("asks for the password first, changes it, and stays signed in here and nowhere else", async ({
    page,
    user,
    openDevice,
  }) => {
    const other = await openDevice();
    await signIn(other, user);
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Change password" }).click();
    const password = newPassword();
    await page.getByLabel("New password").fill(password);
    await signedInLongAgo(page, ROUTES.password);
    await page.getByRole("button", { name: "Change password" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("This needs a sign-in within the last 5 minutes")).toBeVisible();
    await signedInLongAgo(page, ROUTES.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await dialog.getByLabel("Password", { exact: true }).fill(user.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Your password was changed.")).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await goTo(page, "Trash");
    await expect(page.getByText("The trash is empty")).toBeVisible();
    await goTo(other, "Trash");
    const again = other.getByRole("dialog", { name: "Please sign in again" });
    await again.getByLabel("Password", { exact: true }).fill(password);
    await again.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(other.getByText("The trash is empty")).toBeVisible();
  });

  test("changes the email address with a code that the new one is sent, and alerts follow", async ({
    page,
    cloud,
    user,
  }) => {
    await goTo(page, "Settings");
    await page.getByRole("switch", { name: "Email alerts" }).click();
    const alerts = page.locator("[data-state]");
    await expect(alerts).toContainText(user.email);
    await page.getByRole("button", { name: "Change email address" }).click();
    const email = newEmail();
    await page.getByLabel("New email address").fill(email);
    await signedInLongAgo(page, ROUTES.email);
    await page.getByRole("button", { name: "Send code" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await dialog.getByLabel("Password", { exact: true }).fill(user.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(`If no other account has ${email}`)).toBeVisible();
    await page.getByLabel("Code from the email").fill(inArabic(await codeFor(cloud, email)));
    await page.getByRole("button", { name: "Change email address" }).click();
    await expect(page.getByText("Your email address was changed.")).toBeVisible();
    await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
    await expect(alerts).toContainText(email);
    const [asked] = (await mailsTo(cloud, email)).filter(({ subject }) => subject.includes("Confirmation"));
    await followLink(asked, "Confirm subscription");
    await page.getByRole("button", { name: "I clicked the link" }).click();
    await expect(alerts).toHaveAttribute("data-state", "on");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await signIn(page, { email, password: user.password });
  });

  test("is of no use in any session after signing out everywhere", async ({ page, user, openDevice }) => {
    const other = await openDevice();
    await signIn(other, user);
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    // Not by a link: whatever the page asks for meanwhile leads to the dialog, too, which no click passes.
    await other.goto("/#/trash");
    await expect(other.getByRole("dialog", { name: "Please sign in again" })).toBeVisible();
  });
});
