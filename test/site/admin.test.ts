import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Locator, Page } from "@playwright/test";
import { signUpAdmin } from "../helpers/admin";
import { signIn as signInByApi, signUpUser } from "../helpers/api";
import { type CloudAccess, clientOf } from "../helpers/cloud";
import { expect, test } from "./fixtures";
import { goTo, item, JOURNEYS, keepScreenshot, newEmail, passwordFor, SCREENS, signIn } from "./site";

/** Pages through a list until something is in it. */
async function pageUntil(wanted: Locator, more: Locator): Promise<void> {
  for (;;) {
    // The button works, or the last page is there and the button is gone.
    const settled = wanted.or(more.and(more.page().locator("[aria-busy=false]"))).first();
    await expect(settled).toBeVisible();
    if ((await wanted.count()) > 0) return;
    await more.click();
  }
}

const moreOf = (page: Page, region: string) =>
  page.getByRole("region", { name: region }).getByRole("button", { name: "Show more" });

/** Puts Lambda's account of a failed event on a queue. */
async function fail(cloud: CloudAccess, queue: string, ledgerId: string): Promise<void> {
  const record = {
    requestPayload: { ledgerId, month: "2026-01" },
    responsePayload: { errorType: "Error" },
  };
  await new SQSClient(clientOf(cloud)).send(
    new SendMessageCommand({
      QueueUrl: `${cloud.local.awsEndpointUrl}/000000000000/${queue}`,
      MessageBody: JSON.stringify(record),
    }),
  );
}

for (const screen of JOURNEYS) {
  test.describe(`Administration at a ${screen}`, () => {
    test.use(SCREENS[screen]);

    test("shows users, totals, jobs and alarms, and disables and promotes users", async ({
      page,
      cloud,
      clock,
    }) => {
      const [admin, member] = await Promise.all([signUpAdmin(cloud), signUpUser(cloud)]);
      await member.api("POST", "/expenses", {
        body: { description: "Nobody's business", amount: "12.34", date: clock.today },
      });
      await signIn(page, admin);
      await goTo(page, "Settings", "Open administration");

      await expect(page.getByText("Monthly reports")).toBeVisible();
      await page.getByText(/alarms are OK/).click();
      await expect(item(page, "backup-overdue")).toBeVisible();

      const row = item(page, member.email);
      await pageUntil(row, moreOf(page, "Users"));
      await row.getByRole("button", { name: `Disable: ${member.email}` }).click();
      await expect(row.getByText("Disabled", { exact: true })).toBeVisible();
      await expect(signInByApi(cloud, member.email, member.password)).rejects.toThrow(
        expect.objectContaining({ name: "NotAuthorizedException" }),
      );
      await row.getByRole("button", { name: `Enable: ${member.email}` }).click();
      await row.getByRole("button", { name: `Make admin: ${member.email}` }).click();
      await expect(row.locator(".chip", { hasText: "Admin" })).toBeVisible();
      await row.getByRole("button", { name: `Remove admin: ${member.email}` }).click();
      await expect(row.getByRole("button", { name: `Make admin: ${member.email}` })).toBeVisible();
      await pageUntil(item(page, admin.email), moreOf(page, "Users"));
      await expect(item(page, admin.email).getByRole("button")).toHaveCount(0);

      const sums = page.getByRole("row", { name: new RegExp(`${member.email}|${member.ledgerId}`) });
      await pageUntil(sums, moreOf(page, "Ledgers"));
      await expect(sums.getByRole("cell")).toHaveText(["1", "$12.34"]);
      await expect(page.getByText("Nobody's business")).toHaveCount(0);
      await keepScreenshot(page, `admin-${screen}`);

      const invitee = newEmail();
      const form = page.getByRole("region", { name: "Invite a user" });
      await form.getByLabel("Email address").fill(invitee);
      await form.getByRole("button", { name: "Send invitation" }).click();
      await expect(page.getByText(`Invited ${invitee}.`)).toBeVisible();
      await pageUntil(item(page, invitee), moreOf(page, "Users"));
      await expect(item(page, invitee).getByText("Invited", { exact: true })).toBeVisible();
      expect(await passwordFor(cloud, invitee)).not.toBe("");
    });

    test("deletes a user once the address is typed", async ({ page, cloud }) => {
      const [admin, member] = await Promise.all([signUpAdmin(cloud), signUpUser(cloud)]);
      await signIn(page, admin);
      await goTo(page, "Settings", "Open administration");
      const row = item(page, member.email);
      await pageUntil(row, moreOf(page, "Users"));
      await row.getByRole("button", { name: `Delete: ${member.email}` }).click();
      const dialog = page.getByRole("dialog", { name: "Delete this user" });
      await dialog.getByLabel("To confirm").fill(admin.email);
      await dialog.getByRole("button", { name: "Delete user" }).click();
      await expect(dialog.getByText("This is not the user's email address.")).toBeVisible();
      await keepScreenshot(page, `delete-user-${screen}`);
      await dialog.getByLabel("To confirm").fill(member.email.toUpperCase());
      await dialog.getByRole("button", { name: "Delete user" }).click();
      await expect(page.getByText(`${member.email} is being deleted.`)).toBeVisible();
      await expect(row).toHaveCount(0);
      expect((await member.api("GET", "/settings")).status).toBe(401);
    });

    test("replays dead letters", async ({ page, cloud }) => {
      const admin = await signUpAdmin(cloud);
      // The ledger must exist; otherwise the event returns to the queue.
      await admin.api("POST", "/expenses", { body: { description: "Lamp", amount: "30" } });
      const queue = "generateReport-failures";
      await signIn(page, admin);
      await fail(cloud, queue, admin.ledgerId);
      await page.goto("/#/settings/admin");
      await expect(item(page, queue).getByText(/1 waiting · Error/)).toBeVisible();
      await keepScreenshot(page, `dead-letters-${screen}`);
      await page.getByRole("button", { name: `Replay the events of ${queue}` }).click();
      await expect(page.getByText("1 event replayed.")).toBeVisible();
      await expect(page.getByText("No dead letters.")).toBeVisible();
    });

    test("is closed to members, who see no link to it", async ({ page, user }) => {
      await signIn(page, user);
      await goTo(page, "Settings");
      await expect(page.getByRole("heading", { name: "Delete account" })).toBeVisible();
      await expect(page.getByText("Nothing has raised an alert yet.")).toBeVisible();
      await expect(page.getByRole("link", { name: "Open administration" })).toHaveCount(0);
      await page.goto("/#/settings/admin");
      await expect(page.getByText("Only admins can view this.")).toBeVisible();
    });
  });
}
