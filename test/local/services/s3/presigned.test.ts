import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect } from "chai";
import { parsePolicy } from "../../../../local/services/s3/postPolicy";
import { SITE } from "../../../helpers/endpoint";
import { clientConfig, type S3Fixture, startS3 } from "./fixture";

const Bucket = "plain";

describe("presigned requests of local S3", () => {
  let fixture: S3Fixture;
  let client: S3Client;
  before(async () => {
    fixture = await startS3();
    // Otherwise the link would contain the checksum of an empty body.
    client = new S3Client({ ...clientConfig(fixture), requestChecksumCalculation: "WHEN_REQUIRED" });
    await fixture.make("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "cors", {
      bucket: Bucket,
      corsRules: [
        {
          allowedMethods: ["POST", "PUT"],
          allowedOrigins: ["http://*.example"],
          allowedHeaders: ["content-*"],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: 60,
        },
      ],
    });
  });
  after(async () => {
    client.destroy();
    await fixture.close();
  });

  const read = async (Key: string) =>
    (await fixture.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  it("download an object under another name until they expire", async () => {
    await fixture.s3.send(new PutObjectCommand({ Bucket, Key: "report é.csv", Body: "a,b" }));
    const command = new GetObjectCommand({
      ...{ Bucket, Key: "report é.csv" },
      ResponseContentDisposition: 'attachment; filename="report.csv"',
    });
    const answer = await fetch(await getSignedUrl(client, command, { expiresIn: 60 }));
    expect([answer.status, await answer.text(), answer.headers.get("content-disposition")]).to.deep.equal([
      200,
      "a,b",
      'attachment; filename="report.csv"',
    ]);
    const signingDate = new Date(Date.now() - 61_000);
    const expired = await fetch(await getSignedUrl(client, command, { expiresIn: 60, signingDate }));
    expect(expired.status).to.equal(403);
    expect(await expired.text()).to.contain(
      "<Error><Code>AccessDenied</Code><Message>Request has expired</Message>",
    );
  });

  it("upload an object, with the headers that were signed", async () => {
    const command = new PutObjectCommand({
      Bucket,
      Key: "put",
      StorageClass: "STANDARD_IA",
      Metadata: { a: "b" },
    });
    const answer = await fetch(await getSignedUrl(client, command), { method: "PUT", body: "text" });
    expect(answer.status).to.equal(200);
    const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: "put" }));
    expect(head).to.deep.include({ StorageClass: "STANDARD_IA", Metadata: { a: "b" }, ContentLength: 4 });
  });

  it("take no header of S3 that was not signed", async () => {
    await fixture.s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "secret" }));
    const command = new PutObjectCommand({ Bucket, Key: "signed", Metadata: { a: "b" } });
    const signedFor = await getSignedUrl(client, command, { unhoistableHeaders: new Set(["x-amz-meta-a"]) });
    const put = (headers: Record<string, string>) =>
      fetch(signedFor, { method: "PUT", body: "text", headers: { "x-amz-meta-a": "b", ...headers } });
    const others = { "x-amz-copy-source": "/plain/source", "x-amz-storage-class": "GLACIER" };
    const refusal = await put(others);
    expect(refusal.status).to.equal(403);
    expect(await refusal.text()).to.contain(
      "<Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message><HeadersNotSigned>x-amz-copy-source, x-amz-storage-class</HeadersNotSigned>",
    );
    expect((await put({ "Content-Type": "text/plain" })).status).to.equal(200);
    expect(await read("signed")).to.equal("text");
  });

  describe("forms", () => {
    async function send(
      policy: Partial<PresignedPostOptions>,
      {
        fields: more = {},
        without,
        body = "text",
      }: { fields?: Record<string, string>; without?: string; body?: string } = {},
    ) {
      const { url, fields } = await createPresignedPost(client, { Bucket, Key: "form/x", ...policy });
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...more }))
        if (name !== without) form.set(name, value);
      form.set("file", new Blob([body]), "receipt.png");
      form.set("behind", "ignored");
      const response = await fetch(url, { method: "POST", body: form, headers: { Origin: SITE } });
      const answer = await response.text();
      const [, code] = /<Code>(\w+)<\/Code>/.exec(answer) ?? [];
      return { status: response.status, code, headers: response.headers, answer };
    }

    it("store a file under the key that their policy names", async () => {
      const { status, headers } = await send({
        Key: `form/${"$"}{filename}`,
        Fields: { "Content-Type": "image/png" },
      });
      expect(status).to.equal(204);
      expect(headers.get("access-control-allow-origin")).to.equal(SITE);
      expect(headers.get("access-control-expose-headers")).to.equal("ETag");
      expect(await read("form/receipt.png")).to.equal("text");
      const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: "form/receipt.png" }));
      expect(head.ContentType).to.equal("image/png");
    });

    it("are answered as they ask", async () => {
      const created = await send({ Fields: { success_action_status: "201" } });
      expect([created.status, created.answer]).to.deep.equal([
        201,
        `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Location>${fixture.url}/plain/form/x</Location><Bucket>plain</Bucket><Key>form/x</Key><ETag>&quot;1cb251ec0d568de6a929b520c4aed8d1&quot;</ETag></PostResponse>`,
      ]);
    });

    const anyPolicy = Buffer.from('{"expiration":"9999-12-31T00:00:00Z","conditions":[]}').toString("base64");
    const limits: PresignedPostOptions["Conditions"] = [["content-length-range", 2, 6]];
    const refused: [string, () => ReturnType<typeof send>, number, string][] = [
      [
        "a file that is too large",
        () => send({ Conditions: limits }, { body: "7 bytes" }),
        400,
        "EntityTooLarge",
      ],
      ["a file that is too small", () => send({ Conditions: limits }, { body: "1" }), 400, "EntityTooSmall"],
      ["another key", () => send({}, { fields: { key: "form/y" } }), 403, "AccessDenied"],
      ["another bucket", () => send({ Conditions: [{ bucket: "versioned" }] }), 403, "AccessDenied"],
      [
        "another prefix",
        () => send({ Conditions: [["starts-with", "$key", "receipts/"]] }),
        403,
        "AccessDenied",
      ],
      [
        "a field that the policy does not name",
        () => send({}, { fields: { "x-amz-meta-a": "b" } }),
        403,
        "AccessDenied",
      ],
      ["a policy that has expired", () => send({ Expires: -1 }), 403, "AccessDenied"],
      ["no policy", () => send({}, { without: "Policy" }), 403, "AccessDenied"],
      ["no signature", () => send({}, { without: "X-Amz-Signature" }), 403, "AccessDenied"],
      [
        "the signature of another policy",
        () => send({}, { fields: { Policy: anyPolicy } }),
        403,
        "SignatureDoesNotMatch",
      ],
      [
        "the signature of another key",
        () => send({}, { fields: { "X-Amz-Credential": "other/20260101/us-east-1/s3/aws4_request" } }),
        403,
        "InvalidAccessKeyId",
      ],
    ];
    for (const [what, sendForm, status, code] of refused) {
      it(`with ${what} are refused and store nothing`, async () => {
        await fixture.s3.send(new PutObjectCommand({ Bucket, Key: "form/x", Body: "before" }));
        const answer = await sendForm();
        expect([answer.status, answer.code]).to.deep.equal([status, code]);
        expect(await read("form/x")).to.equal("before");
      });
    }

    it("without a policy that is one are refused", () => {
      for (const document of [
        "none",
        "{}",
        '{"expiration":"2026-01-01T00:00:00Z","conditions":[["is","$a","b"]]}',
      ])
        expect(() => parsePolicy(Buffer.from(document).toString("base64")), document)
          .to.throw("does not meet the conditions")
          .with.property("code", "InvalidPolicyDocument");
    });

    it("that are cut off or none at all are refused", async () => {
      const { url, fields } = await createPresignedPost(client, { Bucket, Key: "form/cut" });
      const part = (name: string, value: string) =>
        `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      const all = Object.entries(fields)
        .map(([name, value]) => part(name, value))
        .join("");
      const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
      const bodies = [`${all}${file}half`, `${all}${file}`, all, "", `${all}--x--\r\n`];
      for (const body of bodies) {
        const headers = { "Content-Type": "multipart/form-data; boundary=x" };
        const response = await fetch(url, { method: "POST", body, headers });
        expect(response.status, body).to.equal(400);
        expect(await response.text(), body).to.match(/<Code>(MalformedPOSTRequest|InvalidArgument)</);
      }
      const other = await fetch(url, { method: "POST", body: "{}" });
      expect(other.status).to.equal(412);
    });
  });

  describe("from a page", () => {
    const preflight = (method: string, headers: string, origin = SITE, bucket = Bucket) =>
      fetch(`${fixture.url}/${bucket}/x`, {
        method: "OPTIONS",
        headers: {
          Origin: origin,
          "Access-Control-Request-Method": method,
          "Access-Control-Request-Headers": headers,
        },
      });

    it("are allowed by the bucket's CORS rules", async () => {
      const { status, headers } = await preflight("PUT", "Content-Type");
      expect(status).to.equal(200);
      expect(Object.fromEntries(headers)).to.include({
        "access-control-allow-origin": SITE,
        "access-control-allow-methods": "POST, PUT",
        "access-control-allow-headers": "content-type",
        "access-control-max-age": "60",
      });
    });

    const refused: [string, () => Promise<Response>][] = [
      ["another method", () => preflight("DELETE", "")],
      ["another header", () => preflight("PUT", "x-other")],
      ["another origin", () => preflight("PUT", "", "http://page.example.org")],
      ["a bucket without rules", () => preflight("PUT", "", SITE, "versioned")],
    ];
    for (const [what, ask] of refused) {
      it(`are refused for ${what}`, async () => {
        const answer = await ask();
        expect([answer.status, answer.headers.get("access-control-allow-origin")]).to.deep.equal([403, null]);
      });
    }
  });
});
