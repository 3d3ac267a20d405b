import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { ExpensePage } from "../../domain/expenses/expense";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { runFunction } from "../helpers/jobs";
import { asOfFormerRelease, create, inside, invite, join, joined, listed } from "../helpers/ledgers";
import { accountOf, cognitoOf, invite as inviteUser, signInFirst } from "../helpers/signUps";
import { settled } from "../helpers/stored";
import { useCountedUsers } from "../helpers/useCloud";

describe("users of a lost user pool", () => {
  const cloud = useCountedUsers();

  /** Removes a user as the loss of their pool does: nobody is notified. */
  async function lose({ email }: TestUser): Promise<void> {
    await cognitoOf(cloud()).send(new AdminDeleteUserCommand(accountOf(cloud(), email)));
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

    const alone = { role: "owner", own: false, memberCount: 1, endsWithAccount: true };
    const own = { id: anna.ledgerId, name: anna.email, ...alone };
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

  it("get back the ledgers that they were only members of, too", async function () {
    this.timeout(60_000);
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const guests = [await joined(cloud(), owner, id, "editor"), await joined(cloud(), owner, id, "viewer")];
    const [guest, former] = guests as [TestUser, TestUser];
    await asOfFormerRelease(cloud(), former);
    // Notes the addresses.
    expect((await reconcile()).error).to.equal(undefined);
    for (const user of guests) await lose(user);
    const again = [await signUpUser(cloud(), guest.email), await signUpUser(cloud(), former.email)];
    expect(await readmit({ dryRun: false })).to.include({ readmitted: 2 });
    for (const user of again) {
      expect(
        (await listed(user)).map((one) => one.id),
        user.email,
      ).to.include(id);
    }
  });

  it("wait while nobody who has confirmed the address can sign in with it, and stay closed if they were", async function () {
    this.timeout(60_000);
    const [unconfirmed, disabled, closed] = [
      await signUpUser(cloud()),
      await signUpUser(cloud()),
      await signUpUser(cloud()),
    ];
    const former = [unconfirmed, disabled, closed];
    for (const { api } of former) await api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });
    // Notes the addresses.
    expect((await reconcile()).error).to.equal(undefined);
    for (const user of former) await lose(user);
    const marker = { ledgerId: closed.ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
    const db = databaseOf(cloud());
    await db.send(new PutCommand({ TableName: "Ledgers", Item: marker }));

    // Anybody can ask for an invitation to an address: only the password that is mailed there shows whose it is.
    await inviteUser(cloud(), unconfirmed.email);
    const shutOut = await signUpUser(cloud(), disabled.email);
    await cognitoOf(cloud()).send(new AdminDisableUserCommand(accountOf(cloud(), disabled.email)));
    const returned = await signUpUser(cloud(), closed.email);
    const nobody = { dryRun: false, readmitted: 0, users: [], waiting: 2, hasMore: false };
    for (const dryRun of [true, false])
      expect(await readmit({ dryRun })).to.deep.equal({ ...nobody, dryRun });

    const { ledgerId: confirmed } = await signInFirst(cloud(), unconfirmed.email);
    await cognitoOf(cloud()).send(new AdminEnableUserCommand(accountOf(cloud(), disabled.email)));
    const { users, ...rest } = Object(await readmit({ dryRun: false }));
    expect(rest).to.deep.equal({ dryRun: false, readmitted: 2, waiting: 0, hasMore: false });
    expect(users).to.have.deep.members([
      { from: unconfirmed.ledgerId, to: confirmed },
      { from: disabled.ledgerId, to: shutOut.ledgerId },
    ]);
    expect((await listed(returned)).map(({ id }) => id)).to.deep.equal([returned.ledgerId]);

    // Other tests count the accounts whose users are gone.
    const { ledgerId } = closed;
    for (const { sk } of await itemsOf(cloud(), "Ledgers", ledgerId)) {
      await db.send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId, sk } }));
    }
  });
});
