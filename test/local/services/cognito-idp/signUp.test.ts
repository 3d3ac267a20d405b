import {
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("signing up", () => {
    it("mails a code, confirms with it, and lets the user sign in by any case of the address", async () => {
      const { $metadata: _, ...answer } = await pool().signUp();
      expect(answer).to.deep.equal({
        UserConfirmed: false,
        UserSub: answer.UserSub,
        CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
      });
      await refused(pool().signIn(), "UserNotConfirmedException", "User is not confirmed.");
      const code = pool().lastCode();
      const mail = {
        to: email,
        subject: "Your verification code",
        text: `Your confirmation code is ${code}`,
      };
      expect(pool().cloud.mails).to.deep.equal([mail]);
      await pool().api.send(
        new ConfirmSignUpCommand({ ClientId: pool().clientId, Username: email, ConfirmationCode: code }),
      );
      const claims = await pool().claimsOf(
        (await pool().signIn("ANN@example.ORG")).AuthenticationResult?.IdToken ?? "",
      );
      expect([claims.sub, claims.email, claims.email_verified]).to.deep.equal([answer.UserSub, email, true]);
    });

    it("rejects addresses that are taken or invalid, and weak passwords", async () => {
      await pool().signUp();
      const taken = "An account with the given email already exists.";
      await refused(pool().signUp("Ann@Example.org"), "UsernameExistsException", taken);
      await refused(pool().signUp("ann"), "InvalidParameterException", "Username should be an email.");
      const policy = "Password did not conform with policy: Password";
      for (const [weak, fault] of [
        ["Short1", "not long enough"],
        ["correct-horse-7", "must have uppercase characters"],
        ["CORRECT-HORSE-7", "must have lowercase characters"],
        ["Correct-Horse-Battery", "must have numeric characters"],
      ]) {
        await refused(
          pool().signUp("bob@example.org", weak),
          "InvalidPasswordException",
          `${policy} ${fault}`,
        );
      }
    });

    it("lets only one of two simultaneous sign-ups with the same address through", async () => {
      const results = await Promise.allSettled([pool().signUp(), pool().signUp()]);
      expect(results.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    });

    it("rejects codes after five wrong ones, until a new one is requested", async () => {
      await pool().signUp();
      const code = pool().lastCode();
      const wrong = code === "000000" ? "000001" : "000000";
      const confirm = (ConfirmationCode: string) =>
        pool().api.send(
          new ConfirmSignUpCommand({ ClientId: pool().clientId, Username: email, ConfirmationCode }),
        );
      const mismatch = "Invalid verification code provided, please try again.";
      for (let tries = 0; tries < 5; tries++)
        await refused(confirm(wrong), "CodeMismatchException", mismatch);
      const limit = "Attempt limit exceeded, please try after some time.";
      await refused(confirm(code), "LimitExceededException", limit);
      await pool().api.send(
        new ResendConfirmationCodeCommand({ ClientId: pool().clientId, Username: email }),
      );
      await confirm(pool().lastCode());
    });

    it("is closed when only the administrator may create users", async () => {
      await pool().declare({ adminCreateUserConfig: { allowAdminCreateUserOnly: true } });
      await refused(pool().signUp(), "NotAuthorizedException", "SignUp is not permitted for this user pool");
    });
  });
});
