import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectKept } from "./kept";
import { goTo, keepScreenshot, openAs, quickAdd, rowOf, storedRow, total } from "./site";
import { log } from "./storedMonth";

test.use({ serviceWorkers: "allow" });

test.beforeEach(async ({ page, user }) => {
  await openAs(page, user);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
});

/** Logs three expenses, and takes the network away once the device has them. */
async function goOfflineWithThree(page: Page, context: BrowserContext): Promise<void> {
  for (const [description, amount] of [
    ["Tea", "10"],
    ["Coffee", "5"],
    ["Milk", "2"],
  ] as const) {
    await quickAdd(page, { amount, description });
    await expect(storedRow(page, description)).toBeVisible();
  }
  await expectKept(page, { expenses: 3, unsent: 0 });
  await context.setOffline(true);
}

test("Without a network the site opens with the last known data, accepts expenses, and sends them in order, once, when it is back", async ({
  page,
  context,
  user,
  clock,
}) => {
  await quickAdd(page, { amount: "1", description: "Before" });
  await expect(storedRow(page, "Before")).toBeVisible();
  await expectKept(page, { expenses: 1, unsent: 0 });

  await context.setOffline(true);
  await quickAdd(page, { amount: "2", description: "First offline" });
  await quickAdd(page, { amount: "4", description: "Second offline" });
  await expect(rowOf(page, "Second offline").getByText("Waiting to be sent")).toBeVisible();
  await expect(page.getByText("2 not sent yet")).toBeVisible();
  await expectKept(page, { expenses: 1, unsent: 2 });

  await page.reload();
  await expect(rowOf(page, "Before")).toBeVisible();
  await expect(rowOf(page, "First offline").getByText("Waiting to be sent")).toBeVisible();
  await expect(total(page)).toHaveText("$7.00");

  await context.setOffline(false);
  await expect(storedRow(page, "First offline")).toBeVisible();
  await expect(storedRow(page, "Second offline")).toBeVisible();
  const { body } = await user.api<{ expenses: { description: string }[] }>(
    "GET",
    `/expenses?month=${clock.month}`,
  );
  expect(body.expenses.map(({ description }) => description)).toEqual([
    "Second offline",
    "First offline",
    "Before",
  ]);
});

test("Without a network, edits and deletions are shown, can be seen and given up, and are sent when it is back", async ({
  page,
  context,
}) => {
  await goOfflineWithThree(page, context);
  const edit = async (name: string, amount: string) => {
    await rowOf(page, name).locator(".row-open").click();
    const form = page.getByRole("form", { name: `Edit ${name}` });
    await form.getByLabel("Amount").fill(amount);
    await form.getByRole("button", { name: "Save" }).click();
  };
  await edit("Tea", "25");
  await edit("Milk", "3");
  await rowOf(page, "Coffee").locator(".row-open").click();
  await page.getByRole("form", { name: "Edit Coffee" }).getByRole("button", { name: "Delete" }).click();
  await expect(rowOf(page, "Tea").getByText("Waiting to be sent")).toBeVisible();
  await expect(total(page)).toHaveText("$28.00");
  await quickAdd(page, { amount: "4", description: "Juice" });
  await edit("Juice", "40");
  await expect(total(page)).toHaveText("$68.00");

  await page.reload();
  await expect(total(page)).toHaveText("$68.00");
  await page.getByRole("link", { name: "4 not sent yet" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Tea" })).toContainText("$10.00 → $25.00");
  await expect(page.getByRole("listitem").filter({ hasText: "Coffee" })).toContainText("Deleted");
  await keepScreenshot(page, "unsent");
  await page.getByRole("button", { name: "Discard what was not sent of Milk" }).click();
  await expect(page.getByText("Discarded what was not sent of “Milk”")).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText("Everything is sent")).toBeVisible();
  await goTo(page, "Expenses");
  await page.reload();
  await expect(storedRow(page, "Juice")).toBeVisible();
  await expect(total(page)).toHaveText("$67.00");
  await expect(rowOf(page, "Coffee")).toHaveCount(0);
});

test("Without a network, expenses that are deleted together wait as one change, which can be given up", async ({
  page,
  context,
}) => {
  await goOfflineWithThree(page, context);
  await page.getByRole("checkbox", { name: "Select Tea" }).check({ force: true });
  await page.getByRole("checkbox", { name: "Select Milk" }).check({ force: true });
  await page.getByRole("button", { name: "Delete 2 expenses" }).click();
  await expect(page.getByText("The change to 2 expenses is kept on this device")).toBeVisible();
  await expect(total(page)).toHaveText("$5.00");

  await page.reload();
  await expect(total(page)).toHaveText("$5.00");
  await expect(rowOf(page, "Tea")).toHaveCount(0);
  await page.getByRole("link", { name: "1 not sent yet" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Delete 2 expenses" })).toBeVisible();
  await keepScreenshot(page, "unsentBulk");
  await page.getByRole("button", { name: "Discard: Delete 2 expenses" }).click();
  await expect(page.getByText("Everything is sent")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await context.setOffline(false);
  await expect(page.getByText("Everything is sent")).toBeVisible();
  await goTo(page, "Expenses");
  await expect(storedRow(page, "Coffee")).toBeVisible();
  await expect(total(page)).toHaveText("$5.00");
});

test("Unsent expenses that were changed or discarded do not come back, though the page was closed before the browser had deleted them", async ({
  page,
  context,
}) => {
  // The device keeps the month a moment after it shows: without it there are no sums offline.
  await quickAdd(page, { amount: "10", description: "Tea" });
  await expect(storedRow(page, "Tea")).toBeVisible();
  await expectKept(page, { expenses: 1, unsent: 0 });
  await context.setOffline(true);
  await quickAdd(page, { amount: "4", description: "Juice" });
  await quickAdd(page, { amount: "5", description: "Cake" });
  await expect(rowOf(page, "Cake").getByText("Waiting to be sent")).toBeVisible();
  await expectKept(page, { unsent: 2 });
  await page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => {
      throw new DOMException("The page is closing.", "AbortError");
    };
  });
  await rowOf(page, "Juice").locator(".row-open").click();
  const form = page.getByRole("form", { name: "Edit Juice" });
  await form.getByLabel("Amount").fill("40");
  await form.getByRole("button", { name: "Save" }).click();
  await rowOf(page, "Cake").locator(".row-open").click();
  await page.getByRole("form", { name: "Edit Cake" }).getByRole("button", { name: "Delete" }).click();
  await expect(total(page)).toHaveText("$50.00");
  await expectKept(page, { unsent: 3 });

  await page.reload();
  await expectKept(page, { unsent: 1 });
  await expect(total(page)).toHaveText("$50.00");
  await expect(page.getByRole("form", { name: /^Edit / })).toHaveCount(0);
  await context.setOffline(false);
  await expect(storedRow(page, "Juice")).toBeVisible();
  await expect(total(page)).toHaveText("$50.00");
  await expect(rowOf(page, "Cake")).toHaveCount(0);
});

test("The site shows all that it sent without a network, though the list was read while it was sending", async ({
  page,
  context,
}) => {
  await context.setOffline(true);
  const names = Array.from({ length: 40 }, (_, index) => `Queued ${index + 1}`);
  for (const description of names) await quickAdd(page, { amount: "1", description });
  await expect(page.getByText(`${names.length} not sent yet`)).toBeVisible();
  await expectKept(page, { unsent: names.length });

  await storeWhileReading(context, names.length);
  await context.setOffline(false);
  await page.reload();
  // A long list draws the rows at its top only.
  await expect(async () => {
    const shown = await storedRow(page, "Queued").locator(".row-name").allTextContents();
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(names.toReversed().slice(0, shown.length));
  }).toPass();
  await expect(page.getByText(`${names.length} expenses`)).toBeVisible();
  await expect(total(page)).toHaveText(`$${names.length}.00`);
});

/** Answers no reading of expenses before some more, up to `count`, were stored after it was read. */
async function storeWhileReading(context: BrowserContext, count: number): Promise<void> {
  let stored = 0;
  const readers = new Set<() => void>();
  const untilStored = (enough: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (stored < enough) return;
        readers.delete(look);
        resolve();
      };
      readers.add(look);
      look();
    });
  await context.route(/\/(expenses|summary)(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    if (route.request().method() === "GET") await untilStored(Math.min(stored + 3, count));
    if (route.request().method() === "POST") stored += 1;
    await route.fulfill({ response });
    for (const look of readers) look();
  });
}

test("Without a network, a month of which the device keeps a part says that there is more, and finds the rest later", async ({
  page,
  context,
  user,
  clock,
}) => {
  const names = Array.from({ length: 150 }, (_, index) => `Kept no${index + 1}.`);
  for (let start = 0; start < names.length; start += 10) {
    const add = (description: string) => log(user, { description, amount: "1.00", date: clock.today });
    await Promise.all(names.slice(start, start + 10).map(add));
  }
  await page.reload();
  await expect(page.getByText(`${names.length} expenses`)).toBeVisible();
  await expectKept(page, { expenses: 100, unsent: 0 });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(`${names.length} expenses`)).toBeVisible();
  // One of the oldest, which the device does not keep.
  await page.getByRole("searchbox").fill("Kept no7.");
  await expect(page.getByText("No connection.")).toBeVisible();
  await expect(page.getByText("Nothing found")).toHaveCount(0);
  await context.setOffline(false);
  await expect(rowOf(page, "Kept no7.")).toBeVisible();
});
