import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CryptoKey, decodeJwt, importJWK, type JWK, SignJWT } from "jose";
import { callApi, type TestUser } from "./api";
import type { TestCloud } from "./cloud";

/** The key with which the local pool signs. */
export async function poolKey(cloud: TestCloud): Promise<{ kid?: string; key: CryptoKey | Uint8Array }> {
  const path = join(cloud.dataDir, "cognito", `${cloud.output("userPoolId")}.key.json`);
  const jwk: JWK = JSON.parse(await readFile(path, "utf8"));
  return { kid: jwk.kid, key: await importJWK(jwk, "RS256") };
}

/** The user with the token that their session has some minutes after the sign-in, when it was refreshed. */
export async function minutesLater(cloud: TestCloud, user: TestUser, minutes: number): Promise<TestUser> {
  const { kid, key } = await poolKey(cloud);
  const claims = decodeJwt<{ auth_time: number }>(user.idToken);
  const idToken = await new SignJWT({ ...claims, auth_time: claims.auth_time - minutes * 60 })
    .setProtectedHeader({ alg: "RS256", kid })
    .sign(key);
  return {
    ...user,
    idToken,
    api: (method, path, request) =>
      callApi(cloud, method, path, { ...request, headers: { Authorization: idToken, ...request?.headers } }),
  };
}
