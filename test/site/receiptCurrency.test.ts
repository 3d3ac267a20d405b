import type { ReceiptDraft } from "../../domain/receipts/model";
import { EMPTY_DRAFT } from "../helpers/receipts";
import { expect, test } from "./fixtures";
import { sentWith } from "./receiptSent";
import { openAs, SCREENS } from "./site";

/** The reading of `185 kr`. */
const DRAFT: ReceiptDraft = {
  ...EMPTY_DRAFT,
  currency: "SEK",
  currencies: [
    { value: "SEK", confidence: 60, text: "kr", page: 1 },
    { value: "ISK", confidence: 1, text: "kr", page: 1 },
  ],
  totals: [
    { value: 18_500, confidence: 99, text: "185", page: 1 },
    { value: 18_000, confidence: 20, text: "180", page: 1 },
  ],
  doubts: ["sharedSign"],
};

test.describe("A receipt whose sign several currencies share", () => {
  test.use(SCREENS.desk);

  test("has an amount that fits the one that is chosen, and so have the other amounts", async ({
    page,
    user,
    cloud,
  }) => {
    const receiptId = await sentWith(DRAFT, user, cloud);
    await openAs(page, user);
    await page.goto(`/#/receipts?receipt=${receiptId}`);
    const fields = page.getByRole("form", { name: "Add an expense" });
    const amount = fields.getByLabel("Amount", { exact: true });
    await expect(amount).toHaveValue("185.00");
    await fields.getByRole("button", { name: /^ISK/ }).click();
    await expect(fields.getByLabel("Currency", { exact: true })).toHaveValue("ISK");
    await expect(amount).toHaveValue("185");
    await fields.getByRole("button", { name: /180\.00/ }).click();
    await expect(amount).toHaveValue("180");
    await fields.getByLabel("What for?", { exact: true }).fill("Skyr");
    await fields.getByRole("button", { name: "Add expense" }).click();
    await expect(page.getByText("Added “Skyr”")).toBeVisible();
  });
});
