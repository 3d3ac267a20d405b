import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Account, AccountPage } from "../../domain/accounts/accountSchemas";
import { signUpAdmin, signUpOnlyAdmin } from "../helpers/admin";
import { jsonHeaders, signIn, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCountedUsers } from "../helpers/useCloud";

const ROUNDS = process.env.FULL ? 20 : 2;

describe("the last admin", () => {
  const cloud = useCountedUsers();
  let admin: TestUser;
  before(async () => {
    admin = await signUpOnlyAdmin(cloud());
  });

  const change = (by: TestUser, { ledgerId }: Pick<TestUser, "ledgerId">, body: object) =>
    by.api("PATCH", `/admin/users/${ledgerId}`, { body });

  async function admins(): Promise<string[]> {
    const by = await signIn(cloud(), admin.email, admin.password);
    const { body } = await by.api<AccountPage>("GET", "/admin/users");
    return body.accounts.filter((one) => one.admin && one.enabled).map(({ id }) => id);
  }

  for (const body of [{ admin: false }, { enabled: false }]) {
    it(`stays when two change each other to ${JSON.stringify(body)} at once`, async function () {
      this.timeout(120_000);
      for (let round = 1; round <= ROUNDS; round += 1) {
        const other = await signUpAdmin(cloud());
        const mine = await signIn(cloud(), admin.email, admin.password);
        const results = await Promise.all([
          change({ ...admin, ...mine }, other, body),
          change(other, admin, body),
        ]);
        const statuses = results.map(({ status }) => status);
        // The second finds itself signed out, or no admin any more once it is its turn.
        expect(statuses.filter((status) => status === 200)).to.have.length(1);
        expect(statuses.find((status) => status !== 200)).to.be.oneOf([401, 403]);
        if (statuses[1] === 200)
          admin = { ...other, ...(await signIn(cloud(), other.email, other.password)) };
        expect(await admins()).to.deep.equal([admin.ledgerId]);
      }
    });
  }

  it("cannot close the account until somebody else is an admin", async function () {
    this.timeout(60_000);
    admin = { ...admin, ...(await signIn(cloud(), admin.email, admin.password)) };
    expect(await admin.api("DELETE", "/account")).to.deep.equal({
      status: 409,
      headers: jsonHeaders(cloud()),
      body: problem("user.lastAdmin"),
    });
    for (const item of await itemsOf(cloud(), "Ledgers", admin.ledgerId))
      expect(item).not.to.have.key("closed");
    expect((await admin.api("GET", "/settings")).status).to.equal(200);
    const next = await signUpAdmin(cloud());
    expect((await admin.api("DELETE", "/account")).status).to.equal(202);
    admin = next;
    expect(await admins()).to.deep.equal([next.ledgerId]);
  });

  it("remains while the others have never signed in", async () => {
    const email = `${randomUUID()}@example.com`;
    const invited = await admin.api<Account>("POST", "/admin/users", { body: { email } });
    const promoted = await change(admin, { ledgerId: invited.body.id }, { admin: true });
    expect([promoted.status, promoted.body]).to.deep.equal([200, { ...invited.body, admin: true }]);
    const { status, body } = await admin.api("DELETE", "/account");
    expect([status, body]).to.deep.equal([409, problem("user.lastAdmin")]);
    expect(problem("user.lastAdmin").message).to.include("who has signed in before");
    expect((await change(admin, { ledgerId: invited.body.id }, { admin: false })).status).to.equal(200);
  });

  it("is no concern of a user who is none", async () => {
    const user = await signUpUser(cloud());
    expect((await user.api("DELETE", "/account")).status).to.equal(202);
    expect((await user.api("GET", "/settings")).status).to.equal(401);
  });

  it("gives way to one change at a time: many at once are all made, or refused as such", async function () {
    this.timeout(120_000);
    const users = await Promise.all(Array.from({ length: 6 }, () => signUpUser(cloud())));
    const results = await Promise.all(users.map((user) => change(admin, user, { admin: true })));
    const made = users.filter((_, index) => results[index]?.status === 200).map(({ ledgerId }) => ledgerId);
    for (const { status, body } of results) {
      if (status !== 200) expect([status, body]).to.deep.equal([409, problem("users.contended")]);
    }
    expect(made).not.to.be.empty;
    expect(await admins()).to.have.members([admin.ledgerId, ...made]);
    const kept = (await itemsOf(cloud(), "Ledgers", "system")).map(({ sk }) => sk);
    expect(kept).not.to.include("lease#admins");
  });
});
