import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { TestClock } from "../../../helpers/testClock";
import { totpCode } from "../../../helpers/totp";
import { refused } from "../../refused";
import { email, usePool } from "./fixture";

const MISMATCH = ["CodeMismatchException", "Invalid code received for user"] as const;
const NOT_ENABLED = [
  "EnableSoftwareTokenMFAException",
  "Code mismatch and fail enable Software Token MFA",
] as const;
const USED = ["ExpiredCodeException", "Your software token has already been used once."] as const;

describe("local Cognito", () => {
  const pool = usePool();
  const clock = new TestClock(Date.now());
  beforeEach(() => clock.start());
  afterEach(() => clock.stop());

  const associate = async (by: { AccessToken: string }) =>
    pool().api.send(new AssociateSoftwareTokenCommand(by));
  const verify = (by: { AccessToken: string }, UserCode: string) =>
    pool().api.send(new VerifySoftwareTokenCommand({ ...by, UserCode }));
  const turn = (AccessToken: string, Enabled: boolean) =>
    pool().api.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
      }),
    );
  const respond = (Session: string | undefined, ChallengeName: ChallengeNameType, answers: object) =>
    pool().api.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool().clientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: email, ...answers },
      }),
    );
  const answerCode = (session: string | undefined, code: string) =>
    respond(session, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });
  /** A code of the same length that no step near now has. */
  const wrong = (secret: string) => {
    const near = [-2, -1, 0, 1, 2].map((steps) => totpCode(secret, steps));
    return ["000000", "111111", "222222", "333333", "444444", "555555"].find(
      (code) => !near.includes(code),
    ) as string;
  };

  /** A user with an app, whose current code is used up. */
  async function withApp(): Promise<{ access: string; secret: string }> {
    const { access } = await pool().signedIn();
    const { SecretCode: secret = "" } = await associate({ AccessToken: access });
    expect((await verify({ AccessToken: access }, totpCode(secret))).Status).to.equal("SUCCESS");
    await turn(access, true);
    return { access, secret };
  }

  describe("the second factor", () => {
    it("is a code of the app, of now or of the time step before or after", async () => {
      const { secret } = await withApp();
      for (const steps of [-1, 1]) {
        const { ChallengeName, ChallengeParameters, Session } = await pool().signIn();
        expect(ChallengeName).to.equal("SOFTWARE_TOKEN_MFA");
        expect(Object.keys(ChallengeParameters ?? {})).to.deep.equal(["USER_ID_FOR_SRP"]);
        for (const off of [-2, 2]) await refused(answerCode(Session, totpCode(secret, off)), ...MISMATCH);
        const { AuthenticationResult } = await answerCode(Session, totpCode(secret, steps));
        expect((await pool().claimsOf(AuthenticationResult?.IdToken ?? "")).email).to.equal(email);
      }
    });

    it("takes each code once, whether it signed in or verified the app, and each session once", async () => {
      const { secret } = await withApp();
      const { Session } = await pool().signIn();
      await refused(answerCode(Session, totpCode(secret)), ...USED);
      await answerCode(Session, totpCode(secret, 1));
      const over = "Invalid session for the user, session can only be used once.";
      await refused(answerCode(Session, totpCode(secret, -1)), "NotAuthorizedException", over);
      const again = await pool().signIn();
      await refused(answerCode(again.Session, totpCode(secret, 1)), ...USED);
      clock.now += 30_000;
      await refused(answerCode(again.Session, totpCode(secret)), ...USED);
      await answerCode(again.Session, totpCode(secret, 1));
    });

    it("refuses further codes for a while after five wrong ones, also the right one in another session", async () => {
      const { secret } = await withApp();
      const { Session } = await pool().signIn();
      for (let tries = 0; tries < 5; tries += 1) {
        await refused(answerCode(Session, wrong(secret)), ...MISMATCH);
      }
      const limited = ["TooManyFailedAttemptsException", "Too many failed attempts."] as const;
      const again = await pool().signIn();
      await refused(answerCode(again.Session, totpCode(secret, 1)), ...limited);
      clock.now += 1_001;
      await refused(answerCode(again.Session, wrong(secret)), ...MISMATCH);
      clock.now += 1_001;
      await refused(answerCode(again.Session, totpCode(secret, 1)), ...limited);
      clock.now += 1_001;
      await answerCode(again.Session, totpCode(secret, 1));
    });

    it("refuses a challenge of more than three minutes ago, of another name or of nobody", async () => {
      const { secret } = await withApp();
      const { Session } = await pool().signIn();
      const invalid = ["NotAuthorizedException", "Invalid session for the user."] as const;
      await refused(
        respond(Session, "NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: "Another-Horse-8" }),
        ...invalid,
      );
      await refused(answerCode("x".repeat(86), totpCode(secret)), ...invalid);
      clock.now += 180_001;
      const late = "Invalid session for the user, session is expired.";
      await refused(answerCode(Session, totpCode(secret)), "NotAuthorizedException", late);
    });

    it("is shown for those who have no phone at hand, of the app that is being set up, or else of the verified one", async () => {
      const { access, secret } = await withApp();
      const code = () =>
        pool()
          .cloud.service.appCodes()
          .map((one) => [one.email, one.code]);
      expect(code()).to.deep.equal([[email, totpCode(secret)]]);
      const { SecretCode: next = "" } = await associate({ AccessToken: access });
      expect(code()).to.deep.equal([[email, totpCode(next)]]);
    });

    it("stays the app that was verified until another one is", async () => {
      const { access, secret } = await withApp();
      const { SecretCode: next = "" } = await associate({ AccessToken: access });
      await refused(verify({ AccessToken: access }, wrong(next)), ...NOT_ENABLED);
      await answerCode((await pool().signIn()).Session, totpCode(secret, 1));
      await verify({ AccessToken: access }, totpCode(next));
      const { Session } = await pool().signIn();
      await refused(answerCode(Session, totpCode(secret, -1)), ...MISMATCH);
      await answerCode(Session, totpCode(next, 1));
    });

    it("cannot be turned on before an app is verified", async () => {
      const { access } = await pool().signedIn();
      await associate({ AccessToken: access });
      const unverified = "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA";
      await refused(turn(access, true), "InvalidParameterException", unverified);
    });

    it("is shown with the user while it is on, and can be turned off by the user and by an administrator", async () => {
      const { access } = await withApp();
      const shown = async () => {
        const user = await pool().api.send(new GetUserCommand({ AccessToken: access }));
        return [user.UserMFASettingList, user.PreferredMfaSetting];
      };
      expect(await shown()).to.deep.equal([["SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA"]);
      await turn(access, false);
      expect(await shown()).to.deep.equal([undefined, undefined]);
      expect((await pool().signIn()).AuthenticationResult?.IdToken).to.be.a("string");
      await turn(access, true);
      const off = { UserPoolId: pool().id, Username: email, SoftwareTokenMfaSettings: { Enabled: false } };
      await pool().api.send(new AdminSetUserMFAPreferenceCommand(off));
      expect(await shown()).to.deep.equal([undefined, undefined]);
    });
  });
});
