import type { Expense } from "../../domain/expenses/expense";
import type { ReceiptDraft } from "../../domain/receipts/model";
import { EMPTY_DRAFT } from "../helpers/receipts";
import { expect, test } from "./fixtures";
import { sentWith, told } from "./receiptSent";
import { openAs, SCREENS } from "./site";

/** The reading of `TOTAL -30.00`. */
const DRAFT: ReceiptDraft = {
  ...EMPTY_DRAFT,
  totals: [{ value: 3_000, confidence: 99, text: "-30.00", page: 1 }],
  kind: "refund",
  doubts: ["negativeTotal"],
};

test.describe("A receipt of a refund", () => {
  test.use(SCREENS.phone);

  test("becomes one, also if it is confirmed before the field is there that says so", async ({
    page,
    user,
    cloud,
  }) => {
    const receiptId = await sentWith(DRAFT, user, cloud);
    await page.route(/\/moreFields-\w+\.js$/, () => undefined);
    await openAs(page, user);
    await page.goto(`/#/receipts?receipt=${receiptId}`);
    await expect(page.getByText("The total is below 0. It is entered as a refund.")).toBeVisible();
    const fields = page.getByRole("form", { name: "Add an expense" });
    await fields.getByLabel("What for?", { exact: true }).fill("Jeans");
    await fields.getByRole("button", { name: "Add expense" }).click();
    await expect(page.getByText("Added “Jeans”")).toBeVisible();
    const { expenseId = "" } = await told(user, receiptId);
    const { body } = await user.api<Expense>("GET", `/expenses/${expenseId}`);
    expect(body).toMatchObject({ description: "Jeans", amount: "30.00", kind: "refund" });
  });
});
