import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, password, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("creating users", () => {
    const create = (Username = email) =>
      pool().api.send(
        new AdminCreateUserCommand({ UserPoolId: pool().id, Username, TemporaryPassword: password }),
      );

    it("rejects addresses that are taken or invalid, and weak passwords", async () => {
      await create();
      await refused(create("Ann@Example.org"), "UsernameExistsException", "User account already exists");
      await refused(create("ann"), "InvalidParameterException", "Username should be an email.");
      const policy = "Password did not conform with policy: Password";
      for (const [weak, fault] of [
        ["Short1", "not long enough"],
        ["correct-horse-7", "must have uppercase characters"],
        ["CORRECT-HORSE-7", "must have lowercase characters"],
        ["Correct-Horse-Battery", "must have numeric characters"],
      ]) {
        const user = { UserPoolId: pool().id, Username: email, Password: weak };
        const set = pool().api.send(new AdminSetUserPasswordCommand(user));
        await refused(set, "InvalidPasswordException", `${policy} ${fault}`);
      }
    });

    it("creates one of two simultaneous users with the same address", async () => {
      const results = await Promise.allSettled([create(), create()]);
      expect(results.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    });

    it("is left to administrators", async () => {
      const signUp = new SignUpCommand({ ClientId: pool().clientId, Username: email, Password: password });
      const closed = "SignUp is not permitted for this user pool";
      await refused(pool().api.send(signUp), "NotAuthorizedException", closed);
      await refused(
        pool().declare({ adminCreateUserConfig: { allowAdminCreateUserOnly: false } }),
        "LocalCloudError",
        [
          "the local cloud does not support these inputs:",
          "✖ In the local cloud only administrators create users.",
          "  → at adminCreateUserConfig.allowAdminCreateUserOnly",
        ].join("\n"),
      );
    });
  });
});
