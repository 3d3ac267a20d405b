import type { Page } from "@playwright/test";
import { signUpUser, type TestUser } from "../helpers/api";
import { create, inside, invite, join } from "../helpers/ledgers";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { expectKept } from "./kept";
import { adder, hold, item, keepScreenshot, openAs, quickAdd, rowOf, SCREENS, storedRow } from "./site";

test.use(SCREENS.phone);

/** Shares a new ledger with a member. @returns calls the API about it as its owner. */
async function shareLedger(owner: TestUser, member: TestUser) {
  const { id } = await create(owner);
  const { secret } = await invite(owner, id, "contributor");
  await join(member, id, secret);
  return async (method: string, path: string, body?: unknown) => {
    const { status } = await owner.api(method, path, { ...inside(id), body });
    expect(status).toBeLessThan(300);
  };
}

async function openHome(page: Page): Promise<void> {
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open Home" }).click();
  await expect(page.getByRole("banner")).toContainText("Home");
}

/** Opens a ledger that somebody shares. @returns calls the API about it as its owner. */
async function openAsMember(page: Page, user: TestUser, owner: TestUser) {
  const manage = await shareLedger(owner, user);
  await openAs(page, user);
  await openHome(page);
  return manage;
}

test("What a ledger does not take any more says why, and can go to the user's own ledger", async ({
  page,
  user,
  cloud,
}) => {
  const manage = await openAsMember(page, user, await signUpUser(cloud));
  await manage("PATCH", `/ledger/members/${user.ledgerId}`, { role: "viewer" });
  const release = await hold(page, /\/expenses$/, "POST");
  await quickAdd(page, { amount: "7", description: "Cinema" });
  await quickAdd(page, { amount: "3", description: "Tea" });
  release();
  await expect(page.getByText("“Tea” is not saved and waits on this device.")).toBeVisible();
  await expect(adder(page)).toHaveCount(0);
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open My expenses" }).click();
  await expect(page.getByText("Some changes are not sent yet.")).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const reason = "Your role in this ledger does not allow this.";
  await expect(page.getByRole("listitem").filter({ hasText: "Cinema" })).toContainText(reason);
  await page.getByRole("button", { name: "Move to my own ledger: Cinema" }).click();
  await expect(page.getByText("Moved “Cinema” to your own ledger")).toBeVisible();
  await page.getByRole("button", { name: "Discard what was not sent of Tea" }).click();
  await expect(page.getByText("Everything is sent")).toBeVisible();

  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open My expenses" }).click();
  await expect(storedRow(page, "Cinema")).toBeVisible();
  await expect(rowOf(page, "Tea")).toHaveCount(0);
});

test("Who is removed from a ledger is told in its place, keeps nothing of it but what was not sent, and gets out", async ({
  page,
  user,
  cloud,
}) => {
  const manage = await openAsMember(page, user, await signUpUser(cloud));
  await quickAdd(page, { amount: "20", description: "Groceries" });
  await expect(storedRow(page, "Groceries")).toBeVisible();
  await expectKept(page, { expenses: 1, unsent: 0 });
  // Without a network, the page cannot hear of it before the form is filled.
  await page.context().setOffline(true);
  await manage("DELETE", `/ledger/members/${user.ledgerId}`);
  await quickAdd(page, { amount: "3", description: "Tea" });
  await expectKept(page, { unsent: 1 });
  await page.context().setOffline(false);

  const notice = page.getByText("You are no longer a member of Home, or it was deleted.");
  await expect(notice).toBeVisible();
  await expect(rowOf(page, "Groceries")).toHaveCount(0);
  await expect(adder(page)).toHaveCount(0);
  await keepScreenshot(page, "locked-out-phone");
  await page.goto("/#/budgets");
  await expect(notice).toBeVisible();
  await expectKept(page, { unsent: 1 });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect.poll(() => asked.some((path) => path.endsWith("/ledger/members"))).toBe(true);
  expect(asked.filter((path) => path.includes("/expenses"))).toEqual([]);

  await page.reload();
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Open my own ledger" }).click();
  await expect(page.getByText("Some changes are not sent yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Not sent yet", level: 1 })).toBeVisible();
  await keepScreenshot(page, "unsent-locked-out-phone");
  await page.getByRole("button", { name: "Move to my own ledger: Tea" }).click();
  await expect(page.getByText("Everything is sent")).toBeVisible();
  await page.getByRole("button", { name: "Open my own ledger" }).click();
  await expect(storedRow(page, "Tea")).toBeVisible();
  await expect(page.getByRole("link", { name: "Home" })).toHaveCount(0);
});

test("Leaving a ledger, and giving up or taking what only its owners may do, is asked about and told", async ({
  page,
  user,
  cloud,
  context,
}) => {
  await loadAxe(context);
  const other = await signUpUser(cloud);
  await shareLedger(user, other);
  await openAs(page, user);
  await openHome(page);
  await quickAdd(page, { amount: "20", description: "Groceries" });
  await expect(storedRow(page, "Groceries")).toBeVisible();
  await page.goto("/#/settings/ledgers");
  await expectKept(page, { expenses: 1, unsent: 0 });
  const mine = page.getByLabel(`Role of ${user.email}`);
  const question = (name: string) => page.getByRole("dialog", { name });
  const resign = question("Give up being an owner?");
  await mine.selectOption("viewer");
  await expectAccessible(page);
  await keepScreenshot(page, "resign-phone");
  await resign.getByRole("button", { name: "Cancel" }).click();
  await expect(mine).toHaveValue("owner");
  await mine.selectOption("viewer");
  await resign.getByRole("button", { name: "Give up" }).click();
  await expect(page.getByText("A ledger needs an owner.")).toBeVisible();
  await page.getByLabel(`Role of ${other.email}`).selectOption("owner");
  await expect(page.getByText(`New role of ${other.email}: Owner`)).toBeVisible();
  await expect(page.getByText("A ledger needs an owner.")).toHaveCount(0);

  await mine.selectOption("viewer");
  await resign.getByRole("button", { name: "Give up" }).click();
  await expect(page.getByText(`New role of ${user.email}: Viewer`)).toBeVisible();
  await expect(item(page, "Home")).toContainText("Viewer: reads");
  await page.getByRole("button", { name: "Leave ledger" }).click();
  await question("Leave Home?").getByRole("button", { name: "Leave ledger" }).click();
  await expect(page.getByText("You left Home")).toBeVisible();
  await expectKept(page, { expenses: 0, unsent: 0 });
  await expect(adder(page)).toBeVisible();
});
