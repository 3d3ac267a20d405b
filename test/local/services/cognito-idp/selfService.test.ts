import {
  AdminUpdateUserAttributesCommand,
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
import { email, FAILING, FORBIDDEN, password, usePool } from "./fixture";

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

    it("rejects codes after five wrong ones, until a new one is requested", async () => {
      await pool().cloud.service.createUser(pool().id, email, password);
      await forgot();
      const code = pool().lastCode();
      const wrong = code === "000000" ? "000001" : "000000";
      const mismatch = "Invalid verification code provided, please try again.";
      for (let tries = 0; tries < 5; tries++)
        await refused(confirm(wrong, password), "CodeMismatchException", mismatch);
      const limit = "Attempt limit exceeded, please try after some time.";
      await refused(confirm(code, password), "LimitExceededException", limit);
      await forgot();
      await confirm(pool().lastCode(), password);
    });

    it("calls the trigger with the user before it answers, and fails with it", async () => {
      const trigger = "arn:aws:lambda:us-east-1:000000000000:function:trigger";
      await pool().cloud.service.createUser(pool().id, email, password);
      const reset = async (postConfirmation: string) => {
        await pool().declare({ lambdaConfig: { postConfirmation } });
        await forgot();
        await confirm(pool().lastCode(), "Another-Horse-8");
      };
      await reset(trigger);
      const { AuthenticationResult } = await pool().signIn(email, "Another-Horse-8");
      const { sub } = await pool().claimsOf(AuthenticationResult?.IdToken ?? "");
      expect(pool().cloud.invocations).to.deep.equal([
        {
          name: trigger,
          type: "RequestResponse",
          payload: {
            version: "1",
            region: "us-east-1",
            userPoolId: pool().id,
            userName: sub,
            callerContext: { awsSdkVersion: "local", clientId: pool().clientId },
            triggerSource: "PostConfirmation_ConfirmForgotPassword",
            request: {
              userAttributes: { sub, email, email_verified: "true", "cognito:user_status": "CONFIRMED" },
            },
            response: {},
          },
        },
      ]);
      const failed = "PostConfirmation failed with error no table.";
      await refused(reset(FAILING), "UserLambdaValidationException", failed);
      const denied = "PostConfirmation invocation failed due to error AccessDenied.";
      await refused(reset(FORBIDDEN), "AccessDeniedException", denied);
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

    it("changes the attributes that its client may write, and no others", async () => {
      await pool().declare({}, { writeAttributes: ["locale"] });
      const { access } = await pool().signedIn();
      const update = (Name: string, Value: string) =>
        pool().api.send(
          new UpdateUserAttributesCommand({ AccessToken: access, UserAttributes: [{ Name, Value }] }),
        );
      await update("locale", "de");
      const message = "A client attempted to write unauthorized attribute";
      for (const [name, value] of [
        ["email", "new@example.org"],
        ["email_verified", "true"],
        ["name", "Ann"],
      ] as const) {
        await refused(update(name, value), "NotAuthorizedException", message);
      }
      const claim =
        "Attributes did not conform to the schema: cognito:groups: Attribute does not exist in the schema.";
      await refused(update("cognito:groups", "admin"), "InvalidParameterException", claim);
    });

    it("has a new address that an administrator sets: at once if they vouch for it, else once it is verified", async () => {
      const { access } = await pool().signedIn();
      const set = (...UserAttributes: { Name: string; Value: string }[]) =>
        pool().api.send(
          new AdminUpdateUserAttributesCommand({ UserPoolId: pool().id, Username: email, UserAttributes }),
        );
      const address = async () => {
        const { UserAttributes } = await pool().api.send(new GetUserCommand({ AccessToken: access }));
        return UserAttributes?.find(({ Name }) => Name === "email")?.Value;
      };
      await set({ Name: "email", Value: "new@example.org" });
      expect([await address(), pool().cloud.mails.at(-1)?.to]).to.deep.equal([email, "new@example.org"]);
      await set({ Name: "email", Value: "sure@example.org" }, { Name: "email_verified", Value: "true" });
      expect([await address(), pool().cloud.mails.length]).to.deep.equal(["sure@example.org", 1]);
      await pool().cloud.service.createUser(pool().id, "bob@example.org", password);
      const taken = "An account with the given email already exists.";
      const bob = { UserPoolId: pool().id, Username: "bob@example.org" };
      await refused(
        pool().api.send(
          new AdminUpdateUserAttributesCommand({
            ...bob,
            UserAttributes: [{ Name: "email", Value: "sure@example.org" }],
          }),
        ),
        "AliasExistsException",
        taken,
      );
    });

    it("can be deleted, and its address used again", async () => {
      const { access } = await pool().signedIn();
      await pool().api.send(new DeleteUserCommand({ AccessToken: access }));
      await refused(pool().signIn(), "NotAuthorizedException", "Incorrect username or password.");
      await pool().signedIn();
    });
  });
});
