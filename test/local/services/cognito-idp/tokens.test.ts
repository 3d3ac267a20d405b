import { mock } from "node:test";
import {
  AdminCreateUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { clientInputs, email, password, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  it("lets codes, temporary passwords and tokens expire", async () => {
    const { access, refresh: token } = await pool().signedIn();
    await pool().api.send(new ForgotPasswordCommand({ ClientId: pool().clientId, Username: email }));
    const invited = { UserPoolId: pool().id, Username: "bob@example.org", TemporaryPassword: password };
    await pool().api.send(new AdminCreateUserCommand(invited));
    const later = async (seconds: number, check: () => Promise<void>) => {
      mock.timers.enable({ apis: ["Date"], now: Date.now() + seconds * 1000 });
      await check().finally(() => mock.timers.reset());
    };
    await later(601, () =>
      refused(
        pool().api.send(new GetUserCommand({ AccessToken: access })),
        "NotAuthorizedException",
        "Access Token has expired",
      ),
    );
    await later(3_601, () =>
      refused(
        pool().api.send(
          new ConfirmForgotPasswordCommand({
            ClientId: pool().clientId,
            Username: email,
            ConfirmationCode: pool().lastCode(),
            Password: password,
          }),
        ),
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
      ),
    );
    const expired = "Temporary password has expired and must be reset by an administrator.";
    await later(7 * 86_400 + 1, () =>
      refused(pool().signIn("bob@example.org"), "NotAuthorizedException", expired),
    );
    await later(30 * 86_400 + 1, () =>
      refused(pool().refresh(token), "NotAuthorizedException", "Refresh Token has expired"),
    );
  });

  it("keeps ids, people, keys and sessions over a restart", async () => {
    const before = { poolId: pool().id, clientId: pool().clientId, tokens: await pool().signedIn() };
    await pool().restart();
    await pool().declare();
    expect([pool().id, pool().clientId]).to.deep.equal([before.poolId, before.clientId]);
    expect((await pool().claimsOf(before.tokens.id)).email).to.equal(email);
    expect((await pool().refresh(before.tokens.refresh)).AuthenticationResult?.TokenType).to.equal("Bearer");
  });

  it("names the settings that it cannot honour", async () => {
    const triggers = pool().declare({ lambdaConfig: { preSignUp: "arn:aws:lambda:f" } });
    await refused(
      triggers,
      "LocalCloudError",
      [
        "the local cloud does not support these inputs:",
        '✖ Unrecognized key: "preSignUp"',
        "  → at lambdaConfig",
      ].join("\n"),
    );
    const secret = pool().cloud.make("aws:cognito/userPoolClient:UserPoolClient", "web", {
      ...clientInputs,
      userPoolId: pool().id,
      generateSecret: true,
    });
    await refused(
      secret,
      "LocalCloudError",
      [
        "the local cloud does not support these inputs:",
        "✖ A client secret is not supported by the local cloud: a browser cannot keep one.",
        "  → at generateSecret",
      ].join("\n"),
    );
    const undeclared: [pool: object, client: object, path: string][] = [
      [{ mfaConfiguration: "ON" }, {}, "mfaConfiguration"],
      [{ verificationMessageTemplate: { emailSubject: "Code" } }, {}, "verificationMessageTemplate"],
      [{}, { preventUserExistenceErrors: "LEGACY" }, "preventUserExistenceErrors"],
      [{}, { refreshTokenRotation: { feature: "DISABLED" } }, "refreshTokenRotation.feature"],
    ];
    for (const [ofPool, ofClient, path] of undeclared) {
      const refusal = await pool()
        .declare(ofPool, ofClient)
        .catch((error: Error) => error.message);
      expect(refusal)
        .to.match(/✖ (In|The) .*local cloud/)
        .and.to.include(`→ at ${path}`);
    }
  });
});
