import { expect } from "chai";
import { useEndpoint } from "./endpointFixture";

describe("the trust of the local AWS endpoint", () => {
  const { send, unsigned } = useEndpoint();

  const preflight = (origin: string) =>
    send(
      unsigned({
        method: "OPTIONS",
        headers: { origin, "access-control-request-headers": "content-type,x-amz-target" },
      }),
    );

  it("lets the program's site call Cognito, but not sign requests", async () => {
    const { status, headers } = await preflight("http://expenses.test:3000");
    expect(status).to.equal(200);
    expect(headers).to.deep.include({
      "access-control-allow-origin": "http://expenses.test:3000",
      "access-control-allow-headers": "content-type,x-amz-target",
    });
  });

  it("takes its own host name in any case", async () => {
    const headers = {
      host: "Expenses.Test:3000",
      "x-amz-target": "AWSCognitoIdentityProviderService.SignUp",
    };
    expect((await send(unsigned({ headers }))).status).to.equal(200);
  });

  const FOREIGN: [what: string, headers: Record<string, string>][] = [
    ["a foreign page", { origin: "http://foreign.test" }],
    ["a page of this machine", { origin: "http://localhost:3001" }],
    ["a page without an origin", { origin: "null" }],
    ["a foreign host name", { host: "rebound.test" }],
    ["a subresource of a foreign page", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    [
      "a frame of a foreign page",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    ],
  ];
  for (const [what, headers] of FOREIGN) {
    it(`refuses ${what}`, async () => {
      const target = { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" };
      const answer = await send(unsigned({ method: "GET", headers: { ...target, ...headers } }));
      expect(answer.status).to.equal(403);
      expect(answer.headers).not.to.have.property("access-control-allow-origin");
    });
  }

  it("answers a link that someone follows, and images of the program's site", async () => {
    const target = { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" };
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    const image = {
      ...{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
      referer: "http://expenses.test:3000/",
    };
    for (const headers of [link, image]) {
      const answer = await send(unsigned({ method: "GET", headers: { ...target, ...headers } }));
      expect(answer.status).to.equal(200);
    }
  });
});
