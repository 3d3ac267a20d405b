import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, password, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("a forgotten password", () => {
    const forgot = (Username = email) =>
      pool().api.send(new ForgotPasswordCommand({ ClientId: pool().clientId, Username }));
    const confirm = (ConfirmationCode: string, Password: string, Username = email) =>
      pool().api.send(
        new ConfirmForgotPasswordCommand({ ClientId: pool().clientId, Username, ConfirmationCode, Password }),
      );

    it("is replaced with a mailed code, once", async () => {
      await pool().cloud.service.createUser(pool().id, email, password);
      await forgot();
      expect(pool().cloud.mails.map(({ text }) => text)).to.deep.equal([
        `Your password reset code is ${pool().lastCode()}`,
      ]);
      const weak = "Password did not conform with policy: Password not long enough";
      await refused(confirm(pool().lastCode(), "weak"), "InvalidPasswordException", weak);
      await confirm(pool().lastCode(), "Another-Horse-8");
      await pool().signIn(email, "Another-Horse-8");
      await refused(pool().signIn(), "NotAuthorizedException", "Incorrect username or password.");
      const used = "Invalid code provided, please request a code again.";
      await refused(confirm(pool().lastCode(), password), "ExpiredCodeException", used);
    });

    it("does not reveal who has an account", async () => {
      const known = await pool()
        .cloud.service.createUser(pool().id, email, password)
        .then(() => forgot());
      const unknown = await forgot("anybody@example.net");
      expect(unknown.CodeDeliveryDetails).to.deep.equal(known.CodeDeliveryDetails);
      expect(pool().cloud.mails.map(({ to }) => to)).to.deep.equal([email]);
      const mismatch = "Invalid verification code provided, please try again.";
      await refused(confirm("123456", password, "anybody@example.net"), "CodeMismatchException", mismatch);
    });
  });

  describe("one's own account", () => {
    it("changes its password, and signs out everywhere", async () => {
      const { access, refresh: token } = await pool().signedIn();
      const change = (PreviousPassword: string) =>
        pool().api.send(
          new ChangePasswordCommand({
            AccessToken: access,
            PreviousPassword,
            ProposedPassword: "Another-Horse-8",
          }),
        );
      await refused(change("Wrong-Horse-77"), "NotAuthorizedException", "Incorrect username or password.");
      await change(password);
      await pool().signIn(email, "Another-Horse-8");
      await pool().api.send(new GlobalSignOutCommand({ AccessToken: access }));
      await refused(pool().refresh(token), "NotAuthorizedException", "Refresh Token has been revoked");
    });

    it("keeps the old address until the new one is verified", async () => {
      const { access } = await pool().signedIn();
      const UserAttributes = [{ Name: "email", Value: "new@example.org" }];
      const { CodeDeliveryDetailsList } = await pool().api.send(
        new UpdateUserAttributesCommand({ AccessToken: access, UserAttributes }),
      );
      expect(CodeDeliveryDetailsList?.map(({ Destination }) => Destination)).to.deep.equal(["n***@e***"]);
      const address = async () => {
        const user = await pool().api.send(new GetUserCommand({ AccessToken: access }));
        return user.UserAttributes?.find(({ Name }) => Name === "email")?.Value;
      };
      expect(await address()).to.equal(email);
      expect(pool().cloud.mails.at(-1)?.to).to.equal("new@example.org");
      await pool().api.send(
        new VerifyUserAttributeCommand({
          AccessToken: access,
          AttributeName: "email",
          Code: pool().lastCode(),
        }),
      );
      expect(await address()).to.equal("new@example.org");
      await pool().signIn("new@example.org");
    });

    it("can be deleted, and its address used again", async () => {
      const { access } = await pool().signedIn();
      await pool().api.send(new DeleteUserCommand({ AccessToken: access }));
      await refused(pool().signIn(), "NotAuthorizedException", "Incorrect username or password.");
      await pool().signUp();
    });
  });
});
