import { readFileSync } from "node:fs";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Locator, Page } from "@playwright/test";
import type { Expense } from "../../domain/expenses/expense";
import type { ReceiptDetails, ReceiptList } from "../../domain/receipts/receiptSchemas";
import type { TestUser } from "../helpers/api";
import { type CloudAccess, databaseOf, resolvable } from "../helpers/cloud";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { READING, SAMPLE, sent, widthOf } from "./receiptSent";
import { item, keepScreenshot, openAs, SCREENS, storedRow } from "./site";

/** An expense as the sample's would be. */
const DINNER = { description: "Dinner", amount: "58.65", date: "2026-07-06" };

async function logged(user: TestUser, body: object): Promise<Expense> {
  return (await user.api<Expense>("POST", "/expenses", { body })).body;
}

/** Leaves a receipt as if its reading had failed, such as while Textract is not there. */
async function failReading(cloud: CloudAccess, user: TestUser, receiptId: string): Promise<void> {
  const read = () => user.api<ReceiptDetails>("GET", `/receipts/${receiptId}`);
  await expect.poll(async () => (await read()).body.state, READING).toBe("toConfirm");
  await databaseOf(cloud).send(
    new UpdateCommand({
      ...{ TableName: "Ledgers", Key: { ledgerId: user.ledgerId, sk: `receipt#${receiptId}` } },
      UpdateExpression: "SET #state = :failed, failure = :failure REMOVE draft, title",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":failed": "failed", ":failure": "receipt.unreadable" },
    }),
  );
}

/** Opens an expense with its receipt. @returns the picture. */
async function openReceipt(page: Page, description: string): Promise<Locator> {
  await storedRow(page, description).click();
  await page.getByText("Receipt", { exact: true }).click();
  return page.getByRole("img", { name: "Picture of the receipt" });
}

/** The file of the only receipt of a user. */
async function pictureOf(user: TestUser): Promise<Buffer> {
  const [receipt] = (await user.api<ReceiptList>("GET", "/receipts")).body.receipts;
  const { url } = (await user.api<{ url: string }>("GET", `/receipts/${receipt?.receiptId}/picture`)).body;
  return Buffer.from(await (await fetch(resolvable(url))).arrayBuffer());
}

/** A picture that the browser draws itself. */
async function drawn(page: Page, width: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await page.evaluate(async (side) => {
    const canvas = new OffscreenCanvas(side, side);
    canvas.getContext("2d");
    const blob = await canvas.convertToBlob();
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, width);
  return { name: `${width}.png`, mimeType: "image/png", buffer: Buffer.from(bytes) };
}

test.describe("The receipt of an expense", () => {
  test.use(SCREENS.phone);

  test("is added, replaced, put back and removed, with the one that had its place", async ({
    page,
    user,
    context,
    clock,
  }) => {
    await loadAxe(context);
    await logged(user, { ...DINNER, date: clock.today });
    await openAs(page, user);
    await storedRow(page, "Dinner").click();
    const input = page.locator(".history input[type=file]");
    await expect(page.getByRole("button", { name: "Add a receipt" })).toBeVisible();
    await input.setInputFiles(await drawn(page, 300));
    await page.getByText("Receipt", { exact: true }).click();
    const picture = page.getByRole("img", { name: "Picture of the receipt" });
    await expect.poll(() => widthOf(picture)).toBe(300);

    await input.setInputFiles(await drawn(page, 200));
    await expect.poll(() => widthOf(picture)).toBe(200);
    await expectAccessible(page);
    const stored = async () => (await user.api<ReceiptList>("GET", "/receipts")).body.receipts;
    const names = async () => (await stored()).map(({ fileName }) => fileName).sort();
    await expect.poll(names).toEqual(["200.png", "300.png"]);
    await page.reload();
    await expect.poll(async () => widthOf(await openReceipt(page, "Dinner"))).toBe(200);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("Dinner.jpg");
    expect(readFileSync(await (await download).path())).toEqual(await pictureOf(user));

    await page.goto("/#/receipts");
    await page.getByRole("link", { name: "Show: 200.png" }).click();
    await page.getByRole("link", { name: "Show “Dinner”" }).click();
    await expect(page.getByText("Receipt", { exact: true })).toBeVisible();

    await page.goto("/#/receipts");
    await page.getByRole("link", { name: "Show: 300.png" }).click();
    await expect(page.getByText("“Dinner” has another receipt now.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Put it back" }).click();
    await page.getByText("Receipt", { exact: true }).click();
    await expect.poll(() => widthOf(picture)).toBe(300);

    await page.getByRole("button", { name: "Remove Receipt" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("Removed the receipt")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add a receipt" })).toBeVisible();
    expect(await names()).toEqual(["200.png"]);
    await page.getByText("History", { exact: true }).click();
    const steps = [
      "You removed the receipt",
      "You replaced the receipt",
      "You replaced the receipt",
      "You added a receipt",
      "You logged it",
    ];
    await expect(page.locator(".history .item-name")).toHaveText(steps);
    await expect(page.getByRole("button", { name: /^Undo the change/ })).toHaveCount(0);
  });
});

test.describe("A receipt that was not read", () => {
  test.use(SCREENS.desk);

  test("is read again, warns of what is there already, and goes to an expense that is there", async ({
    page,
    user,
    cloud,
    context,
    clock,
  }) => {
    await loadAxe(context);
    await failReading(cloud, user, await sent(user, "failed.jpg"));
    // The same file, kept with an expense of its own, and an expense without one.
    const { expenseId } = await logged(user, { description: "Snack", amount: "3" });
    await user.api("POST", `/receipts/${await sent(user, "kept.jpg")}/confirm`, { body: { expenseId } });
    await logged(user, DINNER);
    await openAs(page, user);
    await page.goto("/#/receipts");
    await expect(item(page, "failed.jpg")).toContainText("nothing can be read on it");
    await page.getByRole("link", { name: "Type by hand: failed.jpg" }).click();
    // Typed by hand, it finds the expense by what is typed.
    const proposals = page.getByRole("region", { name: "Do you have this expense already?" });
    await expect(proposals).toHaveCount(0);
    const fields = page.getByRole("form", { name: "Add an expense" });
    await fields.getByLabel("Date").fill("2026-07-08");
    await page.getByText("Add it to another expense of these days").click();
    await expect(page.getByRole("button", { name: /^Add to this one: .*Dinner/ })).toBeVisible();
    await fields.getByLabel("Amount", { exact: true }).fill(DINNER.amount);
    await expect(proposals.getByRole("button", { name: /^Add to this one: .*Dinner/ })).toBeVisible();
    await fields.getByLabel("Amount", { exact: true }).fill("");
    await fields.getByLabel("Date").fill(clock.today);
    await expect(page.getByText("Reading a page costs the operator about $0.01.")).toBeVisible();
    await keepScreenshot(page, "receipt-failed-desk");
    await page.getByRole("button", { name: "Read again" }).click();
    await page.getByRole("link", { name: /^Confirm: corner pantry/i }).click(READING);

    await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue(DINNER.amount);
    await expect(page.getByText(/^Subtotal: .*Tax: /)).toBeVisible();
    await expect(page.getByText(/^The same file is there already: .*kept\.jpg/)).toBeVisible();
    await expect(
      page.getByText(/^There is one with the same day and amount: .*Dinner.*\$58\.65/),
    ).toBeVisible();
    await keepScreenshot(page, "receipt-similar-desk");
    await expectAccessible(page);
    await proposals.getByRole("button", { name: /^Add to this one: .*Dinner/ }).click();
    await expect(page.getByText("The receipt is with “Dinner” now.")).toBeVisible();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    // It waits with what its title says, without its lines.
    await expect(page.getByText("It belonged to an expense before.")).toBeVisible();
    await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue(DINNER.amount);
    await expect(fields.getByLabel("Date")).toHaveValue(DINNER.date);
    await keepScreenshot(page, "receipt-detached-desk");
    await expectAccessible(page);
    // It is said where that cannot be undone.
    await page.route("**/detach", (route) => route.abort());
    await proposals.getByRole("button", { name: /^Add to this one: .*Dinner/ }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: "No connection" })).toBeVisible();
    await page.unroute("**/detach");
    await page.goto("/#/2026-07");
    await expect(page.getByRole("heading", { name: /July 2026/ })).toBeVisible();
    await expect(await openReceipt(page, "Dinner")).toBeVisible();
    await page.getByRole("button", { name: "Detach", exact: true }).click();
    await expect(page.getByText("Detached the receipt.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add a receipt" })).toBeVisible();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue(DINNER.amount);
  });
});

test.describe("A receipt in the list", () => {
  test.use(SCREENS.phone);

  test("shows how much of it is sent", async ({ page, user, context }) => {
    await openAs(page, user);
    await page.goto("/#/receipts");
    const network = await context.newCDPSession(page);
    const limit = (uploadThroughput: number) =>
      network.send("Network.emulateNetworkConditions", {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
      });
    await network.send("Network.enable");
    await limit(10_000);
    const file = { name: "slow.jpg", mimeType: "image/jpeg", buffer: SAMPLE };
    await page.locator("input[type=file][multiple]").setInputFiles(file);
    const progress = page.getByRole("progressbar", { name: /^Being sent: .*slow\.jpg/ });
    const share = () => progress.evaluate((bar: HTMLProgressElement) => bar.value / bar.max);
    await expect.poll(share).toBeGreaterThan(0);
    expect(await share()).toBeLessThan(1);
    await limit(-1);
    await expect(progress).toHaveCount(0);
  });

  test("that failed is read again from there, and shows that it is being read", async ({
    page,
    user,
    cloud,
    context,
  }) => {
    await loadAxe(context);
    await failReading(cloud, user, await sent(user, "failed.jpg"));
    await openAs(page, user);
    await page.goto("/#/receipts");
    await page.getByRole("link", { name: "Type by hand: failed.jpg" }).click();
    await expect(page.getByText("Reading a page costs the operator about $0.01.")).toBeVisible();
    await keepScreenshot(page, "receipt-failed-phone");
    await page.goBack();
    await page.getByRole("button", { name: "Try again: failed.jpg" }).click();
    const group = page.getByRole("list", { name: "Being read" });
    await expect(group.getByRole("progressbar", { name: /^Being read: .*failed\.jpg/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /^Confirm: corner pantry/i })).toBeVisible(READING);
    await expect(group).toHaveCount(0);
  });
});

test.describe("A receipt that another device has confirmed meanwhile", () => {
  test.use(SCREENS.phone);

  test("says so, and leads to that expense", async ({ page, user, cloud, clock }) => {
    const id = await sent(user, "both.jpg");
    await failReading(cloud, user, id);
    await openAs(page, user);
    await page.goto("/#/receipts");
    await page.getByRole("link", { name: "Type by hand: both.jpg" }).click();
    const fields = page.getByRole("form", { name: "Add an expense" });
    await fields.getByLabel("Amount", { exact: true }).fill("12.00");
    await fields.getByLabel("What for?", { exact: true }).fill("Dinner");
    const other = { description: "Dinner", amount: "21", date: clock.today };
    await user.api("POST", `/receipts/${id}/confirm`, { body: other });
    await fields.getByRole("button", { name: "Add expense" }).click();
    await expect(page.getByText("It was confirmed already as “Dinner”, with other values.")).toBeVisible();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(storedRow(page, "Dinner")).toContainText("$21.00");
  });
});
