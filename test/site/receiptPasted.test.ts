import { expect, test } from "./fixtures";
import { sent } from "./receiptSent";
import { item, openAs, SCREENS } from "./site";

test.describe("What is pasted or dropped beside a receipt that is confirmed", () => {
  test.use(SCREENS.desk);

  test("is no receipt if it is a text, and is told of if it is one", async ({ page, user }) => {
    const id = await sent(user, "open.jpg");
    await openAs(page, user);
    await page.goto(`/#/receipts?receipt=${id}`);
    const description = page
      .getByRole("form", { name: "Add an expense" })
      .getByLabel("What for?", { exact: true });
    await description.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "Dinner for two");
      clipboardData.items.add(new File(["PK"], "cells.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["PK"], "dropped.zip"));
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    const told = page.getByRole("status").filter({ hasText: "On the way" });
    await told.getByRole("button", { name: "Show" }).click();
    await expect(item(page, "dropped.zip")).toContainText("This is neither a picture nor a PDF.");
    await expect(item(page, "cells.png")).toHaveCount(0);
  });
});
