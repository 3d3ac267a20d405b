import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  RestoreObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";

const Bucket = "site";

describe("local S3", () => {
  let cloud: Fixture;
  let s3: S3Client;
  before(async () => {
    cloud = await startFixture();
    s3 = new S3Client(clientConfig(cloud));
  });
  after(async () => {
    s3.destroy();
    await cloud.stop();
  });

  async function read(Key: string): Promise<string> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  async function refusal(work: Promise<unknown>): Promise<{ name: string; status: number }> {
    const error = await work.then(
      () => expect.fail("It was not refused."),
      (reason) => reason,
    );
    return { name: error.name, status: error.$metadata.httpStatusCode };
  }

  it("stores a stream without the framing it is sent in, and its headers", async () => {
    const text = "line\r\n".repeat(50_000);
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "data/stream.txt",
        Body: Readable.from([text.slice(0, 100_001), text.slice(100_001)].map(Buffer.from)),
        ContentLength: text.length,
        ContentType: "text/plain",
        Metadata: { owner: "me" },
      }),
    );
    expect(await read("data/stream.txt")).to.equal(text);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "data/stream.txt" }));
    expect(head).to.deep.include({
      ContentType: "text/plain",
      ContentLength: text.length,
      Metadata: { owner: "me" },
    });
    expect(head.ContentEncoding).to.equal(undefined);
  });

  it("puts parts together, and drops those of an upload that is given up", async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "data/parts" }));
    const Parts = [];
    for (const [PartNumber, Body] of [[1, "one "] as const, [2, "two"] as const]) {
      const { ETag } = await s3.send(
        new UploadPartCommand({ Bucket, Key: "data/parts", UploadId, PartNumber, Body }),
      );
      Parts.push({ PartNumber, ETag });
    }
    const upload = { Bucket, Key: "data/parts", UploadId, MultipartUpload: { Parts } };
    await s3.send(new CompleteMultipartUploadCommand(upload));
    expect(await read("data/parts")).to.equal("one two");

    const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "data/dropped" }));
    const abort = new AbortMultipartUploadCommand({ Bucket, Key: "data/dropped", UploadId: other.UploadId });
    await s3.send(abort);
    expect(await refusal(s3.send(abort))).to.deep.equal({ name: "NoSuchUpload", status: 404 });
    expect(await refusal(read("data/dropped"))).to.deep.equal({ name: "NoSuchKey", status: 404 });
  });

  it("lists by pages, in the order of UTF-8, with common prefixes", async () => {
    for (const Key of ["list/b", "list/a/1", "list/a/2", "list/é & <ü>", "list/c"]) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const list = { Bucket, Prefix: "list/", Delimiter: "/", MaxKeys: 2, ContinuationToken };
      const page = await s3.send(new ListObjectsV2Command(list));
      expect(page.KeyCount).to.be.at.most(2);
      found.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        ...(page.Contents ?? []).map(({ Key }) => Key),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(found).to.deep.equal(["list/a/", "list/b", "list/c", "list/é & <ü>"]);
  });

  it("rejects reads of archived objects until they are restored", async () => {
    const Key = "data/archived";
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "old", StorageClass: "GLACIER" }));
    expect(await refusal(read(Key))).to.deep.equal({ name: "InvalidObjectState", status: 403 });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).StorageClass).to.equal("GLACIER");
    await s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 2 } }));
    expect(await read(Key)).to.equal("old");
    const { Restore } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(Restore).to.match(/^ongoing-request="false", expiry-date="/);
    const list = { Bucket, Prefix: Key, OptionalObjectAttributes: ["RestoreStatus" as const] };
    const { Contents } = await s3.send(new ListObjectsV2Command(list));
    expect(Contents?.map(({ RestoreStatus }) => RestoreStatus?.IsRestoreInProgress)).to.deep.equal([false]);
    const standard = new RestoreObjectCommand({ Bucket, Key: "index.html", RestoreRequest: { Days: 1 } });
    expect(await refusal(s3.send(standard))).to.deep.equal({ name: "InvalidObjectState", status: 403 });
  });

  it("serves private objects to signed requests only", async () => {
    const unsigned = async (path: string) => (await fetch(`${cloud.local.awsEndpointUrl}${path}`)).status;
    expect(await unsigned("/site/index.html")).to.equal(200);
    expect(await unsigned("/site/private.html")).to.equal(403);
    expect(await unsigned("/site/?list-type=2")).to.equal(403);
    expect(await read("private.html")).to.equal("private");
  });

  describe("website", () => {
    async function get(path: string, init?: RequestInit) {
      const response = await fetch(`${cloud.output("siteUrl")}${path}`, { redirect: "manual", ...init });
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
      expect(await get("/private.html")).to.deep.include({ status: 403, text: "lost" });
      for (const path of ["/docs/..%2F..%2F..%2Fports.json", "/%2e%2e%2fports.json", "/%00", "/%"]) {
        expect((await get(path)).status, path).to.equal(400);
      }
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
});
