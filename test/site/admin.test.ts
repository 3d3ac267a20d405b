import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Locator } from "@playwright/test";
import { expect } from "chai";
import { dayIn } from "../../domain/values/day";
import { signUpAdmin } from "../helpers/admin";
import { signIn as signInByApi, signUpUser } from "../helpers/api";
import { keepScreenshot, useBrowser } from "../helpers/browser";
import { clientOf } from "../helpers/cloud";
import { useOwnCloud } from "../helpers/useCloud";
import { openAsUser, openSite, type Screen, signIn } from "./site";

const today = dayIn("UTC", new Date());

/** Asks for more of a list until something is in it. */
async function pageUntil(wanted: Locator, more: Locator): Promise<void> {
  for (;;) {
    // The button works, or the last page is there and the button is gone.
    await wanted
      .or(more.and(more.page().locator("[aria-busy=false]")))
      .first()
      .waitFor();
    if ((await wanted.count()) > 0) return;
    await more.click();
  }
}

for (const screen of ["phone", "desk"] satisfies Screen[]) {
  describe(`Administration at a ${screen}`, function () {
    this.timeout(90_000);
    const cloud = useOwnCloud();
    const browser = useBrowser();

    it("shows users, sums, jobs and alarms, disables and promotes users and replays dead letters", async () => {
      const [admin, member] = await Promise.all([signUpAdmin(cloud()), signUpUser(cloud())]);
      await member.api("POST", "/expenses", {
        body: { description: "Nobody's business", amount: "12.34", date: today },
      });
      const { page, context, problems } = await openSite(browser(), cloud(), screen);
      await signIn(page, admin);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("link", { name: "Open the administration" }).click();

      await page.getByText("Monthly reports").waitFor();
      await page.getByText(/alarms are quiet/).click();
      await page.locator(".item", { hasText: "backup-overdue" }).waitFor();

      const row = page.locator(".item", { hasText: member.email });
      const more = page.getByRole("region", { name: "Users" }).getByRole("button", { name: "Show more" });
      await pageUntil(row, more);
      await row.getByRole("button", { name: `Disable: ${member.email}` }).click();
      await row.getByText("Disabled").waitFor();
      const refusal = await signInByApi(cloud(), member.email, member.password).then(
        () => "signed in",
        (error: Error) => error.name,
      );
      expect(refusal).to.equal("NotAuthorizedException");
      await row.getByRole("button", { name: `Enable: ${member.email}` }).click();
      await row.getByRole("button", { name: `Make admin: ${member.email}` }).click();
      await row.locator(".chip", { hasText: "Admin" }).waitFor();
      await row.getByRole("button", { name: `No longer admin: ${member.email}` }).click();
      await row.getByRole("button", { name: `Make admin: ${member.email}` }).waitFor();
      const own = page.locator(".item", { hasText: admin.email });
      expect(await own.getByRole("button").count()).to.equal(0);

      const sums = page.getByRole("row", { name: new RegExp(`${member.email}|${member.ledgerId}`) });
      const moreSums = page
        .getByRole("region", { name: "Ledgers" })
        .getByRole("button", { name: "Show more" });
      await pageUntil(sums, moreSums);
      expect(await sums.getByRole("cell").allTextContents()).to.deep.equal(["1", "$12.34"]);
      expect(await page.getByText("Nobody's business").count()).to.equal(0);
      await keepScreenshot(page, `admin-${screen}`);
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    it("starts dead letters again", async () => {
      const admin = await signUpAdmin(cloud());
      // Of a ledger that nobody has, the event would end on the queue again.
      await admin.api("POST", "/expenses", { body: { description: "Lamp", amount: "30", date: today } });
      const queue = "generateReport-failures";
      const { page, context, problems } = await openSite(browser(), cloud(), screen);
      await signIn(page, admin);
      await fail(queue, admin.ledgerId);
      await page.goto(`${cloud().output("siteUrl")}/#/settings/admin`);
      await page
        .locator(".item", { hasText: queue })
        .getByText(/1 waiting · Error/)
        .waitFor();
      await keepScreenshot(page, `dead-letters-${screen}`);
      await page.getByRole("button", { name: `Start the events of ${queue} again` }).click();
      await page.getByText("1 event started again.").waitFor();
      await page.getByText("There are none.").waitFor();
      expect(problems).to.deep.equal([]);
      await context.close();
    });

    /** Puts Lambda's account of a failed event on a queue. */
    async function fail(queue: string, ledgerId: string): Promise<void> {
      const sqs = new SQSClient(clientOf(cloud()));
      const record = {
        requestPayload: { ledgerId, month: "2026-01" },
        responsePayload: { errorType: "Error" },
      };
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: `${cloud().local.awsEndpointUrl}/000000000000/${queue}`,
          MessageBody: JSON.stringify(record),
        }),
      );
    }

    it("is not for members, who are not led there either", async () => {
      const { page, context, problems } = await openAsUser(browser(), cloud(), screen);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("heading", { name: "Delete the account" }).waitFor();
      await page.getByText("No alert has been sent yet.").waitFor();
      expect(await page.getByRole("link", { name: "Open the administration" }).count()).to.equal(0);
      await page.goto(`${cloud().output("siteUrl")}/#/settings/admin`);
      await page.getByText("Only admins may see this.").waitFor();
      expect(problems).to.deep.equal([]);
      await context.close();
    });
  });
}
