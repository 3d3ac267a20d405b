import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, password, usePool, WRITER } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("a user created by an administrator", () => {
    it("is mailed a temporary password and must choose an own one", async () => {
      const inputs = {
        userPoolId: pool().id,
        username: email,
        attributes: { email, email_verified: "true" },
      };
      const made = await pool().cloud.make("aws:cognito/user:User", "ann", inputs);
      expect(made.state.status).to.equal("FORCE_CHANGE_PASSWORD");
      await pool().cloud.make("aws:cognito/user:User", "ann", inputs);
      expect(pool().cloud.mails.map(({ to, subject }) => [to, subject])).to.deep.equal([
        [email, "Your temporary password"],
      ]);
      const temporary = /password is (.*)\.$/.exec(pool().cloud.mails[0]?.text ?? "")?.[1];
      const challenge = await pool().signIn(email, temporary);
      expect(challenge.ChallengeName).to.equal("NEW_PASSWORD_REQUIRED");
      expect(challenge.ChallengeParameters).to.deep.equal({
        USER_ID_FOR_SRP: made.state.sub,
        requiredAttributes: "[]",
        userAttributes: JSON.stringify({ email, email_verified: "true" }),
      });
      const respond = (NEW_PASSWORD: string) =>
        pool().api.send(
          new RespondToAuthChallengeCommand({
            ClientId: pool().clientId,
            ChallengeName: "NEW_PASSWORD_REQUIRED",
            Session: challenge.Session,
            ChallengeResponses: { USERNAME: email, NEW_PASSWORD },
          }),
        );
      const weak = "Password did not conform with policy: Password not long enough";
      await refused(respond("weak"), "InvalidPasswordException", weak);
      expect((await respond(password)).AuthenticationResult?.TokenType).to.equal("Bearer");
      await refused(
        respond(password),
        "NotAuthorizedException",
        "Invalid session for the user, session can only be used once.",
      );
      expect((await pool().signIn()).ChallengeName).to.equal(undefined);
    });

    it("is invited in the words of the pool's trigger, which gets no password", async () => {
      await pool().declare({ lambdaConfig: { customMessage: WRITER } });
      const user = { UserPoolId: pool().id, Username: email, TemporaryPassword: password };
      await pool().api.send(new AdminCreateUserCommand(user));
      expect(pool().cloud.mails).to.deep.equal([
        { to: email, subject: "Written", text: `For ${email}:\n${password}` },
      ]);
      const [{ payload } = { payload: {} }] = pool().cloud.invocations;
      expect(payload).to.deep.include({ triggerSource: "CustomMessage_AdminCreateUser" });
      expect(payload).to.have.nested.property("request.codeParameter", "{####}");
      expect(JSON.stringify(payload)).not.to.include(password);
    });

    it("is found by list and filter, in groups, and cannot sign in while disabled", async () => {
      await pool().cloud.make("aws:cognito/userGroup:UserGroup", "auditors", {
        userPoolId: pool().id,
        description: "Read all",
      });
      const user = { UserPoolId: pool().id, Username: email };
      await pool().api.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
      expect(pool().cloud.mails).to.deep.equal([]);
      const exists = pool().api.send(new AdminCreateUserCommand(user));
      await refused(exists, "UsernameExistsException", "User account already exists");
      await pool().api.send(
        new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }),
      );
      await pool().api.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "auditors" }));
      const list = new ListUsersCommand({ UserPoolId: pool().id, Filter: `email ^= "ann@"` });
      const named = new ListUsersCommand({ UserPoolId: pool().id, AttributesToGet: ["email"] });
      expect((await pool().api.send(named)).Users?.map(({ Attributes }) => Attributes)).to.deep.equal([
        [{ Name: "email", Value: email }],
      ]);
      const inGroup = new ListUsersInGroupCommand({ UserPoolId: pool().id, GroupName: "auditors" });
      const { Users: found } = await pool().api.send(list);
      expect(found?.map(({ UserStatus, Enabled }) => [UserStatus, Enabled])).to.deep.equal([
        ["CONFIRMED", true],
      ]);
      expect((await pool().api.send(inGroup)).Users).to.deep.equal(found);
      await pool().api.send(new AdminDisableUserCommand(user));
      await refused(pool().signIn(), "NotAuthorizedException", "User is disabled.");
      expect((await pool().api.send(new AdminGetUserCommand(user))).Enabled).to.equal(false);
    });

    it("gets no tokens while disabled, by any session, and the same sign-in's once enabled again", async () => {
      const { id, access, refresh: token } = await pool().signedIn();
      const user = { UserPoolId: pool().id, Username: email };
      await pool().api.send(new AdminDisableUserCommand(user));
      await refused(pool().refresh(token), "NotAuthorizedException", "User is disabled.");
      const call = pool().api.send(new GetUserCommand({ AccessToken: access }));
      await refused(call, "NotAuthorizedException", "User is disabled.");
      await pool().api.send(new AdminEnableUserCommand(user));
      const { AuthenticationResult: again } = await pool().refresh(token);
      const [first, second] = [await pool().claimsOf(id), await pool().claimsOf(again?.IdToken ?? "")];
      expect(second.auth_time).to.equal(first.auth_time);
    });

    it("is signed out everywhere by an admin: every session ends, and the next one is another", async () => {
      const first = await pool().signedIn();
      const { AuthenticationResult: second } = await pool().signIn();
      await pool().api.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool().id, Username: email }));
      for (const token of [first.refresh, second?.RefreshToken ?? ""]) {
        await refused(pool().refresh(token), "NotAuthorizedException", "Refresh Token has been revoked");
      }
      const { AuthenticationResult: next } = await pool().signIn();
      expect((await pool().refresh(next?.RefreshToken ?? "")).AuthenticationResult?.TokenType).to.equal(
        "Bearer",
      );
    });

    it("belongs to a pool that tells how many it has, and since when", async () => {
      await pool().signedIn();
      const { UserPool } = await pool().api.send(new DescribeUserPoolCommand({ UserPoolId: pool().id }));
      const { CreationDate, ...counted } = UserPool ?? {};
      expect(counted).to.deep.equal({ Id: pool().id, Name: "users", EstimatedNumberOfUsers: 1 });
      expect(Date.now() - Number(CreationDate)).to.be.within(0, 60_000);
    });

    it("cannot be created without a signature", async () => {
      const answer = await fetch(pool().cloud.url, {
        method: "POST",
        headers: { "X-Amz-Target": "AWSCognitoIdentityProviderService.ListUsers" },
        body: JSON.stringify({ UserPoolId: pool().id }),
      });
      expect([answer.status, await answer.json()]).to.deep.equal([
        400,
        { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
      ]);
    });
  });
});
