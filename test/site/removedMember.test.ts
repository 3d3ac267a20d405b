import type { Page } from "@playwright/test";
import { signUpUser, type TestUser } from "../helpers/api";
import { create, inside, invite, join } from "../helpers/ledgers";
import { expect, test } from "./fixtures";
import { quickAdd, rowOf, SCREENS, signIn, storedRow } from "./site";

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

test("What a ledger does not take any more says why, and can go to the user's own ledger", async ({
  page,
  user,
  cloud,
}) => {
  const manage = await shareLedger(await signUpUser(cloud), user);
  await signIn(page, user);
  await openHome(page);
  await manage("PATCH", `/ledger/members/${user.ledgerId}`, { role: "viewer" });
  await quickAdd(page, { amount: "7", description: "Cinema" });
  await expect(page.getByText("“Cinema” is not saved and waits on this device.")).toBeVisible();
  await quickAdd(page, { amount: "3", description: "Tea" });
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
