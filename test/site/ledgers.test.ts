import { addMonths } from "../../domain/values/day";
import { signUpUser } from "../helpers/api";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { expectQrCode } from "./qrCodes";
import {
  adder,
  answered,
  downloaded,
  item,
  keepScreenshot,
  newEmail,
  newPassword,
  openAs,
  passwordFor,
  quickAdd,
  rowOf,
  SCREENS,
  storedRow,
  total,
} from "./site";

test.describe("A shared ledger", () => {
  test.use(SCREENS.phone);

  test("is kept by two people, from the invitation to the end", async ({
    page,
    user,
    cloud,
    context,
    openDevice,
    clock,
  }) => {
    await loadAxe(context);
    const guest = newEmail();
    const other = await openDevice(SCREENS.phone);
    const manage = async (device: typeof page) => {
      await device.goto("/#/settings/ledgers");
      await expect(device.getByRole("heading", { name: "Ledgers", level: 1 })).toBeVisible();
    };

    const purple = (device: typeof page) => device.getByRole("banner").locator("[style*='--hue: 320']");

    // One makes it, and an invitation.
    await openAs(page, user);
    await quickAdd(page, { amount: "5", description: "Only mine" });
    await expect(storedRow(page, "Only mine")).toBeVisible();
    await manage(page);
    await page.getByRole("region", { name: "New ledger" }).getByLabel("Name").fill("Home");
    await page.getByRole("button", { name: "Create ledger" }).click();
    await page.getByRole("button", { name: "Open Home" }).click();
    await expect(adder(page)).toBeVisible();
    await expect(page.getByRole("banner")).toContainText("Home");
    await expect(rowOf(page, "Only mine")).toHaveCount(0);
    await quickAdd(page, { amount: "800", description: "Rent" });
    await expect(storedRow(page, "Rent")).toBeVisible();
    await manage(page);
    const invitations = page.getByRole("region", { name: "Invitations" });
    await invitations.getByLabel("Role").selectOption({ label: "Contributor: adds, and changes their own" });
    await invitations.getByRole("button", { name: "Create invitation" }).click();
    const image = page.getByRole("img", { name: "Invitation as a QR code" });
    await expect(image).toBeVisible();
    const link = (await page.locator(".secret code").textContent()) ?? "";
    await expectQrCode(image, link);
    await keepScreenshot(page, "ledgers-phone");
    await expectAccessible(page);

    // The other follows the link, signs up on the way, and joins.
    await other.goto(link);
    await other.getByRole("link", { name: "Create account" }).click();
    await other.getByLabel("Email address").fill(guest);
    await other.getByRole("button", { name: "Create account" }).click();
    await other.getByLabel("Password from the email").fill(await passwordFor(cloud, guest));
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByLabel("New password").fill(newPassword());
    await other.getByRole("button", { name: "Set password" }).click();
    await expect(other.getByRole("heading", { name: "Join a ledger" })).toBeVisible();
    await expect(other.getByText("Home", { exact: true })).toBeVisible();
    await expect(other.getByText("Contributor: adds, and changes their own")).toBeVisible();
    await expect(other.getByText(`Invited by ${user.email}.`)).toBeVisible();
    await keepScreenshot(other, "join");
    await other.getByRole("button", { name: "Join", exact: true }).click();
    await expect(other.getByText("You joined Home")).toBeVisible();
    await expect(rowOf(other, "Rent")).toContainText(user.email);
    expect(other.url()).not.toContain("join");
    await quickAdd(other, { amount: "20", description: "Groceries" });
    await expect(storedRow(other, "Groceries")).toBeVisible();
    await other.context().setOffline(true);
    await quickAdd(other, { amount: "7", description: "Cinema", category: "Leisure" });
    await expect(rowOf(other, "Cinema").getByText("Waiting to be sent")).toBeVisible();
    await other.context().setOffline(false);
    await expect(storedRow(other, "Cinema")).toBeVisible();
    // The first one's expense is shown and not theirs to change.
    await rowOf(other, "Rent").getByRole("button", { name: /^Rent/ }).click();
    const details = other.getByRole("region", { name: "Details of Rent" });
    await expect(details).toContainText(user.email);
    await details.getByRole("button", { name: "Close" }).click();
    await expect(other.getByRole("checkbox")).toHaveCount(2);
    await expect(other.getByRole("checkbox", { name: "Select Groceries" })).toHaveCount(1);

    // The first one sees who spent what, lets the other only read, and changes the look of the ledger.
    await page.goto("/");
    await page.reload();
    await expect(rowOf(page, "Groceries")).toContainText(guest);

    // The page tells what the other did since the last visit, and takes a change back.
    await expect(page.getByText("Others did 3 things since your last visit.")).toBeVisible();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
    const news = page.getByRole("region", { name: "New since your last visit" });
    await expect(news.getByRole("listitem")).toHaveText([
      /Cinema/,
      /Groceries/,
      new RegExp(`${guest} joined`),
    ]);
    await expect(page.getByRole("region", { name: "Earlier" })).toContainText("You created an invitation");
    await keepScreenshot(page, "activity-phone");
    await expectAccessible(page);
    const editGroceries = async () => {
      await rowOf(page, "Groceries")
        .getByRole("button", { name: /^Groceries/ })
        .click();
      return page.getByRole("form", { name: "Edit Groceries" });
    };
    await page.goto("/");
    const form = await editGroceries();
    await form.getByLabel("Amount").fill("25");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(storedRow(page, "Groceries")).toContainText("25.00");
    await editGroceries();
    await page.getByText("History", { exact: true }).click();
    await expect(page.getByText("Amount: $20.00 → $25.00")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Undo the change of/ }).click();
    await expect(storedRow(page, "Groceries")).toContainText("20.00");
    await page.getByText("Where it went").click();
    await page.getByRole("link", { name: `${guest} $27.00` }).click();
    await expect(rowOf(page, "Rent")).toHaveCount(0);
    await page.getByRole("button", { name: `Remove the filter Added by: ${guest}` }).click();
    await expect(rowOf(page, "Rent")).toBeVisible();

    // The month ends: both begin the next one, and find what the last one came to.
    const end = new Date(`${addMonths(clock.month, 1)}-01T12:00:00Z`);
    for (const device of [page, other]) {
      await device.context().clock.setFixedTime(end);
      await device.goto("/");
      await device.reload();
      await expect(device.getByText("No expenses yet")).toBeVisible();
      await device.goto(`/#/${clock.month}`);
      await expect(total(device)).toHaveText("$827.00");
      await device.context().clock.setFixedTime(clock.now);
    }
    await page.goto("/");
    await manage(page);
    await answered(page, "PATCH", () => page.getByLabel(`Role of ${guest}`).selectOption("viewer"));
    const settings = page.getByRole("region", { name: "Home" });
    await settings.getByRole("radio", { name: "Purple" }).check({ force: true });
    await settings.getByRole("button", { name: "Save" }).click();
    await expect(purple(page)).toHaveText("Home");
    await other.reload();
    await expect(purple(other)).toHaveText("Home");
    await expect(adder(other)).toHaveCount(0);
    await rowOf(other, "Groceries")
      .getByRole("button", { name: /^Groceries/ })
      .click();
    await expect(other.getByRole("button", { name: "Close" })).toBeVisible();
    await expect(other.getByRole("button", { name: /Delete|Save/ })).toHaveCount(0);

    // The first one removes the other, and deletes the ledger.
    await page.getByRole("button", { name: `Remove ${guest}` }).click();
    await page
      .getByRole("dialog", { name: `Remove ${guest}` })
      .getByRole("button", { name: "Remove" })
      .click();
    await expect(item(page, guest)).toHaveCount(0);
    await other.reload();
    await other.getByRole("button", { name: "Open my own ledger" }).click();
    // A newcomer who has only been in the ledger of others.
    await other.getByRole("button", { name: "Start" }).click();
    await expect(adder(other)).toBeVisible();
    await expect(rowOf(other, "Groceries")).toHaveCount(0);
    await page.getByRole("button", { name: "Delete ledger" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete this ledger?" });
    await dialog.getByLabel("Type Home to confirm.").fill("Home");
    await dialog.getByRole("button", { name: "Delete ledger" }).click();
    await expect(dialog.getByText("First download all data")).toBeVisible();
    await dialog.getByRole("button", { name: "Create a copy" }).click();
    const copy = dialog.getByRole("button", { name: "All data (JSON)" });
    await expect(copy).toBeVisible();
    await keepScreenshot(page, "delete-ledger-phone");
    await expectAccessible(page);
    const { name, text } = await downloaded(page, () => copy.click());
    expect(name).toBe("expenses.json");
    expect(JSON.parse(text)).toMatchObject({ expenses: [{}, {}, {}] });
    await dialog.getByRole("button", { name: "Delete ledger" }).click();
    await expect(storedRow(page, "Only mine")).toBeVisible();
    await manage(page);
    await page.getByRole("button", { name: "Restore Home" }).click();
    await page.getByRole("button", { name: "Open Home" }).click();
    await expect(rowOf(page, "Groceries")).toContainText("former member");
    await page.getByRole("button", { name: "More filters" }).click();
    await page.getByLabel("Added by").selectOption({ label: "former member" });
    await expect(rowOf(page, "Groceries")).toBeVisible();
    await expect(rowOf(page, "Rent")).toHaveCount(0);
  });
});

test("A ledger is renamed, archived, opened again and deleted, and its invitation is revoked", async ({
  page,
  user,
  cloud,
}) => {
  await loadAxe(page.context());
  await user.api("POST", "/ledgers", { body: { name: "Home", colour: "#3366cc" } });
  await openAs(page, user);
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open Home" }).click();
  await expect(adder(page)).toBeVisible();
  await page.goto("/#/settings/ledgers");

  const settings = page.getByRole("region", { name: "Home" });
  await settings.getByLabel("Name").fill("Café");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("banner")).toContainText("Café");
  await expect(item(page, "Café")).toContainText("1 member");

  await page.getByRole("button", { name: "Create invitation" }).click();
  const link = (await page.locator(".secret code").textContent()) ?? "";
  await page.getByRole("button", { name: "Revoke the invitation as Editor: changes everything" }).click();
  await expect(page.getByRole("img", { name: "Invitation as a QR code" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Invitations" }).getByRole("listitem")).toHaveCount(0);
  const [ledgerId, secret] = link.split("/").slice(-2);
  const guest = await signUpUser(cloud);
  const { body } = await guest.api("POST", "/memberships", { body: { ledgerId, secret } });
  expect(body).toMatchObject({ code: "invitation.notFound" });

  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(item(page, "Café")).toContainText("Archived");
  await page.goto("/");
  await expect(page.getByText("No expenses yet")).toBeVisible();
  await expect(adder(page)).toHaveCount(0);
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Make active again" }).click();
  await expect(item(page, "Café")).not.toContainText("Archived");
  await page.goto("/");
  await expect(adder(page)).toBeVisible();

  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Delete ledger" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this ledger?" });
  await dialog.getByLabel("Type Café to confirm.").fill("CAFE\u0301");
  await dialog.getByLabel("I need no copy").check();
  await keepScreenshot(page, "delete-ledger-desk");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete ledger" }).click();
  await expect(page.getByRole("banner")).not.toContainText("Café");
  await page.goto("/#/settings/ledgers");
  await expect(item(page, "Café")).toContainText("Deleted; can be restored until");
});
