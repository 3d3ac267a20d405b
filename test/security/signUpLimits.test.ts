import {
  AdminAddUserToGroupCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { ACCOUNT_MAIL_WORDS } from "../../domain/accounts/accountMailWords";
import { signUpAdmin } from "../helpers/admin";
import { callApi, jsonHeaders, signUpUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { changeCode, turnClock, turnToNoon } from "../helpers/functionClocks";
import { create, invite as inviteTo } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import {
  accountOf,
  ask,
  CODE,
  cognitoOf,
  INVITATION,
  invite,
  newEmail,
  newPassword,
  signInFirst,
  subjectsTo,
} from "../helpers/signUps";
import { BY_INVITATION, useCloud, useCountedUsers } from "../helpers/useCloud";
import { refused } from "../local/refused";

describe("signing up where only admins invite", () => {
  const cloud = useCloud(BY_INVITATION);

  // At noon, so that the day that the quota counts does not end during the test.
  before(() => turnToNoon(cloud(), "signUp"));

  it("is refused, whoever has the address, and nothing is mailed", async () => {
    for (const email of [newEmail(), (await signUpUser(cloud())).email]) {
      expect(await ask(cloud(), "/signup", email)).to.deep.equal({
        status: 403,
        headers: jsonHeaders(cloud()),
        body: problem("signUp.closed"),
      });
      expect(await mailsTo(cloud(), email)).to.deep.equal([]);
    }
  });

  /** An owner, and what makes invitations to a ledger of theirs. */
  async function inviter() {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const invited = async () => ({ ledgerId: id, secret: (await inviteTo(owner, id, "editor")).secret });
    return { owner, invited };
  }

  const by = async (invitation: object, email = newEmail()) => {
    const { status, body } = await callApi(cloud(), "POST", "/signup", { body: { email, invitation } });
    await cloud().lambda.idle();
    return { status, code: Object(body).code, mails: await subjectsTo(cloud(), email) };
  };
  const admitted = { status: 202, code: undefined, mails: [INVITATION] };

  it("is possible by an invitation to a ledger, until somebody has joined by it", async () => {
    const { owner, invited } = await inviter();
    const wrong = { status: 404, code: "invitation.notFound", mails: [] };

    const [email, invitation] = [newEmail(), await invited()];
    expect(await by({ ...invitation, secret: "x".repeat(43) })).to.deep.equal(wrong);
    expect(await by({ ...invitation, ledgerId: owner.ledgerId })).to.deep.equal(wrong);
    expect(await by(invitation, email)).to.deep.equal(admitted);
    // The first email may have been lost.
    expect(await by(invitation, email)).to.deep.equal({ ...admitted, mails: [INVITATION, INVITATION] });

    const { api } = await signInFirst(cloud(), email);
    expect((await api("POST", "/memberships", { body: invitation })).status).to.equal(201);
    expect(await by(invitation, email)).to.deep.include({ status: 404 });

    expect(await by(await invited())).to.deep.equal(admitted);
    const unused = await invited();
    expect(await by(unused)).to.deep.equal({ status: 429, code: "quota.perDay", mails: [] });
  });

  it("leaves the invitation to whoever mistyped their address, or whom no mail reached, and lets one sign in", async () => {
    const { invited } = await inviter();
    const invitation = await invited();
    const [mistyped, email] = [newEmail(), newEmail()];
    expect(await by(invitation, mistyped)).to.deep.equal(admitted);
    expect(await by(invitation, email)).to.deep.equal(admitted);
    // The stranger who has the mistyped address got a password, which opens nothing by now.
    const get = new AdminGetUserCommand(accountOf(cloud(), mistyped));
    await refused(cognitoOf(cloud()).send(get), "UserNotFoundException", "User does not exist.");
    const { api } = await signInFirst(cloud(), email);
    expect((await api("POST", "/memberships", { body: invitation })).status).to.equal(201);
  });

  it("lets nobody else sign up by an invitation once its newcomer has signed in, though they have not joined", async () => {
    const { invited } = await inviter();
    const [invitation, email] = [await invited(), newEmail()];
    expect(await by(invitation, email)).to.deep.equal(admitted);
    const { api } = await signInFirst(cloud(), email);
    expect(await by(invitation)).to.deep.equal({ ...admitted, mails: [] });
    expect((await api("POST", "/memberships", { body: invitation })).status).to.equal(201);
  });

  it("lets one sign up by an invitation, however many ask at the same moment", async () => {
    const { invited } = await inviter();
    const [invitation, emails] = [await invited(), [newEmail(), newEmail()]];
    await Promise.all(emails.map((email) => by(invitation, email)));
    await cloud().lambda.idle();
    const found = await Promise.allSettled(
      emails.map((email) => cognitoOf(cloud()).send(new AdminGetUserCommand(accountOf(cloud(), email)))),
    );
    expect(found.filter(({ status }) => status === "fulfilled")).to.have.length(1);
  });

  it("is impossible by an invitation, too, where that is configured", async () => {
    const { invited } = await inviter();
    const unused = await invited();
    // As deployed with `invitationsAdmit: false`.
    await changeCode(cloud(), "signUp", (code) => code.replace(/!\w+\.invitationsAdmit/, "true"));
    expect(await by(unused)).to.deep.equal({ status: 403, code: "signUp.closed", mails: [] });
  });
});

describe("sign-ups", () => {
  const cloud = useCloud({ quotas: '{"signUps":{"perStack":3,"perAddress":2}}' });

  // At noon, so that the day that the quota counts does not end during the test.
  before(async () => {
    await turnToNoon(cloud(), "sendSignInMail");
  });

  it("have a quota of the stack, which shows in mails only, and does not hold up resets", async () => {
    const [first, second, third] = [newEmail(), newEmail(), newEmail()];
    // One address alone does not use up the day.
    for (const email of [first, first, first, first, second, third]) {
      expect((await ask(cloud(), "/signup", email)).status).to.equal(202);
    }
    const mails = await Promise.all([first, second, third].map((email) => subjectsTo(cloud(), email)));
    expect(mails).to.deep.equal([[INVITATION, INVITATION], [INVITATION], []]);
    const { email } = await signUpUser(cloud());
    await ask(cloud(), "/passwordReset", email);
    expect(await subjectsTo(cloud(), email)).to.deep.equal([CODE]);
  });
});

describe("who signs up and never signs in", () => {
  const cloud = useCountedUsers();

  const turn = (name: string, hours: number) => turnClock(cloud(), name, hours * 60 * 60_000);
  const remove = async (hoursLater: number) => {
    await turn("removeUnusedSignUps", hoursLater);
    const { payload } = await cloud().lambda.invoke("removeUnusedSignUps", {});
    return JSON.parse(payload);
  };

  it("is deleted a day after the last invitation, and the address is free; users, admins and whom an admin invited stay", async function () {
    this.timeout(60_000);
    const [idle, renewed, active, admin] = [newEmail(), newEmail(), newEmail(), newEmail()];
    for (const email of [idle, renewed, active, admin]) await ask(cloud(), "/signup", email);
    await signInFirst(cloud(), active);
    const invited = await invite(cloud());
    const promotion = new AdminAddUserToGroupCommand({ ...accountOf(cloud(), admin), GroupName: "admin" });
    await cognitoOf(cloud()).send(promotion);
    await turn("sendSignInMail", 23.9);
    await ask(cloud(), "/signup", renewed);
    await turn("sendSignInMail", 0);
    expect((await mailsTo(cloud(), renewed)).at(-1)?.text).to.include("within 24 hours");

    expect(await remove(23.9)).to.deep.equal({ removed: 0 });
    expect(await remove(24.1)).to.deep.equal({ removed: 1 });
    const gone = (email: string) => {
      const get = new AdminGetUserCommand(accountOf(cloud(), email));
      return refused(cognitoOf(cloud()).send(get), "UserNotFoundException", "User does not exist.");
    };
    await gone(idle);
    await ask(cloud(), "/signup", idle);
    await signInFirst(cloud(), idle);
    expect(await remove(48)).to.deep.equal({ removed: 1 });
    await gone(renewed);
    for (const email of [active, invited]) {
      await cognitoOf(cloud()).send(new AdminGetUserCommand(accountOf(cloud(), email)));
    }
    const { api } = await signInFirst(cloud(), admin);
    expect((await api("GET", "/account/secondFactor")).body).to.include({ required: true });
  });

  it("stays once an admin has invited them, and keeps the language, and the rights of an admin", async function () {
    this.timeout(60_000);
    const [email, promoted] = [newEmail(), newEmail()];
    for (const address of [email, promoted]) {
      await callApi(cloud(), "POST", "/signup", { body: { email: address, language: "de" } });
    }
    await cloud().lambda.idle();
    const admin = await signUpAdmin(cloud());
    const promotion = new AdminAddUserToGroupCommand({ ...accountOf(cloud(), promoted), GroupName: "admin" });
    await cognitoOf(cloud()).send(promotion);
    for (const address of [email, promoted]) {
      expect((await admin.api("POST", "/admin/users", { body: { email: address } })).status).to.equal(201);
    }
    const { invited, invitationEnds } = ACCOUNT_MAIL_WORDS.de.invitation;
    const { text = "" } = (await mailsTo(cloud(), email)).at(-1) ?? {};
    expect([text.includes(invited), text.includes(invitationEnds)]).to.deep.equal([true, true]);

    expect(await remove(48)).to.deep.equal({ removed: 0 });
    expect((await (await signInFirst(cloud(), email)).api("GET", "/settings")).status).to.equal(200);
    const { api } = await signInFirst(cloud(), promoted);
    expect((await api("GET", "/account/secondFactor")).body).to.include({ required: true });
  });

  it("are told from users whom an operator gave a one-time password: those keep what they have, and stay", async function () {
    this.timeout(60_000);
    const email = newEmail();
    await ask(cloud(), "/signup", email);
    const before = await signInFirst(cloud(), email);
    await before.api("POST", "/ledgers", { body: { name: "Home", colour: "#3366cc" } });
    const given = { ...accountOf(cloud(), email), Password: newPassword() };
    await cognitoOf(cloud()).send(new AdminSetUserPasswordCommand(given));
    expect(await remove(48)).to.deep.equal({ removed: 0 });
    const admin = await signUpAdmin(cloud());
    expect((await admin.api("POST", "/admin/users", { body: { email } })).status).to.equal(201);
    expect((await signInFirst(cloud(), email)).ledgerId).to.equal(before.ledgerId);
  });
});
