import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { bytesOf } from "../helpers/code";
import { WEBSITE } from "../helpers/configurations";
import { documentOf, type Graph, PLACE, programGraph } from "../helpers/graph";

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

const PRIVATE = {
  bucket: "site",
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

describe("the site of the graph", () => {
  let website: Graph;
  let cdn: Graph;
  before(async () => {
    website = await programGraph(WEBSITE);
    cdn = await programGraph();
  });

  it("is behind CloudFront by default", () => {
    expect(cdn.outputs.siteUrl?.value).to.equal("https://site.cloudfront.test");
    expect(website.outputs.siteUrl?.value).to.equal("http://site.website.test");
  });

  it("as a website allows public read access to its objects, and nothing else", () => {
    expect(website.inputs(ACCESS_BLOCK, "site")).to.deep.equal({
      ...PRIVATE,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    });
    expect(documentOf(website.inputs(POLICY, "site").policy).Statement).to.deep.equal([
      {
        Sid: "PublicRead",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:eu-central-1:123456789012:bucket/site/*",
      },
    ]);
    expect(
      website.inputs("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "site"),
    ).to.deep.equal({
      bucket: "site",
      indexDocument: { suffix: "index.html" },
      errorDocument: { key: "index.html" },
    });
    expect(website.dependencies(POLICY, "site")).to.include(`${ACCESS_BLOCK} site`);
    expect(website.ofType("aws:cloudfront/distribution:Distribution")).to.deep.equal([]);
  });

  it("as a CDN lets only its distribution read its objects, over TLS", () => {
    expect(cdn.inputs(ACCESS_BLOCK, "site")).to.deep.equal(PRIVATE);
    expect(documentOf(cdn.inputs(POLICY, "site").policy).Statement).to.deep.equal([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [
          "arn:aws:s3:eu-central-1:123456789012:bucket/site",
          "arn:aws:s3:eu-central-1:123456789012:bucket/site/*",
        ],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "ReadByDistribution",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:eu-central-1:123456789012:bucket/site/*",
        Condition: {
          StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront:eu-central-1:123456789012:distribution/site" },
        },
      },
    ]);
    expect(cdn.ofType("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration")).to.deep.equal([]);
  });

  it("sends access logs only once the log bucket's policy lets services write", () => {
    const policy = "aws:s3/bucketPolicy:BucketPolicy access-logs";
    for (const bucket of ["site", "reports-files"]) {
      expect(cdn.dependencies("aws:s3/bucketLogging:BucketLogging", bucket), bucket).to.include(policy);
      expect(cdn.inputs("aws:s3/bucketLogging:BucketLogging", bucket).targetBucket).to.equal("access-logs");
    }
    const destination = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
    expect(cdn.dependencies(destination, "site")).to.include(policy);
    expect(cdn.inputs(destination, "site").deliveryDestinationConfiguration).to.deep.equal({
      destinationResourceArn: "arn:aws:s3:eu-central-1:123456789012:bucket/access-logs",
    });
  });

  it("serves by CloudFront over HTTPS with headers that keep others out", () => {
    const { origins, defaultCacheBehavior, viewerCertificate, ...others } = cdn.inputs(
      "aws:cloudfront/distribution:Distribution",
      "site",
    );
    expect(others).to.include({ enabled: true, defaultRootObject: "index.html", httpVersion: "http2and3" });
    expect(origins).to.deep.equal([
      { originId: "site", domainName: "site.s3.test", originAccessControlId: "site" },
    ]);
    expect(defaultCacheBehavior).to.include({ viewerProtocolPolicy: "redirect-to-https" });
    expect(viewerCertificate).to.deep.equal({ cloudfrontDefaultCertificate: true });
    const { securityHeadersConfig } = cdn.inputs(
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "site",
    );
    expect(securityHeadersConfig).to.deep.equal({
      strictTransportSecurity: {
        accessControlMaxAgeSec: 63072000,
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentSecurityPolicy: {
        contentSecurityPolicy:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self' " +
          "https://*.execute-api.eu-central-1.amazonaws.com https://cognito-idp.eu-central-1.amazonaws.com " +
          "https://*.s3.eu-central-1.amazonaws.com; " +
          "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: true },
      referrerPolicy: { referrerPolicy: "no-referrer", override: true },
    });
  });

  it("tells the page its endpoints in a file that is never cached", () => {
    const { content, ...others } = website.inputs(OBJECT, "site-config.json");
    expect(others).to.deep.equal({
      bucket: "site",
      key: "config.json",
      contentType: "application/json",
      cacheControl: "no-cache",
    });
    expect(JSON.parse(String(content))).to.deep.equal({
      apiUrl: "https://expenses.api.test/prod",
      cognitoUrl: "https://cognito-idp.eu-central-1.amazonaws.com/",
      databaseBackupDays: 7,
      userPoolClientId: "users-site",
      receiptsUrl: "https://receipts-files.s3.test",
      currency: "USD",
      timezone: "UTC",
      alertThresholds: { USD: "500.00" },
      alertThreshold: "500.00",
    });
  });

  it("allows the page to call its own API, Cognito and the bucket of receipts only", () => {
    const html = String(website.inputs(OBJECT, "site-index.html").content);
    expect(html).to.include(
      "connect-src 'self' https://expenses.api.test https://cognito-idp.eu-central-1.amazonaws.com https://receipts-files.s3.test;",
    );
    expect(html).not.to.match(/unsafe-inline|<script>|<style/);
  });

  it("lets S3 write logs, and CloudWatch those of the distribution, by the statement that it would add itself", () => {
    const policyOf = (graph: Graph) =>
      documentOf(graph.inputs(POLICY, "access-logs").policy).Statement.slice(1);
    const account = { "aws:SourceAccount": PLACE.accountId };
    const put = (Sid: string, service: string, prefix: string, Condition: unknown) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:${PLACE.region}:${PLACE.accountId}:bucket/access-logs/${prefix}*`,
      Condition,
    });
    const server = put("ServerAccessLogs", "logging.s3.amazonaws.com", "", { StringEquals: account });
    const source = cdn.ofType("aws:cloudwatch/logDeliverySource:LogDeliverySource")[0]?.state.arn;
    const delivery = put(
      "AWSLogDeliveryWrite1",
      "delivery.logs.amazonaws.com",
      `AWSLogs/${PLACE.accountId}/CloudFront/`,
      {
        StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": source },
      },
    );
    expect(source).to.be.a("string");
    expect(policyOf(cdn)).to.deep.equal([server, delivery]);
    expect(policyOf(website)).to.deep.equal([server]);
  });

  it("leaves the compression of scripts and styles to CloudFront", () => {
    const files = cdn.ofType(OBJECT).filter(({ inputs }) => /\.(js|css)$/.test(String(inputs.key)));
    expect(files).not.to.deep.equal([]);
    for (const { name, inputs } of files) {
      expect(inputs, name).to.include.keys("source").and.not.have.any.keys("content", "contentEncoding");
    }
  });

  it("compresses scripts and styles for an S3 website, to the same bytes everywhere", async () => {
    const files = website.ofType(OBJECT).filter(({ inputs }) => /\.(js|css)$/.test(String(inputs.key)));
    expect(files).not.to.deep.equal([]);
    for (const { name, inputs } of files) {
      expect(inputs.contentEncoding, name).to.equal("gzip");
      const bytes = await bytesOf(inputs.source);
      // No time and no operating system but the one that `fflate` always names (https://www.rfc-editor.org/rfc/rfc1952).
      expect([...bytes.subarray(4, 10)], name).to.deep.equal([0, 0, 0, 0, 2, 3]);
      const text = gunzipSync(bytes).toString();
      expect(text, name).to.match(/^[^\0]+$/);
    }
  });

  it("caches for good what carries its hash in its name, and nothing else", () => {
    for (const { name, inputs } of website.ofType(OBJECT)) {
      const hashed = /-[A-Z0-9]{8}(\/\w+)?\.(js|css)$/.test(String(inputs.key));
      expect(inputs.cacheControl, name).to.equal(hashed ? "public, max-age=31536000, immutable" : "no-cache");
    }
  });
});
