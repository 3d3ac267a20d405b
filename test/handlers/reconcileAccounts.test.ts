import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { JobList } from "../../domain/jobs/jobSchemas";
import { signUpAdmin } from "../helpers/admin";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf } from "../helpers/cloud";
import { runFunction } from "../helpers/jobs";
import { settled, storedOf } from "../helpers/stored";
import { useOwnCloud } from "../helpers/useCloud";

describe("accounts without a user", () => {
  // The job looks at all of them.
  const cloud = useOwnCloud();

  /** Deletes a user as the public `DeleteUser` does: nobody else is told. */
  async function deleteInCognito({ ledgerId: Username }: TestUser): Promise<void> {
    const command = new AdminDeleteUserCommand({ UserPoolId: cloud().output("userPoolId"), Username });
    await new CognitoIdentityProviderClient(clientOf(cloud())).send(command);
  }

  const reconcile = (event: object = {}) => runFunction(cloud(), "reconcileAccounts", event);
  const keysOf = async (user: TestUser) =>
    (await storedOf(cloud(), user)).ledger.map(({ sk, closed, expiresAt }) => [
      sk,
      closed !== undefined,
      expiresAt !== undefined,
    ]);
  const ERASED = [["user", true, true]];

  it("are closed and erased, whatever was stored for them, and no others", async function () {
    this.timeout(60_000);
    const stores: Record<string, (user: TestUser) => Promise<unknown>> = {
      expense: ({ api }) => api("POST", "/expenses", { body: { description: "Tea", amount: 2 } }),
      export: ({ api }) => api("POST", "/exports"),
      subscription: ({ api }) => api("POST", "/alerts/subscription"),
      report: ({ api }) => api("POST", "/reports/2026-10"),
      settings: ({ api }) => api("PUT", "/settings", { body: {}, headers: { "If-Match": '"0"' } }),
    };
    const kept = await signUpUser(cloud());
    await stores.expense?.(kept);
    const gone: TestUser[] = [];
    for (const store of Object.values(stores)) {
      const user = await signUpUser(cloud());
      await store(user);
      gone.push(user);
    }
    await settled(cloud());
    const before = await storedOf(cloud(), kept);
    for (const user of gone) await deleteInCognito(user);

    expect(await reconcile()).to.deep.equal({ result: { closed: gone.length, restarted: 0 } });
    await settled(cloud());
    for (const user of gone) {
      expect(await keysOf(user)).to.deep.equal(ERASED);
      expect((await user.api("GET", "/settings")).status).to.equal(401);
    }
    expect(await storedOf(cloud(), kept)).to.deep.equal(before);
    expect(await reconcile()).to.deep.equal({ result: { closed: 0, restarted: 0 } });
  });

  it("are left as they are if there are too many: the pool may be lost", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });
    await deleteInCognito(user);
    const before = await storedOf(cloud(), user);
    const { error } = await reconcile({ limit: 0 });
    expect(error).to.include({
      errorType: "MissingUsersError",
      errorMessage: "1 accounts have no user, more than 0. None was closed.",
    });
    expect(await storedOf(cloud(), user)).to.deep.equal(before);
    expect((await reconcile()).result).to.deep.equal({ closed: 1, restarted: 0 });
    await settled(cloud());
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
    expect((await reconcile()).result).to.deep.equal({ closed: 0, restarted: 1 });
    await settled(cloud());
    expect(await keysOf(stale)).to.deep.equal(ERASED);
    expect(await keysOf(recent)).to.deep.equal([["user", true, false]]);
    expect((await reconcile()).result).to.deep.equal({ closed: 0, restarted: 0 });
  });

  it("are looked for by a job that admins see", async () => {
    const { body } = await (await signUpAdmin(cloud())).api<JobList>("GET", "/admin/jobs");
    expect(body.jobs.find(({ job }) => job === "accounts")?.hoursSinceSuccess).to.be.below(1);
  });
});
