import type { LedgerSettings } from "../../domain/ledgers/settings";
import { expect, test } from "./fixtures";

// Neither is a default of the deployment, which would be there without a proposal.
test.use({ locale: "de-CH", timezoneId: "Europe/Zurich" });

test("A newcomer is proposed the currency and the zone of their browser, which their ledger has once they start", async ({
  page,
  user,
}) => {
  await page.goto("/");
  await page.locator("input[type=email]").fill(user.email);
  await page.locator("input[type=password]").fill(user.password);
  await page.locator("form [type=submit]").click();
  await expect(page.locator(".quick-add")).toBeVisible();
  await page.goto("/#/welcome");
  await expect(page.getByLabel("Ihre Währung")).toHaveValue("CHF");
  await expect(page.getByLabel("Ihre Zeitzone")).toHaveValue("Europe/Zurich");
  const threshold = page.locator("input[name=threshold]");
  await expect(threshold).toHaveValue("500.00");
  await page.getByLabel("Ihre Währung").selectOption("JPY");
  await expect(threshold).toHaveValue("50000");
  await threshold.fill("750");
  await page.getByLabel("Ihre Währung").selectOption("CHF");
  await expect(page.getByLabel(/CHF/)).toHaveValue("750");
  await page.getByRole("button", { name: "Los geht’s" }).click();
  await expect
    .poll(async () => (await user.api<LedgerSettings>("GET", "/ledger/settings")).body)
    .toMatchObject({ currency: "CHF", timezone: "Europe/Zurich", alertThreshold: { amount: "750.00" } });
  await expect(page.locator(".quick-add")).toContainText("CHF");
});
