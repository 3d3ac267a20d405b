import { expect } from "chai";
import { keepScreenshot, PLAIN_HOST, useBrowser } from "../helpers/browser";
import { mailsTo } from "../helpers/cloud";
import { useCloud } from "../helpers/useCloud";
import { codeFor, newEmail, newPassword, openSite, quickAdd, rowOf, type Screen, total } from "./site";

const places: readonly { host: string; screen: Screen; secure: boolean }[] = [
  { host: "localhost", screen: "phone", secure: true },
  { host: PLAIN_HOST, screen: "desk", secure: false },
];

for (const { host, screen, secure } of places) {
  describe(`A new user on http://${host} at a ${screen}`, function () {
    this.timeout(90_000);
    const cloud = useCloud({}, host);
    const browser = useBrowser();

    it("signs up, logs expenses, gets the alert, edits, deletes, restores, signs out and resets the password", async () => {
      const { page, context, problems } = await openSite(browser(), cloud(), screen);
      expect(await page.evaluate(() => isSecureContext)).to.equal(secure);
      const email = newEmail();
      await keepScreenshot(page, `sign-in-${screen}`);

      await page.getByRole("link", { name: "Create account" }).click();
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password", { exact: true }).fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").waitFor();
      expect(await page.getByLabel("E-mail address").inputValue()).to.equal(email);
      await page.getByLabel("Password", { exact: true }).fill(newPassword());
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByLabel("Code from the mail").fill("000000");
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("This code is not right.").waitFor();
      await page.getByRole("button", { name: "Send a new code" }).click();
      await page.getByText("A new code is on its way.").waitFor();
      await page.getByLabel("Code from the mail").fill(await codeFor(cloud(), email));
      await page.getByRole("button", { name: "Confirm" }).click();

      await page.getByText("Nothing written down yet").waitFor();
      await keepScreenshot(page, `empty-${screen}`);
      await quickAdd(page, { amount: "12.50", description: "Lunch", category: "Eating out" });
      await rowOf(page, "Lunch").waitFor();
      await quickAdd(page, { amount: "1,600", description: "Rent", category: "Home" });
      await page.locator(".row:not(.pending)", { hasText: "Rent" }).waitFor();
      await page.locator(".row:not(.pending)", { hasText: "Lunch" }).waitFor();
      expect(await total(page).textContent()).to.equal("$1,612.50");

      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("switch", { name: "Alert mails" }).click();
      await page.getByText("Almost there").waitFor();
      const [confirmation] = (await mailsTo(cloud(), email)).flatMap(({ links = [] }) => links);
      expect((await fetch(confirmation?.href ?? "")).status).to.equal(200);
      await page.getByRole("button", { name: "I clicked the link" }).click();
      await page.getByText(`On. Mails go to ${email}.`).waitFor();
      await keepScreenshot(page, `settings-${screen}`);

      await page.getByRole("link", { name: "Expenses" }).click();
      await quickAdd(page, { amount: "600", description: "A new bicycle" });
      await page.locator(".row:not(.pending)", { hasText: "A new bicycle" }).waitFor();
      const alerts = (await mailsTo(cloud(), email)).filter(({ subject }) => subject === "Expense Alert");
      expect(alerts.map(({ text }) => /Amount: .*|Description: .*/g.exec(text)?.[0])).to.deep.equal([
        "Amount: 600.00 USD",
      ]);

      await rowOf(page, "Lunch").getByRole("button", { name: "Lunch" }).first().click();
      const form = page.getByRole("form", { name: "Edit Lunch" });
      await keepScreenshot(page, `edit-${screen}`);
      await form.getByLabel("Amount").fill("15");
      await form.getByLabel("Amount").press("Enter");
      await rowOf(page, "$15.00").waitFor();
      expect(await total(page).textContent()).to.equal("$2,215.00");

      await rowOf(page, "Rent").getByRole("button", { name: "Rent" }).first().click();
      await page.getByRole("form", { name: "Edit Rent" }).getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Undo" }).click();
      await rowOf(page, "Rent").waitFor();
      expect(await total(page).textContent()).to.equal("$2,215.00");
      await rowOf(page, "Rent").getByRole("button", { name: "Rent" }).first().click();
      await page.getByRole("form", { name: "Edit Rent" }).getByRole("button", { name: "Delete" }).click();
      await page.getByText("Deleted “Rent”").waitFor();
      expect(await total(page).textContent()).to.equal("$615.00");

      await page.getByRole("link", { name: "Trash" }).click();
      await keepScreenshot(page, `trash-${screen}`);
      await page.getByRole("button", { name: "Restore Rent" }).click();
      await page.getByText("The trash is empty").waitFor();
      await page.getByRole("link", { name: "Expenses" }).click();
      await rowOf(page, "Rent").waitFor();
      await page.reload();
      await total(page).getByText("$2,215.00").waitFor();

      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await page.getByRole("heading", { name: "Welcome back" }).waitFor();
      expect(await page.evaluate(() => localStorage.getItem("session"))).to.equal(null);

      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("button", { name: "Send the code" }).click();
      await page.getByLabel("Code from the mail").waitFor();
      await page.getByLabel("Code from the mail").fill(await codeFor(cloud(), email));
      await page.getByLabel("New password").fill(newPassword());
      await page.getByRole("button", { name: "Set the password" }).click();
      await rowOf(page, "Rent").waitFor();

      expect(problems).to.deep.equal([]);
      await context.close();
    });
  });
}
