import { expect } from "chai";
import { type S3Fixture, signed, startS3 } from "./fixture";

const PAGES = {
  "index.html": "home",
  "error.html": "lost",
  "docs/index.html": "docs",
  "private.html": "private",
};

describe("website of local S3", () => {
  let fixture: S3Fixture;
  let siteUrl: string;
  before(async () => {
    fixture = await startS3();
    siteUrl = await createSite();
  });
  after(() => fixture.close());

  async function createSite(): Promise<string> {
    const bucket = "plain";
    await fixture.make("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "site", {
      bucket,
      blockPublicPolicy: false,
    });
    const Resource = ["index.html", "error.html", "docs/*"].map((key) => `arn:aws:s3:::${bucket}/${key}`);
    const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource }];
    await fixture.make("aws:s3/bucketPolicy:BucketPolicy", "site", { bucket, policy: { Statement } });
    for (const [key, content] of Object.entries(PAGES)) {
      const headers = { contentType: "text/html; charset=utf-8", cacheControl: "no-cache" };
      await fixture.make("aws:s3/bucketObjectv2:BucketObjectv2", key, { bucket, key, content, ...headers });
    }
    const { state } = await fixture.make(
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      "site",
      {
        bucket,
        indexDocument: { suffix: "index.html" },
        errorDocument: { key: "error.html" },
      },
    );
    return `http://${state.websiteEndpoint}`;
  }

  async function get(path: string, init?: RequestInit) {
    const response = await fetch(`${siteUrl}${path}`, { redirect: "manual", ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it("serves the index, with the headers of the object", async () => {
    const { status, headers, text } = await get("/");
    expect({ status, text }).to.deep.equal({ status: 200, text: "home" });
    expect(headers.get("content-type")).to.equal("text/html; charset=utf-8");
    expect(headers.get("cache-control")).to.equal("no-cache");
    const again = await get("/", { headers: { "If-None-Match": String(headers.get("etag")) } });
    expect({ status: again.status, text: again.text }).to.deep.equal({ status: 304, text: "" });
  });

  it("serves and redirects to the index of a folder", async () => {
    expect((await get("/docs/")).text).to.equal("docs");
    const { status, headers } = await get("/docs");
    expect({ status, location: headers.get("location") }).to.deep.equal({
      status: 302,
      location: "/docs/",
    });
  });

  const refused: [string, RequestInit, number, string][] = [
    ["what does not exist, as 403 because the bucket may not be listed", {}, 403, "lost"],
    ["other methods", { method: "POST" }, 405, ""],
  ];
  for (const [what, init, status, text] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await get("/nothing", init);
      expect(answer.status).to.equal(status);
      if (text) expect(answer.text).to.equal(text);
    });
  }

  it("serves neither objects that the policy does not make public, nor files outside the bucket", async () => {
    for (const path of ["/private.html", "/docs/..%2F..%2F..%2Fports.json", "/%2e%2e%2fports.json"]) {
      expect(await get(path), path).to.deep.include({ status: 403, text: "lost" });
    }
    for (const path of ["/%00", "/%"]) expect((await get(path)).status, path).to.equal(400);
  });

  it("serves private objects by the API to signed requests only", async () => {
    const status = async (path: string, headers = {}) =>
      (await fetch(`${fixture.url}${path}`, { headers })).status;
    expect(await status("/plain/index.html")).to.equal(200);
    expect(await status("/plain/private.html")).to.equal(403);
    expect(await status("/plain/?list-type=2")).to.equal(403);
    const path = "/plain/private.html";
    expect(await status(path, await signed(fixture, path))).to.equal(200);
    const former = "AWSAccessKeyId=test&Expires=9999999999&Signature=bm9uZQ%3D%3D";
    for (const query of ["X%2DAmz-Signature=0", "Signature=0", former])
      expect(await status(`${path}?${query}`), query).to.be.oneOf([400, 403]);
    expect(await status("/plain/index.html?response-content-type=text/plain")).to.equal(400);
  });

  it("answers HEAD without a body", async () => {
    const { status, headers, text } = await get("/", { method: "HEAD" });
    expect({ status, text, length: headers.get("content-length") }).to.deep.equal({
      status: 200,
      text: "",
      length: "4",
    });
  });
});
