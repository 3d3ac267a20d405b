import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
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

  describe("attributes of a user", () => {
    const user = () => ({ UserPoolId: pool().id, Username: email });
    const create = (attributes: Record<string, string>) =>
      pool().api.send(new AdminCreateUserCommand({ ...user(), UserAttributes: listOf(attributes) }));
    const update = (attributes: Record<string, string>) =>
      pool().api.send(
        new AdminUpdateUserAttributesCommand({ ...user(), UserAttributes: listOf(attributes) }),
      );
    const origin = {
      name: "origin",
      mutable: false,
      stringAttributeConstraints: { minLength: "1", maxLength: "4" },
    };
    beforeEach(() => pool().declare({ schemas: [origin] }));

    it("are standard ones and the pool's own", async () => {
      await create({ locale: "de", "custom:origin": "self" });
      const { UserAttributes } = await pool().api.send(new AdminGetUserCommand(user()));
      expect(UserAttributes).to.deep.include.members(listOf({ locale: "de", "custom:origin": "self" }));
    });

    const unfit = "Attributes did not conform to the schema:";
    for (const [name, value, message] of [
      ["cognito:groups", "admin", `${unfit} cognito:groups: Attribute does not exist in the schema.`],
      ["origin", "self", `${unfit} origin: Attribute does not exist in the schema.`],
      ["custom:unknown", "1", `${unfit} custom:unknown: Attribute does not exist in the schema.`],
      ["custom:origin", "where", `${unfit} custom:origin: String must be between 1 and 4 characters long`],
      ["sub", "1", "user.sub: Attribute cannot be updated."],
    ] as const) {
      it(`do not include ${name} "${value}"`, async () => {
        await refused(create({ [name]: value }), "InvalidParameterException", message);
      });
    }

    it("do not change if they are immutable", async () => {
      await create({ "custom:origin": "self" });
      await refused(
        update({ "custom:origin": "them" }),
        "InvalidParameterException",
        "user.custom:origin: Attribute cannot be updated.",
      );
    });
  });
});

function listOf(attributes: Record<string, string>): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
