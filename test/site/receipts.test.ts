import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { factsOf } from "../../site/data/receipts/fileKind";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { share } from "./sharing";
import {
  addForm,
  goTo,
  item,
  keepScreenshot,
  openAddForm,
  openAs,
  quickAdd,
  SCREENS,
  storedRow,
} from "./site";

const SAMPLE = join(__dirname, "..", "..", "docs", "receipt.jpg");

const { width: WIDTH = 0, height: HEIGHT = 0 } = factsOf(readFileSync(SAMPLE)).size ?? {};

/** Reading is real: a picture takes seconds. */
const READING = { timeout: 90_000 };

const CHOOSE = "input[type=file][multiple]";

/** A place in the notes of a photo. */
const PLACE = "52.5200N 13.4050E";

/** The sample as a camera writes it that was held sideways and knows its place. */
function photo(): Buffer {
  const sample = readFileSync(SAMPLE);
  const entries = [
    [0x010e, 2, PLACE.length + 1, 38], // Description; its text is behind the two entries.
    [0x0112, 3, 1, 6], // Orientation: to be turned to the right.
  ];
  const notes = Buffer.concat([
    Buffer.from("Exif\0\0II*\0\x08\0\0\0\x02\0", "latin1"),
    ...entries.map(([tag = 0, type = 0, count = 0, value = 0]) => {
      const entry = Buffer.alloc(12);
      entry.writeUInt16LE(tag, 0);
      entry.writeUInt16LE(type, 2);
      entry.writeUInt32LE(count, 4);
      entry.writeUInt32LE(value, 8);
      return entry;
    }),
    Buffer.from(`\0\0\0\0${PLACE}\0`),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(notes.length + 2, 2);
  return Buffer.concat([sample.subarray(0, 2), head, notes, sample.subarray(2)]);
}

/** The pictures that the browser keeps until they are sent. */
async function keptPictures(page: Page): Promise<Buffer[]> {
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("receipts");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const found = await new Promise<{ picture: Uint8Array }[]>((resolve) => {
      const reading = database.transaction("receipts").objectStore("receipts").getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return found.map(({ picture }) => [...picture]);
  });
  return kept.map((bytes) => Buffer.from(bytes));
}

test.describe("A receipt", () => {
  test.use({ ...SCREENS.phone, serviceWorkers: "allow" });

  test("becomes an expense, and is found again with it", async ({ page, user, context }) => {
    await loadAxe(context);
    await openAs(page, user);
    const form = await openAddForm(page);
    await expect(form.getByRole("button", { name: "Add a receipt" })).toBeVisible();
    await expect(page.locator("#icon-camera > *")).toHaveCount(2);
    await expect(form.getByText("Reading a page costs the operator about $0.01.")).toBeVisible();
    await form.locator(CHOOSE).setInputFiles(SAMPLE);
    await expect(addForm(page)).toBeHidden();

    const confirm = page.getByRole("link", { name: /^Confirm: / });
    await expect(confirm).toBeVisible(READING);
    await keepScreenshot(page, "receipts-phone");
    await expectAccessible(page);
    await confirm.click();
    const fields = page.getByRole("form", { name: "Add an expense" });
    await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue("58.65");
    await expect(fields.getByLabel("Date", { exact: true })).toHaveValue("2026-07-06");
    await expect(fields.getByLabel("What for?", { exact: true })).toHaveValue(/corner pantry/i);
    // As the locale writes it: Arabic has digits of its own.
    await expect(fields.getByRole("button", { name: /\$58\.65/ })).toContainText(/\$58\.65\d+%$/);
    // The frame stands where the value does, and a tap takes it.
    await fields.getByLabel("Amount", { exact: true }).fill("1");
    const frame = page.getByRole("button", { name: "Use $58.65" });
    await expect(frame).toHaveCSS("position", "absolute");
    await frame.click();
    await expect(fields.getByLabel("Amount", { exact: true })).toHaveValue("58.65");
    await fields.getByLabel("What for?", { exact: true }).fill("Dinner for two");
    await keepScreenshot(page, "receipt-confirm-phone");
    await expectAccessible(page);
    await fields.getByRole("button", { name: "Add expense" }).click();
    await expect(page.getByText("Added “Dinner for two”")).toBeVisible();

    await page.getByRole("button", { name: "Show", exact: true }).click();
    const row = storedRow(page, "Dinner for two");
    await expect(row).toContainText("$58.65");
    await row.click();
    await page.getByText("Receipt", { exact: true }).click();
    const picture = page.getByRole("img", { name: "Picture of the receipt" });
    await expect(picture).toBeVisible();
    // Redrawn: nothing that the file held beside its pixels was sent.
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(WIDTH);
    await keepScreenshot(page, "expense-receipt-phone");
    await expectAccessible(page);

    await page.getByRole("button", { name: /^Remove/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("button", { name: "Add a receipt" })).toBeVisible();
    await expect(picture).toHaveCount(0);
  });

  test("waits without a connection, survives a reload, and goes to the expense that it was taken for", async ({
    page,
    user,
    context,
  }) => {
    await openAs(page, user);
    await quickAdd(page, { amount: "32.50", description: "Lunch" });
    await storedRow(page, "Lunch").click();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    const add = page.getByRole("button", { name: "Add a receipt" });
    await expect(add).toBeVisible();
    await page.locator(".history input[type=file]").setInputFiles(SAMPLE);
    await expect(page.getByText("Waiting to be sent")).toBeVisible();
    await page.reload();
    await page.evaluate(() => location.assign("#/receipts"));
    await expect(item(page, "receipt.jpg")).toContainText("Waiting to be sent");

    await context.setOffline(false);
    await expect(item(page, "receipt.jpg")).toHaveCount(1);
    await expect(page.getByRole("link", { name: /^Show: receipt.jpg/ })).toBeVisible();
    await page.goto("/#/");
    await storedRow(page, "Lunch").click();
    await page.getByText("Receipt", { exact: true }).click();
    await expect(page.getByRole("img", { name: "Picture of the receipt" })).toBeVisible();
  });

  test("is upright, tells no place, and waits encrypted for a user who signs out", async ({ page, user }) => {
    await openAs(page, user);
    await page.goto("/#/receipts");
    await page.route(/\/receipts-files$/, (route) => route.abort());
    expect(photo().includes(PLACE)).toBe(true);
    await page.locator(CHOOSE).setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: photo() });
    await expect(item(page, "photo.jpg")).toContainText("Waiting to be sent");
    const [picture = Buffer.alloc(0)] = await keptPictures(page);
    expect(factsOf(picture)).toMatchObject({
      kind: "jpeg",
      whole: true,
      size: { width: HEIGHT, height: WIDTH },
    });
    expect(picture.includes(PLACE)).toBe(false);
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Encrypt and sign out" }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    const [sealed = Buffer.alloc(0)] = await keptPictures(page);
    expect(sealed.length).toBeGreaterThan(picture.length);
    expect(factsOf(sealed).kind).toBe("other");

    await page.unrouteAll();
    await openAs(page, user);
    await page.evaluate(() => location.assign("#/receipts"));
    await expect.poll(() => keptPictures(page)).toEqual([]);
    await expect(item(page, "photo.jpg")).toHaveCount(1);
  });

  test("is refused with the reason", async ({ page, user }) => {
    await openAs(page, user);
    await page.goto("/#/receipts");
    await expect(page.getByText("Reading a page costs the operator about $0.01.")).toBeVisible();
    // A phone's camera is opened directly.
    await expect(page.getByRole("button", { name: "Take a picture" })).toBeVisible();
    await expect(page.locator("input[type=file][capture=environment]")).toHaveAttribute("accept", "image/*");
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
    await page
      .locator(CHOOSE)
      .setInputFiles([
        file("empty.jpg", Buffer.alloc(0)),
        file("drawing.svg", Buffer.from('<svg onload="alert(1)">')),
        file("phone.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")),
        file(`${"x".repeat(1000)}.gif`, Buffer.from("GIF89a")),
        file(
          "large.pdf",
          Buffer.concat([Buffer.from("%PDF-1.7"), Buffer.alloc(10_100_000), Buffer.from("%%EOF")]),
        ),
      ]);
    await expect(item(page, "empty.jpg")).toContainText("The file is empty.");
    await expect(item(page, "drawing.svg")).toContainText("SVG drawings are not read.");
    await expect(item(page, "phone.heic")).toContainText("This browser cannot open HEIC pictures.");
    await expect(item(page, "x.gif")).toContainText("GIF pictures are not read.");
    await expect(item(page, "large.pdf")).toContainText("The file is larger than 10 MB.");
    // A file that is dropped or pasted, and one that another app shares with the installed page, goes the same way.
    await page.evaluate(() => {
      const [dataTransfer, clipboardData] = [new DataTransfer(), new DataTransfer()];
      dataTransfer.items.add(new File(["PK"], "dropped.zip"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      clipboardData.items.add(new File(["PK"], "pasted.zip"));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    });
    await expect(item(page, "dropped.zip")).toContainText("This is neither a picture nor a PDF.");
    await expect(item(page, "pasted.zip")).toContainText("This is neither a picture nor a PDF.");
    await share(page, [{ name: "shared ä.gif", content: "GIF89a" }]);
    await expect(item(page, "shared ä.gif")).toContainText("GIF pictures are not read.");
    await page.getByRole("button", { name: "Discard: shared ä.gif" }).click();
    await expect(item(page, "shared ä.gif")).toHaveCount(0);
  });
});
