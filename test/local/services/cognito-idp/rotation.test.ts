import { mock } from "node:test";
import { RevokeTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { GRACE_SECONDS, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("a client, which rotates refresh tokens,", () => {
    const renew = async (token: string) => {
      const { AuthenticationResult } = await pool().refresh(token);
      return { id: AuthenticationResult?.IdToken ?? "", refresh: AuthenticationResult?.RefreshToken ?? "" };
    };
    const later = async (seconds: number, check: () => Promise<unknown>) => {
      mock.timers.enable({ apis: ["Date"], now: Date.now() + seconds * 1000 });
      await check().finally(() => mock.timers.reset());
    };
    const reused = (token: string) =>
      refused(renew(token), "RefreshTokenReuseException", "Refresh token has been invalidated by rotation.");

    it("gets another token with each use, of the same session", async () => {
      const first = await pool().signedIn();
      const second = await renew(first.refresh);
      const third = await renew(second.refresh);
      expect(new Set([first.refresh, second.refresh, third.refresh])).to.have.property("size", 3);
      const [before, after] = [await pool().claimsOf(first.id), await pool().claimsOf(third.id)];
      expect([after.auth_time, after.origin_jti]).to.deep.equal([before.auth_time, before.origin_jti]);
    });

    it("can use a token again in the grace period, which does not begin anew, and not afterwards", async () => {
      const { refresh } = await pool().signedIn();
      const second = await renew(refresh);
      await later(GRACE_SECONDS - 2, () => renew(refresh));
      await later(GRACE_SECONDS + 1, () => reused(refresh));
      await later(GRACE_SECONDS + 1, () => renew(second.refresh));
    });

    it("keeps a session no longer than its first token would have lived", async () => {
      const { refresh } = await pool().signedIn();
      let token = refresh;
      await later(20 * 86_400, async () => {
        token = (await renew(token)).refresh;
      });
      await later(30 * 86_400 + 1, () =>
        refused(renew(token), "NotAuthorizedException", "Refresh Token has expired"),
      );
    });

    it("ends the session with any of its tokens", async () => {
      const { refresh } = await pool().signedIn();
      const second = await renew(refresh);
      await pool().api.send(new RevokeTokenCommand({ ClientId: pool().clientId, Token: refresh }));
      for (const token of [refresh, second.refresh]) {
        await refused(renew(token), "NotAuthorizedException", "Refresh Token has been revoked");
      }
    });

    it("cannot have the other flow", async () => {
      const refusal = await pool()
        .declare({}, { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] })
        .catch((error: Error) => error.message);
      expect(refusal).to.include("cannot have the flow ALLOW_REFRESH_TOKEN_AUTH");
    });
  });
});
