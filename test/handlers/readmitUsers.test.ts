import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import type { ExpensePage } from "../../domain/expenses/expense";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, itemsOf } from "../helpers/cloud";
import { runFunction } from "../helpers/jobs";
import { create, inside, invite, join, joined, listed } from "../helpers/ledgers";
import { settled } from "../helpers/stored";
import { useCountedUsers } from "../helpers/useCloud";

describe("users of a lost user pool", () => {
  const cloud = useCountedUsers();

  /** Removes a user as the loss of their pool does: nobody is notified. */
  async function lose({ email }: TestUser): Promise<void> {
    const command = new AdminDeleteUserCommand({ UserPoolId: cloud().output("userPoolId"), Username: email });
    await new CognitoIdentityProviderClient(clientOf(cloud())).send(command);
  }

  const reconcile = (event: object = {}) => runFunction(cloud(), "reconcileAccounts", event);
  const readmit = async (event: object = {}) => (await runFunction(cloud(), "readmitUsers", event)).result;
  const expensesIn = async (user: TestUser, ledgerId: string) => {
    const { body } = await user.api("GET", "/expenses", inside(ledgerId));
    return (body as { expenses: { description: string }[] }).expenses.map(({ description }) => description);
  };

  it("get their ledgers back under the same addresses, and nobody else does", async function () {
    this.timeout(60_000);
    const before = { anna: await signUpUser(cloud()), ben: await signUpUser(cloud()) };
    const { anna, ben } = before;
    for (const user of [anna, ben]) {
      await user.api("POST", "/expenses", { body: { description: `Of ${user.email}`, amount: 2 } });
    }
    const { id: home } = await create(anna);
    const { secret } = await invite(anna, home, "contributor");
    expect((await join(ben, home, secret)).status).to.equal(201);
    await anna.api("POST", "/expenses", { ...inside(home), body: { description: "Rent", amount: 900 } });
    await ben.api("POST", "/expenses", { ...inside(home), body: { description: "Tea", amount: 3 } });
    await anna.api("PUT", "/account/settings", { body: { theme: "dark" }, headers: { "If-Match": '"0"' } });
    const invitation = await anna.api("POST", "/ledger/invitations", {
      ...inside(home),
      body: { role: "viewer" },
    });
    expect(invitation.status).to.equal(201);
    // Notes the addresses, once.
    expect((await reconcile()).error).to.equal(undefined);
    const noted = await itemsOf(cloud(), "Ledgers", anna.ledgerId);
    expect(noted.find(({ sk }) => sk === "address")).to.deep.include({ email: anna.email, version: 1 });
    expect((await reconcile()).error).to.equal(undefined);
    expect(await itemsOf(cloud(), "Ledgers", anna.ledgerId)).to.deep.equal(noted);

    for (const user of [anna, ben]) await lose(user);
    const nobody = { dryRun: true, readmitted: 0, users: [], waiting: 2, hasMore: false };
    expect(await readmit()).to.deep.equal(nobody);
    const stranger = await signUpUser(cloud());
    expect(await readmit({ dryRun: false })).to.deep.equal({ ...nobody, dryRun: false });

    const again = await signUpUser(cloud(), anna.email);
    const users = [{ from: anna.ledgerId, to: again.ledgerId }];
    const one = { ...nobody, readmitted: 1, users, waiting: 1 };
    expect(await readmit()).to.deep.equal(one);
    expect(await listed(again)).to.have.length(1);
    expect(await readmit({ dryRun: false })).to.deep.equal({ ...one, dryRun: false });
    expect(await readmit({ dryRun: false })).to.deep.equal({ ...nobody, dryRun: false, waiting: 1 });

    const own = { id: anna.ledgerId, name: anna.email, role: "owner", own: false, memberCount: 1 };
    expect((await listed(again)).filter(({ id }) => id === anna.ledgerId)).to.deep.equal([own]);
    expect(await expensesIn(again, anna.ledgerId)).to.deep.equal([`Of ${anna.email}`]);
    expect(await expensesIn(again, home)).to.deep.equal(["Tea", "Rent"]);
    const { body } = await again.api("GET", "/ledger/members", inside(home));
    expect((body as { members: object[] }).members).to.have.deep.members([
      {
        ...Object(body).members[0],
        ...{ id: again.ledgerId, email: anna.email, role: "owner", formerIds: [anna.ledgerId] },
      },
      { ...Object(body).members[1], id: ben.ledgerId, email: ben.email, role: "contributor" },
    ]);
    const { body: hers } = await again.api<ExpensePage>(
      "GET",
      `/expenses?createdBy=${again.ledgerId}`,
      inside(home),
    );
    expect(hers.expenses.map(({ description }) => description)).to.deep.equal(["Rent"]);
    const settings = await again.api("GET", "/account/settings");
    expect(settings.body).to.deep.equal({ theme: "dark" });
    for (const ledgerId of [anna.ledgerId, ben.ledgerId, home]) {
      expect((await stranger.api("GET", "/expenses", inside(ledgerId))).status).to.equal(404);
    }

    // They may change again, as contributors, the expenses that they added.
    const benAgain = await signUpUser(cloud(), ben.email);
    expect(await readmit({ dryRun: false })).to.include({ readmitted: 1, waiting: 0 });
    const { body: all } = await benAgain.api<ExpensePage>("GET", "/expenses", inside(home));
    const statuses = all.expenses.map(async ({ expenseId }) => {
      const change = { headers: { ...inside(home).headers, "If-Match": '"1"' }, body: { amount: 4 } };
      return (await benAgain.api("PATCH", `/expenses/${expenseId}`, change)).status;
    });
    expect(await Promise.all(statuses)).to.deep.equal([200, 403]);

    // The ledgers have owners, so that they are no accounts whose users are gone.
    expect((await reconcile({ missingDays: 0 })).result).to.include({ closed: 0, missing: 0 });
    await settled(cloud());
    expect(await expensesIn(again, anna.ledgerId)).to.deep.equal([`Of ${anna.email}`]);
    // Others can join what was a user's own ledger.
    expect((await joined(cloud(), again, anna.ledgerId, "viewer")).ledgerId).not.to.equal(again.ledgerId);
    const deletion = await again.api("DELETE", "/ledger", inside(anna.ledgerId));
    expect(deletion.status).to.equal(200);
    const restored = await again.api("POST", `/ledgers/${anna.ledgerId}/restore`);
    expect(restored.status).to.equal(200);
  });
});
