import { get } from "node:https";
import { text } from "node:stream/consumers";
import type { TLSSocket } from "node:tls";
import { expect } from "chai";
import { type Fixture, startFixture } from "../../fixture";

describe("local CloudFront", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  async function fetchSigned(path: string, method = "GET", asked: Record<string, string> = {}) {
    const url = new URL(cloud.output("cdnUrl"));
    return new Promise<{ status?: number; headers: Record<string, unknown>; body: string; host: string }>(
      (resolve, reject) => {
        // Its certificate signs itself.
        const request = get({
          host: url.hostname,
          port: url.port,
          path,
          method,
          headers: asked,
          rejectUnauthorized: false,
          agent: false,
        });
        request.on("error", reject).on("response", async (response) => {
          const { subjectaltname = "" } = (response.socket as TLSSocket).getPeerCertificate();
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: await text(response),
            host: subjectaltname,
          });
        });
      },
    );
  }

  it("serves the root object over HTTPS, with the headers of its policy", async () => {
    const { status, headers, body, host } = await fetchSigned("/");
    expect({ status, body }).to.deep.equal({ status: 200, body: "index.html" });
    expect(headers).to.deep.include({
      "content-type": "text/html",
      "x-content-type-options": "nosniff",
      "content-security-policy": "connect-src http://localhost:* http://127.0.0.1:*",
    });
    expect(host).to.equal("DNS:localhost, IP Address:127.0.0.1");
  });

  it("compresses what is large enough, for those who accept it", async () => {
    const accepts = { "Accept-Encoding": "gzip, br" };
    const encoding = async (path: string, asked?: Record<string, string>) =>
      (await fetchSigned(path, "GET", asked)).headers["content-encoding"];
    expect(await encoding("/large.html", accepts)).to.be.oneOf(["gzip", "br"]);
    expect(await encoding("/large.html")).to.equal(undefined);
    expect(await encoding("/", accepts)).to.equal(undefined);
  });

  const refused: [string, string, string][] = [
    ["what the bucket's policy does not let it read", "/closed.html", "GET"],
    ["what is not there", "/nothing.html", "GET"],
    ["other methods", "/", "POST"],
  ];
  for (const [what, path, method] of refused) {
    it(`refuses ${what}, with the same headers`, async () => {
      const { status, headers } = await fetchSigned(path, method);
      expect(status).to.equal(403);
      expect(headers).to.include({ "x-content-type-options": "nosniff" });
    });
  }
});
