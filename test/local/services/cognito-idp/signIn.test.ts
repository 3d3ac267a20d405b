import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  AdminInitiateAuthCommand,
  type AuthFlowType,
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { decodeProtectedHeader } from "jose";
import { refused } from "../../refused";
import { email, password, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("signing in", () => {
    it("issues tokens with the claims of Cognito, signed by the pool's public key", async () => {
      await pool().cloud.make("aws:cognito/userGroup:UserGroup", "auditors", { userPoolId: pool().id });
      await pool().cloud.service.createUser(pool().id, email, password, ["auditors"]);
      const { AuthenticationResult: result } = await pool().signIn();
      expect([result?.TokenType, result?.ExpiresIn]).to.deep.equal(["Bearer", 600]);
      const id = await pool().claimsOf(result?.IdToken ?? "");
      const { sub, iat = 0, auth_time, origin_jti, event_id } = id;
      const common = {
        sub,
        iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool().id}`,
        "cognito:groups": ["auditors"],
        auth_time,
        origin_jti,
        event_id,
        iat,
      };
      expect(id).to.deep.equal({
        ...common,
        email,
        email_verified: true,
        "cognito:username": sub,
        aud: pool().clientId,
        token_use: "id",
        exp: iat + 1200,
        jti: id.jti,
      });
      const access = await pool().claimsOf(result?.AccessToken ?? "");
      expect(access).to.deep.equal({
        ...common,
        event_id: access.event_id,
        client_id: pool().clientId,
        scope: "aws.cognito.signin.user.admin",
        token_use: "access",
        username: sub,
        iat: access.iat,
        exp: (access.iat ?? 0) + 600,
        jti: access.jti,
      });
    });

    it("names the key that verifies a token, and shows its public half only", async () => {
      const { id } = await pool().signedIn();
      const { keys } = pool().cloud.service.jwks(pool().id);
      expect(keys.map((key) => Object.keys(key).sort())).to.deep.equal([
        ["alg", "e", "kid", "kty", "n", "use"],
      ]);
      expect(decodeProtectedHeader(id)).to.deep.equal({ alg: "RS256", kid: keys[0]?.kid });
    });

    it("keeps the private key to this user", async () => {
      const { mode } = await stat(join(pool().dataDir, "cognito", `${pool().id}.key.json`));
      expect((mode & 0o777).toString(8)).to.equal("600");
    });

    it("does not say whether an account exists", async () => {
      await pool().cloud.service.createUser(pool().id, email, password);
      const wrong = "Incorrect username or password.";
      await refused(pool().signIn(email, "Wrong-Horse-77"), "NotAuthorizedException", wrong);
      await refused(pool().signIn("nobody@example.org"), "NotAuthorizedException", wrong);
    });

    it("refuses further tries for a while after five wrong passwords", async () => {
      await pool().cloud.service.createUser(pool().id, email, password);
      for (let tries = 0; tries < 5; tries++) {
        await refused(
          pool().signIn(email, "Wrong-Horse-77"),
          "NotAuthorizedException",
          "Incorrect username or password.",
        );
      }
      await refused(pool().signIn(), "NotAuthorizedException", "Password attempts exceeded");
    });

    it("refuses flows that the client does not allow", async () => {
      await pool().declare({}, { explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] });
      const message = "USER_PASSWORD_AUTH flow not enabled for this client";
      await refused(pool().signIn(), "InvalidParameterException", message);
    });

    it("takes the flows of servers with AWS credentials only, and those of clients from clients only", async () => {
      const explicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"];
      await pool().declare({}, { explicitAuthFlows });
      await pool().cloud.service.createUser(pool().id, email, password);
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const input = (AuthFlow: AuthFlowType) => ({ ClientId: pool().clientId, AuthFlow, AuthParameters });
      const byServer = (flow: AuthFlowType) =>
        pool().api.send(new AdminInitiateAuthCommand({ ...input(flow), UserPoolId: pool().id }));
      const answer = await byServer("ADMIN_USER_PASSWORD_AUTH");
      expect(answer.AuthenticationResult?.IdToken).to.be.a("string");
      const [code, message] = ["InvalidParameterException", "Initiate Auth method not supported."];
      await refused(byServer("USER_PASSWORD_AUTH"), code, message);
      const byClient = new InitiateAuthCommand(input("ADMIN_USER_PASSWORD_AUTH"));
      await refused(pool().api.send(byClient), code, message);
      const elsewhere = { ...input("ADMIN_USER_PASSWORD_AUTH"), UserPoolId: "us-east-1_none" };
      const unknown = "User pool us-east-1_none does not exist.";
      await refused(
        pool().api.send(new AdminInitiateAuthCommand(elsewhere)),
        "ResourceNotFoundException",
        unknown,
      );
    });

    it("ends the access tokens of a session with its refresh token", async () => {
      const tokens = await pool().signedIn();
      await pool().api.send(new RevokeTokenCommand({ ClientId: pool().clientId, Token: tokens.refresh }));
      const call = pool().api.send(new GetUserCommand({ AccessToken: tokens.access }));
      await refused(call, "NotAuthorizedException", "Access Token has been revoked");
    });
  });
});
