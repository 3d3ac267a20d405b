import type { Page } from "@playwright/test";
import type { ReceiptList } from "../../domain/receipts/receiptSchemas";
import { signUpUser } from "../helpers/api";
import { create, invite, join } from "../helpers/ledgers";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { share } from "./sharing";
import { goTo, item, keepScreenshot, openAs, SCREENS } from "./site";

const pdf = (name: string) => ({ name, content: `%PDF-1.7\n${name}\n%%EOF` });

/** The number of shared files that wait for the page. */
const waiting = (page: Page) =>
  page.evaluate(async () => (await (await caches.open("shared")).keys()).length);

/** Has a file wait as if the page had not been there when it was shared. */
const leave = (page: Page, { name, content }: ReturnType<typeof pdf>) =>
  page.evaluate(
    async ([file = "", text]) => {
      const headers = { "Content-Type": "application/pdf", "File-Name": encodeURIComponent(file) };
      await (await caches.open("shared")).put(`shared/${file}`, new Response(text, { headers }));
    },
    [name, content],
  );

test.describe("Files that are shared with the page", () => {
  test.use({ ...SCREENS.phone, serviceWorkers: "allow" });

  test("are few, and nobody's before the user says so", async ({ page, user, context }) => {
    await loadAxe(context);
    await openAs(page, user);
    const files = Array.from({ length: 25 }, (_, index) => pdf(`${100 + index}.pdf`));
    await share(page, files);
    await expect(item(page, "100.pdf")).toContainText("Add it to “My expenses”?");
    await expect(page.getByText("At most 20 files can be shared at a time.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Add it: / })).toHaveCount(20);
    await keepScreenshot(page, "receipts-shared-phone");
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole("button", { name: /^Add it: / })).toHaveCount(20);
    const stored = async () => (await user.api<ReceiptList>("GET", "/receipts")).body.receipts;
    expect(await stored()).toEqual([]);
    await page.getByRole("button", { name: "Add it: 103.pdf" }).click();
    await expect.poll(async () => (await stored()).map(({ fileName }) => fileName)).toEqual(["103.pdf"]);
    await expect(page.getByRole("button", { name: /^Add it: / })).toHaveCount(19);
  });

  test("are not there for the next user of the device", async ({ page, user }) => {
    await openAs(page, user);
    await leave(page, pdf("mine.pdf"));
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    await expect.poll(() => waiting(page)).toBe(0);
  });

  test("wait for a ledger that the user may add to", async ({ page, user, cloud, context }) => {
    await loadAxe(context);
    const owner = await signUpUser(cloud);
    const { id } = await create(owner);
    const { secret } = await invite(owner, id, "viewer");
    await join(user, id, secret);
    await openAs(page, user);
    await page.goto("/#/settings/ledgers");
    await page.getByRole("button", { name: "Open Home" }).click();
    await expect(page.getByRole("banner")).toContainText("Home");
    await leave(page, pdf("mine.pdf"));
    await page.goto("/#/receipts");
    await expect(page.getByText("you cannot add to “Home”")).toBeVisible();
    await expectAccessible(page);
    expect(await waiting(page)).toBe(1);
    await page.goto("/#/settings/ledgers");
    await page.getByRole("button", { name: "Open My expenses" }).click();
    await expect(page.getByRole("banner")).toHaveCount(0);
    await page.goto("/#/receipts");
    await expect(item(page, "mine.pdf")).toContainText("Add it to “My expenses”?");
  });

  test("are not kept where the deployment has no receipts", async ({ page, user }) => {
    await page.route("**/config.json", async (route) => {
      const response = await route.fetch();
      const { receiptsUrl: _without, ...json } = await response.json();
      await route.fulfill({ response, json });
    });
    await openAs(page, user);
    await leave(page, pdf("mine.pdf"));
    await page.goto("/#/receipts");
    await expect(page.getByText("Receipts are switched off here.")).toBeVisible();
    await expect.poll(() => waiting(page)).toBe(0);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["%PDF-1.7\n%%EOF"], "dropped.pdf"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await expect(item(page, "dropped.pdf")).toHaveCount(0);
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
  });
});
