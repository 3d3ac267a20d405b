import { randomUUID } from "node:crypto";
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { MANY_MISSING } from "../../domain/accounts/accountReconciler";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { JobList } from "../../domain/jobs/jobSchemas";
import { signUpAdmin } from "../helpers/admin";
import { signUpUser, type TestUser } from "../helpers/api";
import { allItemsOf, clientOf, databaseOf, itemsOf } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { runFunction } from "../helpers/jobs";
import { asOfFormerRelease, create, inside, invite, join, joined, listed, lookUp } from "../helpers/ledgers";
import { accountOf, cognitoOf, invite as inviteUser } from "../helpers/signUps";
import { settled, storedOf } from "../helpers/stored";
import { useOwnCloud } from "../helpers/useCloud";

describe("accounts without a user", () => {
  const cloud = useOwnCloud();

  /** Deletes the user as anybody with an access token can: nobody else is notified. */
  async function deleteInCognito({ accessToken }: TestUser): Promise<void> {
    const command = new DeleteUserCommand({ AccessToken: accessToken });
    await new CognitoIdentityProviderClient(clientOf(cloud())).send(command);
  }

  const reconcile = (event: object = {}) => runFunction(cloud(), "reconcileAccounts", event);
  /** Without the wait, as an operator does who knows that the users left. */
  const reconcileNow = () => reconcile({ missingDays: 0 });
  const later = (days: number) => turnClock(cloud(), "reconcileAccounts", days * 86_400_000);
  afterEach(() => later(0));

  const keysOf = async (ledgerId: string) =>
    (await itemsOf(cloud(), "Ledgers", ledgerId)).map(({ sk, closed, expiresAt }) => [
      sk,
      closed !== undefined,
      expiresAt !== undefined,
    ]);
  const ERASED = [["user", true, true]];
  const logTea = ({ api }: TestUser) => api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });

  it("are closed and erased, whatever was stored for them, and no others", async function () {
    this.timeout(60_000);
    const kept = await signUpUser(cloud());
    await logTea(kept);
    const home = await create(kept);
    const stores: Record<string, (user: TestUser) => Promise<unknown>> = {
      expense: logTea,
      export: ({ api }) => api("POST", "/exports"),
      subscription: ({ api }) => api("POST", "/alerts/subscription"),
      report: ({ api }) => api("POST", "/reports/2026-10"),
      settings: ({ api }) =>
        api("PUT", "/settings", { body: { currency: "EUR", theme: "dark" }, headers: { "If-Match": '"0"' } }),
      "ledger with members": (user) => create(user),
      membership: async (user) => join(user, home.id, (await invite(kept, home.id, "viewer")).secret),
      budget: ({ api }) => {
        const body = { name: "Food", amount: "400", currency: "EUR", period: "month" };
        return api("PUT", `/budgets/${newExpenseId(new Date())}`, { body, headers: { "If-Match": '"0"' } });
      },
      calendar: ({ api }) => api("POST", "/calendar", { body: { amounts: true } }),
      "key of a device": ({ api }) => api("GET", "/account/device-key"),
      "ended sessions": async ({ ledgerId }) =>
        databaseOf(cloud()).send(
          new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "user", validAfter: 1 } }),
        ),
    };
    // Notes the addresses.
    await reconcile();
    const gone: TestUser[] = [];
    for (const [what, store] of Object.entries(stores)) {
      const user = await signUpUser(cloud());
      await store(user);
      expect((await storedOf(cloud(), user)).ledger, what).not.to.deep.equal([]);
      gone.push(user);
    }
    await settled(cloud());
    const before = await storedOf(cloud(), kept);
    for (const user of gone) await deleteInCognito(user);

    expect(await reconcileNow()).to.deep.equal({
      result: { closed: gone.length, erased: 0, restarted: 0, missing: 0 },
    });
    await settled(cloud());
    for (const user of gone) {
      expect(await keysOf(user.ledgerId)).to.deep.equal(ERASED);
      expect((await user.api("GET", "/settings")).status).to.equal(401);
    }
    expect(await storedOf(cloud(), kept)).to.deep.equal(before);
    expect((await listed(kept)).find(({ id }) => id === home.id)?.memberCount).to.equal(1);
    // The ledger that has no members any more.
    expect(await reconcileNow()).to.deep.equal({
      result: { closed: 0, erased: 1, restarted: 0, missing: 0 },
    });
    await settled(cloud());
  });

  it("are found by their addresses if nothing was stored for them but a membership", async () => {
    const owner = await signUpUser(cloud());
    const home = await create(owner);
    const gone = await joined(cloud(), owner, home.id, "viewer");
    await asOfFormerRelease(cloud(), gone);
    const waiting = await inviteUser(cloud());
    expect(await reconcile()).to.deep.equal({ result: { closed: 0, erased: 0, restarted: 0, missing: 0 } });
    expect((await keysOf(gone.ledgerId)).map(([sk]) => sk)).to.deep.equal(["address", `in#${home.id}`]);
    // Who never signed in has nothing to find.
    expect((await allItemsOf(cloud(), "Ledgers")).filter(({ email }) => email === waiting)).to.deep.equal([]);
    await deleteInCognito(gone);
    expect((await reconcileNow()).result).to.include({ closed: 1 });
    await settled(cloud());
    expect((await listed(owner)).find(({ id }) => id === home.id)?.memberCount).to.equal(1);
    expect(await keysOf(gone.ledgerId)).to.deep.equal(ERASED);
  });

  it("are closed seven days after they were first found, however many there are", async function () {
    this.timeout(120_000);
    // As they are left when their users are deleted.
    const gone = Array.from({ length: MANY_MISSING + 1 }, () => randomUUID());
    for (const ledgerId of gone) {
      await databaseOf(cloud()).send(
        new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "user", deviceKey: "0" } }),
      );
    }
    const error = {
      errorType: "MissingUsersError",
      errorMessage: "Accounts without a user: 21. Each is closed 7 days after this was first found.",
    };
    // An operator is notified, and has these days to find out whether the user pool is the right one.
    expect((await reconcile()).error).to.include(error);
    await later(6.9);
    expect((await reconcile()).error).to.include(error);
    expect(await Promise.all(gone.map(keysOf))).to.deep.equal(gone.map(() => [["user", false, false]]));
    await later(7.1);
    expect((await reconcile()).result).to.deep.equal({ closed: 21, erased: 0, restarted: 0, missing: 0 });
    await settled(cloud());
    expect(await Promise.all(gone.map(keysOf))).to.deep.equal(gone.map(() => ERASED));
  });

  it("are not closed if their users are there again in the meantime", async () => {
    const user = await signUpUser(cloud());
    const { ledgerId } = user;
    const missingSince = "2026-01-01T00:00:00.000Z";
    await databaseOf(cloud()).send(
      new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "user", missingSince } }),
    );
    expect((await reconcile()).result).to.deep.equal({ closed: 0, erased: 0, restarted: 0, missing: 0 });
    expect((await storedOf(cloud(), user)).ledger).to.deep.equal([
      { ledgerId, sk: "address", email: user.email, version: 1 },
      { ledgerId, sk: "user" },
    ]);
    await deleteInCognito(user);
    // A household: an operator is notified of each.
    expect((await reconcile()).error).to.include({
      errorType: "MissingUsersError",
      errorMessage: "Accounts without a user: 1. Each is closed 7 days after this was first found.",
    });
    expect((await reconcileNow()).result).to.deep.equal({ closed: 1, erased: 0, restarted: 0, missing: 0 });
    await settled(cloud());
  });

  it("and users who were disabled by the AWS CLI are found, and what they shared ends", async () => {
    const user = await signUpUser(cloud());
    const { id } = await create(user);
    const { secret } = await invite(user, id, "editor");
    const feed = await user.api<{ path: string }>("POST", "/calendar", { ...inside(id), body: {} });
    const used = async () => [
      (await lookUp(await signUpUser(cloud()), id, secret)).status,
      (await fetch(cloud().output("apiUrl") + feed.body.path)).status,
    ];
    const markOf = async () =>
      (await storedOf(cloud(), user)).ledger.find(({ sk }) => sk === "user")?.disabledSince;
    const account = accountOf(cloud(), user.email);
    expect(await used()).to.deep.equal([200, 200]);
    await cognitoOf(cloud()).send(new AdminDisableUserCommand(account));
    await reconcile();
    expect(await used()).to.deep.equal([404, 404]);
    // Which also keeps mails from them.
    const mark = await markOf();
    expect(mark).to.be.a("string");
    await reconcile();
    expect(await markOf()).to.equal(mark);
    await cognitoOf(cloud()).send(new AdminEnableUserCommand(account));
    await reconcile();
    expect(await markOf()).to.equal(undefined);

    // The page does not wait for the job.
    const admin = await signUpAdmin(cloud());
    const enable = (enabled: boolean) =>
      admin.api("PATCH", `/admin/users/${user.ledgerId}`, { body: { enabled } });
    expect((await enable(false)).status).to.equal(200);
    await cognitoOf(cloud()).send(new AdminEnableUserCommand(account));
    expect(await markOf()).to.be.a("string");
    expect((await enable(true)).status).to.equal(200);
    expect(await markOf()).to.equal(undefined);
  });

  it("and erasures that are not complete after days are started again, once a day", async () => {
    const [stale, recent] = [await signUpUser(cloud()), await signUpUser(cloud())];
    for (const [{ ledgerId }, days] of [
      [stale, 5],
      [recent, 3],
    ] as const) {
      const closed = new Date(Date.now() - days * 86_400_000).toISOString();
      await databaseOf(cloud()).send(
        new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "user", closed, validAfter: 1 } }),
      );
    }
    expect((await reconcile()).result).to.deep.equal({ closed: 0, erased: 0, restarted: 1, missing: 0 });
    await settled(cloud());
    expect(await keysOf(stale.ledgerId)).to.deep.equal(ERASED);
    expect(await keysOf(recent.ledgerId)).to.deep.equal([["user", true, false]]);
    expect((await reconcile()).result).to.deep.equal({ closed: 0, erased: 0, restarted: 0, missing: 0 });
  });

  it("and erased ones are erased again if a restored table brings their expenses back", async function () {
    this.timeout(60_000);
    const user = await signUpUser(cloud());
    await logTea(user);
    const { expenses } = await storedOf(cloud(), user);
    expect((await user.api("DELETE", "/account")).status).to.equal(202);
    await settled(cloud());
    // The marker outlives every time that the table can be restored to.
    const [marker] = (await storedOf(cloud(), user)).ledger;
    expect(Number(marker?.expiresAt) - Date.now() / 1000).to.be.above(35 * 86_400);
    for (const Item of expenses)
      await databaseOf(cloud()).send(new PutCommand({ TableName: "Expenses", Item }));
    expect((await reconcile()).result).to.include({ restarted: 0 });
    const step = await reconcile({ eraseAgain: true });
    expect(step.error).to.equal(undefined);
    await settled(cloud());
    const left = (await storedOf(cloud(), user)).expenses.map(({ description }) => description);
    expect(left).to.deep.equal([""]);
  });

  it("are not ledgers that have members; those that were deleted are erased when their time is over", async function () {
    this.timeout(60_000);
    const owner = await signUpUser(cloud());
    const create = async () => {
      const { body } = await owner.api<{ id: string }>("POST", "/ledgers", { body: { name: "Home" } });
      const headers = { "Ledger-Id": body.id };
      await owner.api("POST", "/expenses", { headers, body: { description: "Rent", amount: 5 } });
      return body.id;
    };
    const [kept, deleted, due] = [await create(), await create(), await create()];
    for (const id of [deleted, due]) await owner.api("DELETE", "/ledger", { headers: { "Ledger-Id": id } });
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Ledgers",
        Key: { ledgerId: due, sk: "profile" },
        UpdateExpression: "SET erasesAt = :now",
        ExpressionAttributeValues: { ":now": new Date().toISOString() },
      }),
    );
    const refused = await owner.api("POST", `/ledgers/${due}/restore`);
    expect(refused.status).to.equal(404);
    const others = async () =>
      Promise.all(
        [kept, deleted].flatMap((id) => ["Ledgers", "Expenses"].map((table) => itemsOf(cloud(), table, id))),
      );
    const before = await others();
    expect((await reconcileNow()).result).to.deep.equal({ closed: 0, erased: 1, restarted: 0, missing: 0 });
    await settled(cloud());
    expect(await others()).to.deep.equal(before);
    expect(await keysOf(due)).to.deep.equal(ERASED);
    expect(JSON.stringify(await itemsOf(cloud(), "Expenses", due))).not.to.include("Rent");
    const keys = (await itemsOf(cloud(), "Ledgers", owner.ledgerId)).map(({ sk }) => sk);
    expect(keys)
      .to.include.members([`in#${kept}`, `in#${deleted}`])
      .and.not.include(`in#${due}`);
    expect((await reconcileNow()).result).to.deep.equal({ closed: 0, erased: 0, restarted: 0, missing: 0 });
  });

  it("are looked for by a job that admins see", async () => {
    const { body } = await (await signUpAdmin(cloud())).api<JobList>("GET", "/admin/jobs");
    expect(body.jobs.find(({ job }) => job === "accounts")?.hoursSinceSuccess).to.be.below(1);
  });
});
