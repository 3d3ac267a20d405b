import type { Locator } from "@playwright/test";
import type { Expense } from "../../domain/expenses/expense";
import { pdfOf } from "../local/services/pdf";
import { SCANS } from "../local/services/scannedPdf";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { READING, sent, widthOf } from "./receiptSent";
import { JOURNEYS, keepScreenshot, openAs, SCREENS, type Screen, storedRow } from "./site";

test.describe("A PDF", () => {
  for (const [name, screen] of Object.entries(SCREENS)) {
    if (!JOURNEYS.includes(name as Screen)) continue;
    test.describe(`on a ${name}`, () => {
      test.use(screen);

      test("shows its pages, where a tap takes what stands there, and its expense shows them too", async ({
        page,
        user,
        context,
      }) => {
        await loadAxe(context);
        const pages = [
          ["Corner Store", "2026-07-06", "Milk 3.50"],
          ["Bread 4.00", "Total 7.50"],
        ];
        await sent(user, "store.pdf", pdfOf(pages));
        await openAs(page, user);
        await page.goto("/#/receipts");
        await page.getByRole("link", { name: /^Confirm: corner store/i }).click(READING);
        const fields = page.getByRole("form", { name: "Add an expense" });
        const shown = page.getByRole("img", { name: /^Page \d of the receipt$/ });
        await expect(shown).toHaveCount(2);
        await expect.poll(() => widthOf(shown.nth(1))).toBe(1600);
        await fields.getByLabel("Amount", { exact: true }).fill("1");
        await page.getByRole("button", { name: "Use $7.50" }).click();
        await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue("7.50");
        await keepScreenshot(page, `receipt-pdf-${name}`);
        await expectAccessible(page);
        await page.getByRole("button", { name: "Split by its lines" }).click();
        await expect(fields.locator("[name=parts]")).toBeAttached();
        await fields.getByRole("button", { name: "Add expense" }).click();
        await page.getByRole("button", { name: "Show", exact: true }).click();
        await storedRow(page, "Corner Store").click();
        await page.getByText("Receipt", { exact: true }).click();
        await expect(shown).toHaveCount(2);
        const { body } = await user.api<{ expenses: Expense[] }>("GET", "/expenses?month=2026-07");
        const parts = body.expenses.flatMap((one) => one.parts ?? []);
        expect(parts.map(({ amount, note }) => ({ amount, note }))).toEqual([
          { amount: "3.50", note: "Milk" },
          { amount: "4.00", note: "Bread" },
        ]);
      });
    });
  }
});

test.describe("A scan", () => {
  for (const [coding, content] of Object.entries(SCANS))
    test(`coded ${coding} is drawn, in a browser that compiles no WebAssembly`, async ({ page, user }) => {
      await sent(user, "scan.pdf", content);
      await openAs(page, user);
      await page.goto("/#/receipts");
      await page.getByRole("link", { name: /^Confirm: corner store/i }).click(READING);
      const shown = page.getByRole("img", { name: /^Page \d of the receipt$/ });
      await expect.poll(() => widthOf(shown)).toBe(1600);
      await expect.poll(() => inkOf(shown)).toBeGreaterThan(0.02);
    });
});

/** The dark part of a picture, from 0 to 1. */
const inkOf = (picture: Locator): Promise<number> =>
  picture.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight });
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 0) < 128) dark += 1;
    return (dark * 4) / pixels.length;
  });
