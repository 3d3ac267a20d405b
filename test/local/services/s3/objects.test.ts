import { once } from "node:events";
import http from "node:http";
import { text } from "node:stream/consumers";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  RestoreObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import fc from "fast-check";
import { rangeOf } from "../../../../local/services/s3/conditions";
import { refusalOf, type S3Fixture, signed, startS3 } from "./fixture";

const Bucket = "plain";

describe("object operations of local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
    fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string, more = {}) => fixture.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  const head = (Key: string, more = {}) => fixture.s3.send(new HeadObjectCommand({ Bucket, Key, ...more }));
  const read = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();

  it("keep an object's headers and metadata", async () => {
    await put("headers", "text", {
      ContentType: "text/plain",
      CacheControl: "max-age=1",
      ContentDisposition: "attachment",
      ContentEncoding: "gzip",
      ContentLanguage: "en",
      Metadata: { owner: "me" },
    });
    const { $metadata: _, LastModified, ...shown } = await head("headers");
    expect(shown).to.deep.equal({
      AcceptRanges: "bytes",
      CacheControl: "max-age=1",
      ContentDisposition: "attachment",
      ContentEncoding: "gzip",
      ContentLanguage: "en",
      ContentLength: 4,
      ContentType: "text/plain",
      ETag: '"1cb251ec0d568de6a929b520c4aed8d1"',
      Metadata: { owner: "me" },
      ServerSideEncryption: "AES256",
    });
    expect(LastModified?.getTime()).to.be.closeTo(Date.now(), 60_000);
    const replaced = await get("headers", { ResponseContentType: "text/csv" });
    expect(replaced.ContentType).to.equal("text/csv");
  });

  describe("ranges", () => {
    const answers: [string, number, string, string | undefined][] = [
      ["bytes=0-0", 206, "0", "bytes 0-0/10"],
      ["bytes=-2", 206, "89", "bytes 8-9/10"],
      ["bytes=-20", 206, "0123456789", "bytes 0-9/10"],
      ["bytes=7-", 206, "789", "bytes 7-9/10"],
      ["bytes=2-100", 206, "23456789", "bytes 2-9/10"],
      ["bytes=5-2", 200, "0123456789", undefined],
      ["bytes=0-1,3-4", 200, "0123456789", undefined],
      ["lines=0-1", 200, "0123456789", undefined],
    ];
    for (const [Range, status, text, range] of answers) {
      it(`answer ${Range}`, async () => {
        await put("digits", "0123456789");
        const answer = await get("digits", { Range });
        expect([
          answer.$metadata.httpStatusCode,
          await answer.Body?.transformToString(),
          answer.ContentRange,
        ]).to.deep.equal([status, text, range]);
      });
    }

    it("that an object does not have are refused", async () => {
      await put("digits", "0123456789");
      // The SDK states no length of an empty text itself, and warns.
      await put("empty", "", { ContentLength: 0 });
      for (const [key, Range] of [
        ["digits", "bytes=10-"],
        ["digits", "bytes=-0"],
        ["empty", "bytes=0-0"],
      ] as const)
        expect(await refusalOf(get(key, { Range })), Range).to.equal("416 InvalidRange");
    });

    it("lie within the object", () => {
      const bound = fc.option(fc.nat(30), { nil: "" });
      fc.assert(
        fc.property(bound, bound, fc.integer({ min: 1, max: 20 }), (first, last, size) => {
          const object = { etag: "x", modifiedAt: 0, size };
          let range: ReturnType<typeof rangeOf>;
          try {
            range = rangeOf({ range: `bytes=${first}-${last}` }, object);
          } catch {
            expect(first === "" ? last === 0 : Number(first) >= size).to.equal(true);
            return;
          }
          if (!range) return;
          expect(range.start).to.be.within(0, range.end);
          expect(range.end).to.be.below(size);
        }),
      );
    });
  });

  describe("conditions", () => {
    it("of reads", async () => {
      const { ETag } = await put("conditional", "text");
      const past = new Date(Date.now() - 86_400_000);
      const future = new Date(Date.now() + 86_400_000);
      expect(await read("conditional", { IfMatch: ETag })).to.equal("text");
      expect(await read("conditional", { IfNoneMatch: '"other"' })).to.equal("text");
      expect(await read("conditional", { IfModifiedSince: past })).to.equal("text");
      expect(await read("conditional", { IfMatch: ETag, IfUnmodifiedSince: past })).to.equal("text");
      expect(await refusalOf(get("conditional", { IfMatch: '"other"' }))).to.equal("412 PreconditionFailed");
      expect(await refusalOf(get("conditional", { IfUnmodifiedSince: past }))).to.equal(
        "412 PreconditionFailed",
      );
      expect(await refusalOf(get("conditional", { IfNoneMatch: ETag }))).to.match(/^304/);
      expect(await refusalOf(get("conditional", { IfModifiedSince: future }))).to.match(/^304/);
    });

    it("of writes", async () => {
      const { ETag } = await put("once", "1", { IfNoneMatch: "*" });
      expect(await refusalOf(put("once", "2", { IfNoneMatch: "*" }))).to.equal("412 PreconditionFailed");
      expect(await refusalOf(put("once", "2", { IfMatch: '"other"' }))).to.equal("412 PreconditionFailed");
      expect(await refusalOf(put("nothing", "2", { IfMatch: ETag }))).to.equal("404 NoSuchKey");
      expect(await read("once")).to.equal("1");
      await put("once", "2", { IfMatch: ETag });
      expect(await read("once")).to.equal("2");
      const remove = new DeleteObjectCommand({ Bucket, Key: "once", IfMatch: ETag });
      expect(await refusalOf(fixture.s3.send(remove))).to.equal("412 PreconditionFailed");
    });

    it("let one of many that write at once win", async () => {
      const writes = Array.from({ length: 10 }, (_, index) =>
        put("race", String(index), { IfNoneMatch: "*" }),
      );
      const outcomes = await Promise.allSettled(writes);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.length(1);
    });
  });

  describe("copies", () => {
    const copy = (Key: string, from: string, more = {}) =>
      fixture.s3.send(
        new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent(from)}`, ...more }),
      );

    it("have the source's headers, or others", async () => {
      await put("from é", "text", { ContentType: "text/plain", Metadata: { owner: "me" } });
      await copy("to", "from é");
      expect(await head("to")).to.deep.include({
        ContentType: "text/plain",
        Metadata: { owner: "me" },
        ContentLength: 4,
      });
      await copy("to", "from é", { MetadataDirective: "REPLACE", ContentType: "text/csv" });
      expect(await head("to")).to.deep.include({ ContentType: "text/csv", Metadata: {} });
    });

    it("are made of objects without tags, which the AWS CLI asks for before it copies in parts", async () => {
      await put("untagged", "text");
      const tags = (Key: string) => fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
      expect((await tags("untagged")).TagSet).to.deep.equal([]);
      expect(await refusalOf(tags("none"))).to.equal("404 NoSuchKey");
    });

    it("change an object's storage class, but are refused where they would change nothing", async () => {
      await put("class", "text");
      expect(await refusalOf(copy("class", "class"))).to.equal("400 InvalidRequest");
      await copy("class", "class", { StorageClass: "STANDARD_IA" });
      expect((await head("class")).StorageClass).to.equal("STANDARD_IA");
    });

    it("depend on the source", async () => {
      const { ETag } = await put("source", "text");
      expect(await refusalOf(copy("to", "none"))).to.equal("404 NoSuchKey");
      expect(await refusalOf(copy("to", "source", { CopySourceIfNoneMatch: ETag }))).to.equal(
        "412 PreconditionFailed",
      );
      expect(await refusalOf(copy("to", "source", { CopySource: "none/source" }))).to.equal(
        "404 NoSuchBucket",
      );
    });
  });

  describe("storage classes", () => {
    it("keep archived objects from being read until they are restored", async () => {
      await put("archived", "old", { StorageClass: "GLACIER" });
      expect(await refusalOf(get("archived"))).to.equal("403 InvalidObjectState");
      expect((await head("archived")).StorageClass).to.equal("GLACIER");
      const restore = () =>
        fixture.s3.send(new RestoreObjectCommand({ Bucket, Key: "archived", RestoreRequest: { Days: 2 } }));
      expect((await restore()).$metadata.httpStatusCode).to.equal(202);
      expect((await restore()).$metadata.httpStatusCode).to.equal(200);
      expect(await read("archived")).to.equal("old");
      expect((await head("archived")).Restore).to.match(/^ongoing-request="false", expiry-date="/);
      const list = { Bucket, Prefix: "archived", OptionalObjectAttributes: ["RestoreStatus" as const] };
      const { Contents } = await fixture.s3.send(new ListObjectsV2Command(list));
      expect(Contents?.map(({ RestoreStatus }) => RestoreStatus?.IsRestoreInProgress)).to.deep.equal([false]);
    });

    it("other than archives are read at once, and not restored", async () => {
      await put("instant", "new", { StorageClass: "GLACIER_IR" });
      expect(await read("instant")).to.equal("new");
      const restore = new RestoreObjectCommand({ Bucket, Key: "instant", RestoreRequest: { Days: 1 } });
      expect(await refusalOf(fixture.s3.send(restore))).to.equal("403 InvalidObjectState");
      expect(await refusalOf(put("none", "text", { StorageClass: "COLD" as "GLACIER" }))).to.equal(
        "400 InvalidStorageClass",
      );
    });
  });

  it("keep a bucket's files inside, whatever its name is", async () => {
    for (const path of ["/../plain/x", "/..%2Fplain/x", "/none/x"]) {
      const { status, body } = await raw("PUT", path);
      expect([status, codeOf(body)], path).to.deep.equal([404, "NoSuchBucket"]);
    }
    const long = await raw("PUT", `/plain/${"x".repeat(1025)}`);
    expect(codeOf(long.body)).to.equal("KeyTooLongError");
  });

  const unknown: [method: string, path: string, headers?: Record<string, string>][] = [
    ["PUT", "/new-bucket"],
    ["DELETE", "/plain"],
    ["GET", "/plain?acl"],
    ["GET", "/plain?policy"],
    ["PUT", "/plain/key?tagging"],
    ["POST", "/plain/key?select&select-type=2"],
    ["PATCH", "/plain/key"],
    ["PUT", "/plain/key", { "x-amz-tagging": "a=b" }],
    ["PUT", "/plain/key", { "x-amz-server-side-encryption": "aws:kms" }],
  ];
  for (const [method, path, headers] of unknown) {
    it(`refuse ${method} ${path} ${headers ? JSON.stringify(headers) : ""}, which is not here`, async () => {
      const { status, body } = await raw(method, path, headers);
      expect([status, codeOf(body)]).to.deep.equal([501, "NotImplemented"]);
      expect(body).to.match(/<Resource>.*<\/Resource><RequestId>\w+<\/RequestId><\/Error>$/);
    });
  }

  async function raw(method: string, path: string, headers: Record<string, string> = {}) {
    const { hostname, port } = new URL(fixture.url);
    const all = await signed(fixture, path, { method, headers });
    const request = http.request({ hostname, port, method, path, headers: all });
    request.end();
    const [response] = await once(request, "response");
    return { status: response.statusCode, body: await text(response) };
  }
});

function codeOf(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1];
}
