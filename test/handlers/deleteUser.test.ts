import { expect } from "chai";
import type { AccountPage } from "../../domain/accounts/accountSchemas";
import { signUpAdmin, signUpOnlyAdmin } from "../helpers/admin";
import { jsonHeaders, signIn, signUpUser, type TestUser } from "../helpers/api";
import { problem } from "../helpers/problem";
import { settled, storedOf } from "../helpers/stored";
import { useCountedUsers } from "../helpers/useCloud";

describe("DELETE /admin/users/{id}", () => {
  const cloud = useCountedUsers();
  let admin: TestUser;
  before(async () => {
    admin = await signUpOnlyAdmin(cloud());
  });

  const remove = (by: TestUser, id: string) => by.api("DELETE", `/admin/users/${id}`);
  const refusal = (status: number, code: Parameters<typeof problem>[0]) => ({
    status,
    headers: jsonHeaders(cloud()),
    body: problem(code),
  });

  it("erases another user as they would themselves, from their next request on", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });
    expect(await remove(admin, user.ledgerId)).to.deep.equal({
      status: 202,
      headers: jsonHeaders(cloud()),
      body: { message: "The account and its data are being deleted." },
    });
    expect(await user.api("GET", "/expenses")).to.deep.equal(refusal(401, "session.expired"));
    // An account that is being erased has no user any more.
    expect(await remove(admin, user.ledgerId)).to.deep.equal(refusal(404, "user.notFound"));
    await settled(cloud());
    const { expenses, ledger } = await storedOf(cloud(), user);
    expect(expenses.map(({ description }) => description)).to.deep.equal([""]);
    expect(ledger.map(({ sk }) => sk)).to.deep.equal(["user"]);
    const { body } = await admin.api<AccountPage>("GET", "/admin/users");
    expect(body.accounts.map(({ id }) => id)).not.to.include(user.ledgerId);
  });

  it("refuses admins themselves, members and ids of nobody", async () => {
    const user = await signUpUser(cloud());
    expect(await remove(admin, admin.ledgerId)).to.deep.equal(refusal(409, "user.self"));
    expect(await remove(user, admin.ledgerId)).to.deep.equal(refusal(403, "admin.required"));
    expect(await remove(admin, "00000000-0000-0000-0000-000000000000")).to.deep.equal(
      refusal(404, "user.notFound"),
    );
    expect((await admin.api("GET", "/settings")).status).to.equal(200);
  });

  it("leaves one admin when two delete each other at once", async function () {
    this.timeout(120_000);
    for (let round = 1; round <= 3; round += 1) {
      const other = await signUpAdmin(cloud());
      const results = await Promise.all([remove(admin, other.ledgerId), remove(other, admin.ledgerId)]);
      const statuses = results.map(({ status }) => status);
      expect(statuses.filter((status) => status === 202)).to.have.length(1);
      // The second finds itself signed out, or no admin any more once it is its turn.
      expect(statuses.find((status) => status !== 202)).to.be.oneOf([401, 403]);
      if (statuses[1] === 202) admin = other;
      admin = { ...admin, ...(await signIn(cloud(), admin.email, admin.password)) };
      await settled(cloud());
      const { body } = await admin.api<AccountPage>("GET", "/admin/users");
      expect(body.accounts.filter((one) => one.admin).map(({ id }) => id)).to.deep.equal([admin.ledgerId]);
    }
  });
});
