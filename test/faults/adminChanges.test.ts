import {
  CognitoIdentityProviderClient,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { AccountPage } from "../../domain/accounts/accountSchemas";
import { makeAdmin, signUpAdmin } from "../helpers/admin";
import { signIn, signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, itemsOf } from "../helpers/cloud";
import type { AwsCall } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { withSecondFactor } from "../helpers/secondFactor";

interface Change {
  body: { admin: boolean } | { enabled: boolean };
  /** A user to be changed. */
  subject(): Promise<TestUser>;
  /** The writes of the change, in their order: deny, change Cognito, let go. */
  writes: string[];
}

describe("an admin's change whose function is killed", () => {
  const faulty = useFaultyCloud();
  let root: TestUser;
  before(async () => {
    root = await signUpAdmin(faulty().cloud);
  });

  const changeOf =
    (body: Change["body"]) =>
    ({ ledgerId }: TestUser) =>
      root.api("PATCH", `/admin/users/${ledgerId}`, { body });

  const CHANGES: Record<string, Change> = {
    promotion: {
      body: { admin: true },
      subject: async () => withSecondFactor(faulty().cloud, await signUpUser(faulty().cloud)),
      writes: ["UpdateItem", "AdminAddUserToGroup", "UpdateItem"],
    },
    demotion: {
      body: { admin: false },
      subject: () => signUpAdmin(faulty().cloud),
      writes: ["UpdateItem", "AdminRemoveUserFromGroup", "AdminUserGlobalSignOut", "UpdateItem"],
    },
    disabling: {
      body: { enabled: false },
      subject: () => signUpAdmin(faulty().cloud),
      writes: ["UpdateItem", "AdminDisableUser", "AdminUserGlobalSignOut", "UpdateItem"],
    },
    enabling: {
      body: { enabled: true },
      subject: async () => {
        const user = await signUpAdmin(faulty().cloud);
        await changeOf({ enabled: false })(user);
        return user;
      },
      writes: ["UpdateItem", "AdminEnableUser", "UpdateItem"],
    },
  };

  const isWrite = ({ operation }: AwsCall) => operation === "UpdateItem" || /^Admin(?!Get)/.test(operation);

  for (const [what, { body, subject, writes }] of Object.entries(CHANGES)) {
    it(`writes in the order in which ${what} is tested`, async () => {
      const user = await subject();
      const seen: string[] = [];
      faulty().proxy.rule = (call) => void (isWrite(call) && seen.push(call.operation));
      expect((await changeOf(body)(user)).status).to.equal(200);
      expect(seen).to.deep.equal(writes);
    });

    for (const [place, operation] of writes.entries()) {
      for (const when of ["before", "after"] as const) {
        it(`${when} ${operation} (write ${place + 1}) of ${what} leaves no right that was not acknowledged`, async function () {
          this.timeout(60_000);
          const { cloud, proxy } = faulty();
          const user = await subject();
          const hadRights = await rightsOf(user);
          let count = 0;
          proxy.rule = (call) => {
            if (!isWrite(call)) return undefined;
            count += 1;
            const kill = () => cloud.lambda.terminate("changeUser");
            return count === place + 1 ? { kind: "break", when, beforehand: kill } : undefined;
          };
          expect((await changeOf(body)(user)).status).to.equal(502);
          proxy.reset();

          const isDone = place === writes.length - 1 && when === "after";
          const isStarted = place > 0 || when === "after";
          const rights = await rightsOf(user);
          // Only the last write of all gives a right; the first one takes it, for every token.
          if ("admin" in body && body.admin) expect(rights.admin).to.equal(isDone);
          if ("enabled" in body && body.enabled) expect(rights.user).to.equal(isDone);
          if ("admin" in body && !body.admin) expect(rights.admin).to.equal(!isStarted && hadRights.admin);
          if ("enabled" in body && !body.enabled) expect(rights.user).to.equal(!isStarted && hadRights.user);

          await expireLease();
          const again = await changeOf(body)(user);
          expect([again.status, again.body]).to.deep.equal([200, await listed(user)]);
          expect(again.body).to.include(body);
          expect(await recordOf(user)).not.to.have.any.keys("admin", "enabled");
        });
      }
    }
  }

  it("is complete once it is acknowledged: Cognito and the table agree, also for the AWS CLI", async () => {
    const { cloud } = faulty();
    const user = await signUpAdmin(cloud);
    await changeOf({ admin: false })(user);
    expect(await admins())
      .to.include(root.email)
      .and.not.include(user.email);
    expect((await rightsOf(user)).admin).to.equal(false);
    const again = await makeAdmin(cloud, user);
    expect((await again.api("GET", "/admin/jobs")).status).to.equal(200);
  });

  /** The user's rights by any of their tokens: the one from before, or one of a sign-in now. */
  async function rightsOf(user: TestUser): Promise<{ user: boolean; admin: boolean }> {
    const { cloud } = faulty();
    const now = await signIn(cloud, user.email, user.password).catch(() => undefined);
    const statuses = await Promise.all(
      [user, ...(now ? [now] : [])].map(async ({ api }) => [
        (await api("GET", "/settings")).status,
        (await api("GET", "/admin/jobs")).status,
      ]),
    );
    return {
      user: statuses.some(([settings]) => settings === 200),
      admin: statuses.some(([, jobs]) => jobs === 200),
    };
  }

  async function listed({ ledgerId }: TestUser) {
    let cursor: string | undefined;
    do {
      const query: string = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
      const { body } = await root.api<AccountPage>("GET", `/admin/users${query}`);
      const found = body.accounts.find(({ id }) => id === ledgerId);
      if (found) return found;
      cursor = body.cursor;
    } while (cursor !== undefined);
    return undefined;
  }

  async function recordOf({ ledgerId }: TestUser) {
    return (await itemsOf(faulty().cloud, "Ledgers", ledgerId)).find(({ sk }) => sk === "user");
  }

  /** Simulates time: a killed holder gives nothing back. */
  async function expireLease(): Promise<void> {
    await databaseOf(faulty().cloud).send(
      new UpdateCommand({
        TableName: "Ledgers",
        Key: { ledgerId: "system", sk: "lease#admins" },
        UpdateExpression: "SET heldUntil = :past",
        ExpressionAttributeValues: { ":past": 0 },
      }),
    );
  }

  /** The attributes of all admins. */
  async function admins(): Promise<(string | undefined)[]> {
    const { cloud } = faulty();
    const { Users = [] } = await new CognitoIdentityProviderClient(clientOf(cloud)).send(
      new ListUsersInGroupCommand({ UserPoolId: cloud.output("userPoolId"), GroupName: "admin" }),
    );
    return Users.flatMap(({ Attributes = [] }) => Attributes.map(({ Value }) => Value));
  }
});
