import { expect } from "chai";
import { signUpUser, type TestUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { create, inside, joined } from "../helpers/ledgers";
import { followLink } from "../helpers/mail";
import { useCloud } from "../helpers/useCloud";

const OPERATOR = "operator@example.com";

describe("the quota of alerts by email", function () {
  this.timeout(60_000);
  const cloud = useCloud({
    quotas: JSON.stringify({ alerts: { perLedger: 3, perUser: 5 }, operatorAlerts: { perUser: 4 } }),
    alertEmails: JSON.stringify([OPERATOR]),
  });

  before(async () => {
    // At noon, so that no period ends during the test.
    const noon = Date.parse(`${new Date(Date.now() - 12 * 3600_000).toISOString().slice(0, 10)}T12:00:00Z`);
    await turnClock(cloud(), "logExpense", noon - Date.now());
  });
  after(() => turnClock(cloud(), "logExpense", 0));

  /** Logs expenses that alert, in a shared ledger or the user's own. */
  async function alert(user: TestUser, count: number, ledgerId?: string): Promise<void> {
    const headers = ledgerId === undefined ? {} : inside(ledgerId);
    for (let number = 1; number <= count; number += 1) {
      const body = { description: `Sofa ${number}`, amount: 600 };
      expect((await user.api("POST", "/expenses", { body, ...headers })).status).to.equal(201);
    }
  }

  it("is counted for each ledger, so that a member of one cannot silence the others", async () => {
    const owner = await signUpUser(cloud());
    await owner.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), owner.email)).at(-1), "Confirm subscription");
    const mailed = async () =>
      (await mailsTo(cloud(), owner.email)).filter(({ subject }) => subject.startsWith("Expense Alert"))
        .length;
    const { id } = await create(owner);
    const member = await joined(cloud(), owner, id, "contributor");
    await alert(member, 5, id);
    expect(await mailed(), "of the shared ledger").to.equal(3);
    await alert(owner, 1);
    expect(await mailed(), "and of the owner's own").to.equal(4);
    await alert(owner, 4);
    expect(await mailed(), "up to the limit of the user").to.equal(5);
  });

  it("bounds what one user has mailed to the operators, in however many ledgers", async () => {
    const toOperators = async () =>
      (await mailsTo(cloud(), OPERATOR)).filter(({ subject }) => subject.startsWith("Expense Alert")).length;
    const [confirmation] = await mailsTo(cloud(), OPERATOR);
    await followLink(confirmation, "Confirm subscription");
    const user = await signUpUser(cloud());
    const before = await toOperators();
    for (const { id } of [await create(user), await create(user), await create(user)])
      await alert(user, 2, id);
    expect((await toOperators()) - before).to.equal(4);
  });
});
