import type { Page } from "@playwright/test";
import { signUpUser } from "../helpers/api";
import { expect, test } from "./fixtures";
import { expectKept } from "./kept";
import { addForm, goTo, keepScreenshot, quickAdd, rowOf, signIn, storedRow } from "./site";

const CREATE = /\/expenses$/;

/** Everything that the browser keeps of the page: what its next user could look at. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("expenses");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const tables = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise((resolve) => {
            const reading = database.transaction(name).objectStore(name).getAll();
            reading.onsuccess = () => resolve(reading.result);
          }),
      ),
    );
    database.close();
    return JSON.stringify([tables, { ...localStorage }, { ...sessionStorage }]);
  });
}

test.describe("Unsent expenses on a shared computer", () => {
  test.beforeEach(async ({ page, user }) => {
    await signIn(page, user);
    await page.route(CREATE, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await quickAdd(page, { amount: "70", description: "Surprise" });
    await expect(rowOf(page, "Surprise").getByText("Waiting to be sent")).toBeVisible();
    await expect.poll(() => keptBy(page)).toContain("Surprise");
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "One expense or change is not sent yet" })).toBeVisible();
  });

  test("are encrypted for their user, whom they wait for", async ({ page, user, cloud }) => {
    await keepScreenshot(page, "sign-out-unsent");
    await page.getByRole("button", { name: "Send and sign out" }).click();
    await expect(page.getByText("One expense or change could not be sent.")).toBeVisible();
    await page.getByRole("button", { name: "Encrypt and sign out" }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    await expect.poll(() => keptBy(page)).not.toContain("Surprise");

    await page.unrouteAll();
    const stranger = await signUpUser(cloud);
    await signIn(page, stranger);
    await expect(page.getByText("No expenses")).toBeVisible();
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect(await keptBy(page)).not.toContain("Surprise");

    await signIn(page, user);
    await expect(storedRow(page, "Surprise")).toBeVisible();
    expect(await keptBy(page)).not.toContain("sealed");
  });

  test("are deleted if the user says so", async ({ page, user }) => {
    await page.getByRole("button", { name: "Delete them and sign out" }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    await expect.poll(() => keptBy(page)).not.toContain("Surprise");
    await page.unrouteAll();
    await signIn(page, user);
    await expect(addForm(page)).toBeVisible();
    expect((await user.api<{ expenses: unknown[] }>("GET", "/expenses")).body.expenses).toEqual([]);
  });

  test("are sent first if there is a connection", async ({ page, user }) => {
    await page.unrouteAll();
    await page.getByRole("button", { name: "Send and sign out" }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    expect(await keptBy(page)).not.toContain("Surprise");
    const { body } = await user.api<{ expenses: { description: string }[] }>("GET", "/expenses");
    expect(body.expenses).toMatchObject([{ description: "Surprise" }]);
  });
});

test("What was seen is deleted by the next page, if the one that signed out was closed before it could", async ({
  page,
  user,
}) => {
  await signIn(page, user);
  await quickAdd(page, { amount: "70", description: "Surprise" });
  await expect(storedRow(page, "Surprise")).toBeVisible();
  await expectKept(page, { expenses: 1, unsent: 0 });
  await goTo(page, "Settings");
  await page.evaluate(() => {
    IDBObjectStore.prototype.clear = () => {
      throw new DOMException("The page is closing.", "AbortError");
    };
  });
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByLabel("Email address")).toBeVisible();
  expect(await keptBy(page)).toContain("Surprise");
  await page.reload();
  await expect.poll(() => keptBy(page)).not.toContain("Surprise");
});
