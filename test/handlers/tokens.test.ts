import { expect } from "chai";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from "jose";
import { callApi, gatewayHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { poolKey } from "../helpers/poolKey";
import { problem } from "../helpers/problem";
import { publicRoutes, routes } from "../helpers/routes";
import { useCloud } from "../helpers/useCloud";

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

describe("a token", () => {
  const cloud = useCloud();
  let user: TestUser;
  before(async () => {
    user = await signUpUser(cloud());
  });

  const unauthorized = () => ({
    status: 401,
    headers: gatewayHeaders(cloud()),
    body: problem("auth.required"),
  });

  /** Tries a token on a route that would store something. */
  const send = (headers: Record<string, string>) =>
    callApi(cloud(), "POST", "/expenses", { body: { description: "Desk", amount: 1 }, headers });

  for (const { method, path } of routes.filter((route) => !publicRoutes.includes(route))) {
    it(`is wanted by ${method} ${path}`, async () => {
      const answer = await callApi(cloud(), method, path.replace("{id}", "x"));
      expect(answer).to.deep.equal(unauthorized());
    });
  }

  it("may follow Bearer", async () => {
    const other = await signUpUser(cloud());
    const answer = await send({ Authorization: `Bearer ${other.idToken}` });
    expect(answer.status).to.equal(201);
  });

  it("is refused when it is not a whole ID token of this pool, and stores nothing", async () => {
    const [header = "", payload = "", signature = ""] = user.idToken.split(".");
    const claims = decodeJwt(user.idToken);
    const stranger = await generateKeyPair("RS256");
    const sign = (change: object, head: object = {}) =>
      new SignJWT({ ...claims, ...change })
        .setProtectedHeader({ alg: "RS256", kid: decodeProtectedHeader(user.idToken).kid, ...head })
        .sign(stranger.privateKey);
    const publicKey = JSON.stringify(await exportJWK(stranger.publicKey));
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(publicKey));
    const tokens: Record<string, string> = {
      empty: "",
      "no token": "hello",
      "two dots": "..",
      Bearer: "Bearer",
      Basic: "Basic dXNlcjpwYXNzd29yZA==",
      "of 5 kB": "a".repeat(5_000),
      "an access token": user.accessToken,
      "alg none": `${encode({ alg: "none" })}.${payload}.`,
      "alg None with a signature": `${encode({ alg: "None" })}.${payload}.${signature}`,
      HS256: hmac,
      "without a signature": `${header}.${payload}.`,
      "another signature": `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
      "another user in it": `${header}.${encode({ ...claims, sub: "other" })}.${signature}`,
      "longer valid": `${header}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`,
      "signed by another key": await sign({}),
      "signed by its own key": await sign({}, { jwk: await exportJWK(stranger.publicKey) }),
      "of another pool": await sign({
        iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Stranger1",
      }),
      "of another issuer": await sign({ iss: "https://evil.example.com" }),
      "two tokens": `${user.idToken},${user.idToken}`,
      "not JSON": "eyJub3QganNvbg.e30.AA",
    };
    const own = await poolKey(cloud());
    const signOwn = (change: object) =>
      new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "RS256", kid: own.kid }).sign(own.key);
    const seconds = Math.floor(Date.now() / 1000);
    Object.assign(tokens, {
      expired: await signOwn({ exp: seconds - 1 }),
      "not valid yet": await signOwn({ nbf: seconds + 3600 }),
      "of another issuer, signed by the pool": await signOwn({ iss: "https://evil.example.com" }),
      "for another use": await signOwn({ token_use: "access" }),
      "for no use": await signOwn({ token_use: undefined }),
    });
    expect(
      (await callApi(cloud(), "GET", "/expenses", { headers: { Authorization: await signOwn({}) } })).status,
    ).to.equal(200);
    for (const [what, token] of Object.entries(tokens)) {
      expect(await send({ Authorization: token }), what).to.deep.equal(unauthorized());
    }
    expect(await callApi(cloud(), "GET", `/expenses?Authorization=${user.idToken}`)).to.deep.equal(
      unauthorized(),
    );
    expect(await callApi(cloud(), "GET", "/expenses", { headers: { Cookie: user.idToken } })).to.deep.equal(
      unauthorized(),
    );
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal([]);
  });
});
