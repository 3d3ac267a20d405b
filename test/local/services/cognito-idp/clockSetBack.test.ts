import {
  AssociateSoftwareTokenCommand,
  ForgotPasswordCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { TestClock } from "../../../helpers/testClock";
import { totpCode } from "../../../helpers/totp";
import { refused } from "../../refused";
import { email, password, usePool } from "./fixture";

const DAY = 86_400_000;

describe("local Cognito, when the machine's clock is set back,", () => {
  const pool = usePool();
  const clock = new TestClock(0);
  beforeEach(() => {
    clock.now = Date.now();
    clock.start();
  });
  afterEach(() => clock.stop());

  const failFiveTimes = async (fail: () => Promise<unknown>) => {
    for (let tries = 0; tries < 5; tries++) await fail().catch(() => {});
  };
  const wrongPassword = () => pool().signIn(email, "Wrong-Horse-77");

  it("refuses passwords no longer than a quarter of an hour", async () => {
    await pool().cloud.service.createUser(pool().id, email, password);
    await clock.differing(DAY, () => failFiveTimes(wrongPassword));
    expect((await pool().signIn()).AuthenticationResult?.IdToken).to.be.a("string");
  });

  it("goes on refusing passwords if the clock is only synchronized", async () => {
    await pool().cloud.service.createUser(pool().id, email, password);
    await clock.differing(30_000, () => failFiveTimes(wrongPassword));
    await refused(pool().signIn(), "NotAuthorizedException", "Password attempts exceeded");
  });

  it("refuses codes of the app no longer than a quarter of an hour", async () => {
    const { access: AccessToken } = await pool().signedIn();
    const { SecretCode: secret = "" } = await pool().api.send(
      new AssociateSoftwareTokenCommand({ AccessToken }),
    );
    await pool().api.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: totpCode(secret) }));
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await pool().api.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    const answer = async (SOFTWARE_TOKEN_MFA_CODE: string) => {
      const { Session, ChallengeName } = await pool().signIn();
      const ChallengeResponses = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE };
      const input = { ClientId: pool().clientId, Session, ChallengeName, ChallengeResponses };
      return pool().api.send(new RespondToAuthChallengeCommand(input));
    };
    await clock.differing(DAY, () => failFiveTimes(() => answer("000000")));
    expect((await answer(totpCode(secret, 1))).AuthenticationResult?.IdToken).to.be.a("string");
  });

  it("sends codes, however many were sent in the hours to come", async () => {
    await pool().cloud.service.createUser(pool().id, email, password);
    const forgot = () =>
      pool().api.send(new ForgotPasswordCommand({ ClientId: pool().clientId, Username: email }));
    await clock.differing(DAY, async () => {
      for (let requests = 0; requests < 20; requests++) await forgot();
      await refused(
        forgot(),
        "LimitExceededException",
        "Attempt limit exceeded, please try after some time.",
      );
    });
    await forgot();
    expect(pool().cloud.mails).to.have.length(21);
  });
});
