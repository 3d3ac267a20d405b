import { expect } from "chai";
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import { authorize } from "../../../../local/services/apigateway/authorizer";

const REGION = "eu-central-1";
const POOL = `${REGION}_abc`;

describe("local Cognito authorizer", () => {
  let sign: (claims: Record<string, unknown>, pool?: string) => Promise<string>;
  let jwks: JSONWebKeySet;
  before(async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "1" }] };
    sign = (claims, pool = POOL) =>
      new SignJWT({ token_use: "id", exp: 4_000_000_000, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "1" })
        .setIssuer(`https://cognito-idp.${REGION}.amazonaws.com/${pool}`)
        .sign(privateKey);
  });

  async function result(claims: Record<string, unknown>, pool?: string) {
    return authorize(await sign(claims, pool), [POOL], REGION, () => jwks);
  }

  it("converts every claim to a string", async () => {
    const claims = {
      "cognito:groups": ["admin", "member"],
      email_verified: true,
      auth_time: 1_480_381_932,
      iat: 1_480_381_932,
      identities: [{ providerName: "Google" }],
    };
    expect(await result(claims)).to.deep.equal({
      claims: {
        token_use: "id",
        iss: `https://cognito-idp.${REGION}.amazonaws.com/${POOL}`,
        "cognito:groups": "admin,member",
        email_verified: "true",
        auth_time: "1480381932",
        iat: "Tue Nov 29 01:12:12 UTC 2016",
        exp: "Tue Oct 02 07:06:40 UTC 2096",
        identities: '{"providerName":"Google"}',
      },
    });
  });

  it("says that a token has expired", async () => {
    expect(await result({ exp: 1 })).to.deep.equal({ refusal: "The incoming token has expired" });
  });

  it("refuses a token of another pool", async () => {
    expect(await result({}, `${REGION}_other`)).to.deep.equal({ refusal: "Unauthorized" });
  });
});
