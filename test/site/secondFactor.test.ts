import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { addToAdmins } from "../helpers/admin";
import type { TestUser } from "../helpers/api";
import { totpCode } from "../helpers/totp";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { expectQrCode } from "./qrCodes";
import { goTo, inArabic, JOURNEYS, keepScreenshot, SCREENS, signIn } from "./site";

/** A theme for each kind of screen, so that both are looked at. */
const THEMES = { phone: "light", desk: "dark" } as const;

/** Types the password, and leaves the page where it asks for the code. */
async function typePassword(page: Page | Locator, { email, password }: TestUser): Promise<void> {
  const address = page.getByLabel("Email address");
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter the code that your authenticator app shows")).toBeVisible();
}

async function typeCode(page: Page | Locator, code: string): Promise<void> {
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Sets up an app on the screen for it. @returns its key, the code that was used, and the recovery codes that are shown. */
async function setUp(page: Page): Promise<{ key: string; code: string; codes: string[] }> {
  const image = page.getByRole("img", { name: "QR code for the authenticator app" });
  await expect(image).toBeVisible();
  const key = ((await page.locator(".secret code").textContent()) ?? "").replaceAll(" ", "");
  const address = (await page.locator("a[href^='otpauth:']").getAttribute("href")) ?? "";
  expect(new URL(address).searchParams.get("secret")).toBe(key);
  await expectQrCode(image, address);
  const code = totpCode(key);
  await page.getByLabel("Six-digit code").fill(inArabic(code));
  await page.getByRole("button", { name: "Turn on" }).click();
  return { key, code, codes: await shownCodes(page) };
}

/** Follows the link at the top of the screen. On a wide window the menu has another of this name. */
async function backToSettings(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("link", { name: "Settings", exact: true }).click();
}

async function shownCodes(page: Page): Promise<string[]> {
  const codes = page.getByRole("region", { name: "Save your recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  return codes.allTextContents();
}

for (const screen of JOURNEYS) {
  test.describe(`Two-factor sign-in at a ${screen}`, () => {
    test.use({ ...SCREENS[screen], colorScheme: THEMES[screen] });
    test.beforeEach(({ context }) => loadAxe(context));

    test("is set up, takes a code, is recovered without the app and is removed", async ({ page, user }) => {
      const look = async (name: string) => {
        await keepScreenshot(page, `second-factor-${name}-${screen}`);
        await expectAccessible(page);
      };
      await signIn(page, user);
      await goTo(page, "Settings", "Set up two-factor sign-in");
      await page.getByLabel("Six-digit code").fill("000000");
      await page.getByRole("button", { name: "Turn on" }).click();
      await expect(
        page.getByText("The code is incorrect. Enter the one that the app shows now."),
      ).toBeVisible();
      const openApp = page.getByRole("link", { name: "Open the app on this device" });
      await expect(openApp).toHaveCount(screen === "phone" ? 1 : 0);
      await look("set-up");
      const { key, code, codes } = await setUp(page);
      await look("codes");
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download" }).click();
      const text = await readFile(await (await download).path(), "utf8");
      expect(text.trim().split("\n").slice(2)).toEqual(codes);
      await page.getByRole("button", { name: "I have saved the codes" }).click();
      const again = page.getByRole("dialog", { name: "Please sign in again" });
      await again.getByRole("button", { name: "Sign out" }).click();

      await typePassword(page, user);
      await typeCode(page, code);
      await expect(page.getByText("This code was used already. Wait for the next one.")).toBeVisible();
      await look("sign-in");
      await typeCode(page, inArabic(totpCode(key, 1)));
      await expect(page.getByText("On. 10 recovery codes are left.")).toBeVisible();
      await backToSettings(page);
      await page.getByRole("button", { name: "Sign out", exact: true }).click();

      await typePassword(page, user);
      await page.getByRole("button", { name: "I cannot use my app" }).click();
      const recoveryCode = page.getByLabel("Recovery code");
      await recoveryCode.fill("0000-0000-0000-0000");
      await page.getByRole("button", { name: "Turn off and sign in" }).click();
      await expect(page.getByText("the recovery code is incorrect")).toBeVisible();
      await look("recovery");
      await recoveryCode.fill(inArabic(codes[7]?.toLowerCase() ?? ""));
      await page.getByRole("button", { name: "Turn off and sign in" }).click();
      await page.getByRole("button", { name: "Set up again" }).click();

      const next = await setUp(page);
      expect(next.key).not.toBe(key);
      await page.getByRole("button", { name: "I have saved the codes" }).click();
      await typePassword(again, user);
      await typeCode(again, totpCode(next.key, 1));
      await expect(again).toHaveCount(0);
      await expect(page.getByText("On. 10 recovery codes are left.")).toBeVisible();
      await page.getByRole("button", { name: "Create new codes" }).click();
      expect(new Set([...codes, ...next.codes, ...(await shownCodes(page))]).size).toBe(30);
      await page.getByRole("button", { name: "I have saved the codes" }).click();
      await page.getByRole("button", { name: "Turn off" }).click();
      await look("manage");
      await page.getByRole("button", { name: "Turn off now" }).click();
      await expect(page.getByText("Two-factor sign-in is off.")).toBeVisible();
      await backToSettings(page);
      const card = page.getByRole("region", { name: "Two-factor sign-in" });
      await expect(card.getByText("Off", { exact: true })).toBeVisible();
    });

    test("is what an admin without it is led to", async ({ page, user, cloud }) => {
      await addToAdmins(cloud, user);
      await signIn(page, user);
      await goTo(page, "Settings");
      await expect(page.getByText("Set it up to open the administration.")).toBeVisible();
      await goTo(page, "Open administration");
      await expect(page.getByText("Admins need two-factor sign-in")).toBeVisible();
      await keepScreenshot(page, `second-factor-required-${screen}`);
      await goTo(page, "Set up two-factor sign-in");
      await setUp(page);
    });
  });
}
