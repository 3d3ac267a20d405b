import { randomUUID } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { jsonHeaders, signIn, signUpUser, type TestUser } from "../helpers/api";
import { clientOf, itemsOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { failSns, interceptSns } from "../helpers/faults";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

const SUBSCRIPTION = "/alerts/subscription";

/** SNS response when a topic has reached its limit of filter policies. */
const FULL = {
  status: 403,
  text: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>FilterPolicyLimitExceeded</Code><Message>Limit</Message></Error></ErrorResponse>`,
};

/** Turns the user's alert emails on and confirms them by the link in the email. */
async function subscribe(cloud: TestCloud, user: TestUser): Promise<void> {
  await user.api("POST", SUBSCRIPTION);
  await followLink((await mailsTo(cloud, user.email)).at(-1), "Confirm subscription");
}

const logLarge = (user: TestUser) =>
  user.api("POST", "/expenses", { body: { description: "Desk", amount: 600 } });

describe("/alerts/subscription", () => {
  const cloud = useCloud();
  const answer = (body: unknown) => ({ status: 200, headers: jsonHeaders(cloud()), body });
  const alertsTo = async (user: TestUser) =>
    (await mailsTo(cloud(), user.email)).filter(({ subject }) => subject.startsWith("Expense Alert"));

  it("is off until requested, pending until confirmed, then on, then off", async () => {
    const user = await signUpUser(cloud());
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));

    const pending = answer({ state: "pending", email: user.email });
    expect(await user.api("POST", SUBSCRIPTION)).to.deep.equal(pending);
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(pending);
    await logLarge(user);
    expect(await alertsTo(user)).to.deep.equal([]);

    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    const on = answer({ state: "on", email: user.email });
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(on);
    expect(await user.api("POST", SUBSCRIPTION)).to.deep.equal(on);
    await logLarge(user);
    expect(await alertsTo(user)).to.have.length(1);

    expect(await user.api("DELETE", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    await logLarge(user);
    expect(await alertsTo(user)).to.have.length(1);
  });

  it("sends the confirmation again when it is turned on again while pending", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", SUBSCRIPTION);
    await user.api("POST", SUBSCRIPTION);
    const asked = (await mailsTo(cloud(), user.email)).filter(({ subject }) =>
      subject.includes("Subscription Confirmation"),
    );
    expect(asked).to.have.length(2);
    await followLink(asked[0], "Confirm subscription");
    expect((await user.api("GET", SUBSCRIPTION)).body).to.deep.equal({ state: "on", email: user.email });
  });

  it("shows that it was ended by the link in an alert, and is forgotten then", async () => {
    const user = await signUpUser(cloud());
    await subscribe(cloud(), user);
    await logLarge(user);
    await followLink((await alertsTo(user)).at(-1), "Unsubscribe");
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    const kinds = (await itemsOf(cloud(), "Ledgers", user.ledgerId)).map(({ sk }) => sk);
    expect(kinds).to.not.include("alertSubscription");
    await logLarge(user);
    expect(await alertsTo(user)).to.have.length(1);
    await subscribe(cloud(), user);
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "on", email: user.email }));
  });

  it("stays off when it was switched off before it was confirmed, whenever that comes", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", SUBSCRIPTION);
    expect(await user.api("DELETE", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
    await logLarge(user);
    expect(await alertsTo(user)).to.deep.equal([]);
  });

  it("is on again when it was switched off and on before it was confirmed", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", SUBSCRIPTION);
    await user.api("DELETE", SUBSCRIPTION);
    await user.api("POST", SUBSCRIPTION);
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "on", email: user.email }));
  });

  describe("of a user who changes the email address", () => {
    /** Confirms by the newest email with a link: the old address is also told of the change. */
    async function confirm(email: string): Promise<void> {
      const mails = await mailsTo(cloud(), email);
      await followLink(mails.filter(({ links }) => links !== undefined).at(-1), "Confirm subscription");
    }

    /** Changes the address, as the page does, and signs in with it. */
    async function moved(user: TestUser): Promise<TestUser> {
      const email = `${randomUUID()}@example.com`;
      await user.api("PUT", "/account/email", { body: { email } });
      const Code = /\d{6}/.exec((await mailsTo(cloud(), email)).at(-1)?.text ?? "")?.[0];
      const proof = { AccessToken: user.accessToken, AttributeName: "email", Code };
      await new CognitoIdentityProviderClient(clientOf(cloud())).send(new VerifyUserAttributeCommand(proof));
      return { ...user, email, ...(await signIn(cloud(), email, user.password)) };
    }

    it("follows to the new address, which confirms it; the old one gets no alert any more", async () => {
      const before = await signUpUser(cloud());
      await subscribe(cloud(), before);
      const user = await moved(before);
      expect((await user.api("GET", SUBSCRIPTION)).body).to.deep.equal({ state: "on", email: before.email });
      expect(await user.api("POST", SUBSCRIPTION)).to.deep.equal(
        answer({ state: "pending", email: user.email }),
      );
      await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
      await logLarge(user);
      expect(await alertsTo(before)).to.deep.equal([]);
      expect(await alertsTo(user)).to.have.length(1);
      expect((await storedOf(cloud(), before)).subscriptions).to.deep.equal([]);
    });

    it("follows also if the old address never confirmed it, and ends there when it does", async () => {
      const before = await signUpUser(cloud());
      await before.api("POST", SUBSCRIPTION);
      const user = await moved(before);
      expect(await user.api("POST", SUBSCRIPTION)).to.deep.equal(
        answer({ state: "pending", email: user.email }),
      );
      await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
      const on = answer({ state: "on", email: user.email });
      expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(on);
      await confirm(before.email);
      expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(on);
      await logLarge(user);
      expect(await alertsTo(before)).to.deep.equal([]);
      expect(await alertsTo(user)).to.have.length(1);
      const [stored] = (await itemsOf(cloud(), "Ledgers", user.ledgerId)).filter(
        ({ sk }) => sk === "alertSubscription",
      );
      expect(stored).to.include({ email: user.email, wanted: true }).and.not.to.have.property("replaced");
    });

    it("and turns it off leaves nothing that either address could confirm", async () => {
      const before = await signUpUser(cloud());
      await before.api("POST", SUBSCRIPTION);
      const user = await moved(before);
      await user.api("POST", SUBSCRIPTION);
      expect(await user.api("DELETE", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
      for (const { email } of [before, user]) await confirm(email);
      expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
      await logLarge(user);
      expect([await alertsTo(before), await alertsTo(user)]).to.deep.equal([[], []]);
      const kinds = (await itemsOf(cloud(), "Ledgers", user.ledgerId)).map(({ sk }) => sk);
      expect(kinds).not.to.include("alertSubscription");
    });
  });

  it("is rejected when the topic is full, and stays off", async () => {
    const user = await signUpUser(cloud());
    const sns = await interceptSns(
      cloud(),
      ["subscribeToAlerts"],
      async ({ parameters, forward, response }) => {
        const { status, text } = parameters.get("Action") === "Subscribe" ? FULL : await forward();
        response.writeHead(status, { "Content-Type": "text/xml" }).end(text);
      },
    );
    const refused = await user.api("POST", SUBSCRIPTION);
    await sns.restore();
    expect(refused).to.deep.equal({
      status: 409,
      headers: jsonHeaders(cloud()),
      body: problem("subscription.noRoom"),
    });
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
  });

  it("reports that it is unavailable while SNS is down", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", SUBSCRIPTION);
    const sns = await failSns(cloud(), ["getAlertSubscription"]);
    const failed = await user.api("GET", SUBSCRIPTION);
    await sns.restore();
    expect(failed).to.deep.equal({
      status: 503,
      headers: { ...jsonHeaders(cloud()), "retry-after": "2" },
      body: problem("server.busy"),
    });
  });

  it("can be switched off when it is off", async () => {
    const user = await signUpUser(cloud());
    expect(await user.api("DELETE", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
  });

  it("is each user's own", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    await subscribe(cloud(), user);
    await logLarge(other);
    expect(await alertsTo(user)).to.deep.equal([]);
    await other.api("DELETE", SUBSCRIPTION);
    expect(await user.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "on", email: user.email }));
    expect(await other.api("GET", SUBSCRIPTION)).to.deep.equal(answer({ state: "off" }));
  });
});
