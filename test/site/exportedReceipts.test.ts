import type { Page } from "@playwright/test";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import { expect, test } from "./fixtures";
import { keepScreenshot, openAs, SCREENS } from "./site";

/** Lets the archive of each export lack receipts: a test cannot send so many that there is no room. */
async function lackReceipts(page: Page, missingReceipts: number): Promise<void> {
  await page.route(/\/exports\/\w+$/, async (route) => {
    const response = await route.fetch();
    const status = (await response.json()) as ExportStatus;
    const [file] = status.files ?? [];
    const files = file && [...(status.files ?? []), { ...file, format: "zip" }];
    await route.fulfill({ response, json: { ...status, ...(files && { files, missingReceipts }) } });
  });
}

const speak = (page: Page, language: string) =>
  page.evaluate((one) => {
    Object.defineProperty(navigator, "languages", { value: [one], configurable: true });
    dispatchEvent(new Event("languagechange"));
  }, language);

test.describe("An export whose archive lacks receipts", () => {
  test.use(SCREENS.phone);

  test("says how many, and what to do, in the language of its user", async ({ page, user }) => {
    await lackReceipts(page, 1234);
    await openAs(page, user);
    await page.goto("/#/settings");
    await page.getByRole("button", { name: "Export all my data" }).click();
    for (const [language, archive, note] of [
      [
        "en-US",
        "Receipts (ZIP)",
        "1,234 receipts are not in the archive: there are too many. Download them from their expenses.",
      ],
      [
        "de-DE",
        "Belege (ZIP)",
        "1.234 Belege fehlen im Archiv: Es sind zu viele. Laden Sie sie bei ihren Ausgaben herunter.",
      ],
    ] as const) {
      await speak(page, language);
      const button = page.getByRole("button", { name: archive });
      await expect(page.getByText(note, { exact: true })).toBeVisible();
      await button.scrollIntoViewIfNeeded();
      await keepScreenshot(page, `export-lacks-receipts-${language}`);
    }
  });
});
