import { expect } from "chai";
import { AlertPublisher, type AlertPublisherOptions } from "../../../domain/alerts/alertPublisher";
import { markAlert } from "../../../domain/expenses/alertMarks";
import { nextVersion } from "../../../domain/expenses/expenseVersions";
import { expenseItem } from "../../helpers/expenseItem";

describe("The alerts that a request sends", () => {
  const sent: string[] = [];
  const options = {
    mailer: {
      mail: async ({ alertId, kind }) => {
        if (kind === "alerts") sent.push(alertId);
        return new Set<string>();
      },
    },
    expenses: { clearAlerts: async () => undefined },
    sentAlerts: { record: async () => undefined },
    recipients: { of: async () => ({ recipients: [] }) },
    siteUrl: "https://expenses.example",
  } satisfies Record<keyof AlertPublisherOptions, unknown> & Pick<AlertPublisherOptions, "mailer">;
  const alerts = new AlertPublisher(options as unknown as AlertPublisherOptions);

  const created = markAlert(expenseItem({ amount: 60_000, version: 1 }));
  const at = new Date(Date.parse(created.updatedAt) + 1000);

  beforeEach(() => void sent.splice(0));

  it("are those that it marked itself", async () => {
    await alerts.trySendNew(created, true);
    expect(sent).to.deep.equal([created.alertId]);
    const crossed = markAlert(nextVersion(expenseItem(), { amount: 60_000 }, at));
    await alerts.trySendNew(crossed, true);
    expect(sent).to.deep.equal([created.alertId, crossed.alertId]);
  });

  it("are not those that another may be sending", async () => {
    // The same request once more.
    await alerts.trySendNew(created, false);
    // An edit of what was just created.
    await alerts.trySendNew(nextVersion(created, { description: "Chair" }, at), true);
    expect(sent).to.deep.equal([]);
    expect(await alerts.trySend(created)).to.equal(true);
    expect(sent).to.deep.equal([created.alertId]);
  });
});
