import {
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../../helpers/runs";
import { refusalOf, type S3Fixture, signed, startS3 } from "./fixture";

const Bucket = "plain";

/** Keys of all kinds: with parts that a file system would follow, and characters that XML or URLs escape. */
const key = fc
  .oneof(
    fc
      .array(fc.constantFrom("a", "b", "..", ".", "", "é", "😀", "%2F", "&<>\"'", " ", "+"), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.join("/")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  )
  .filter((text) => text !== "" && !/\p{Cc}|[\uFFFE\uFFFF]/u.test(text));

describe("lists of local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  const put = (Key: string) => fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));

  /** All pages of ListObjectsV2. */
  async function listed(input: {
    Prefix?: string;
    Delimiter?: string;
    MaxKeys?: number;
    StartAfter?: string;
  }) {
    const found: { keys: string[]; prefixes: string[] } = { keys: [], prefixes: [] };
    let ContinuationToken: string | undefined;
    do {
      const page = await fixture.s3.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken }));
      expect(page.KeyCount).to.equal((page.Contents?.length ?? 0) + (page.CommonPrefixes?.length ?? 0));
      expect(page.KeyCount).to.be.at.most(input.MaxKeys ?? 1000);
      found.keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      found.prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return found;
  }

  it("contain any key as it is, by pages, in the order of UTF-8", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        async (keys, MaxKeys) => {
          for (const one of keys) await put(one);
          const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          expect(await listed({ MaxKeys })).to.deep.equal({ keys: sorted, prefixes: [] });
          for (const one of keys) {
            const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: one }));
            expect(await Body?.transformToString()).to.equal(one);
          }
          const Objects = keys.map((Key) => ({ Key }));
          await fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
          expect(await listed({})).to.deep.equal({ keys: [], prefixes: [] });
        },
      ),
      { numRuns: runs(20) },
    );
  });

  it("roll keys up to the delimiter, on any page", async () => {
    for (const name of ["r/b", "r/a/1", "r/a/2", "r/é & <ü>", "r/c/1", "r/c/2/3"]) await put(name);
    const all = { keys: ["r/b", "r/é & <ü>"], prefixes: ["r/a/", "r/c/"] };
    for (const MaxKeys of [1, 2, 3, 1000]) {
      expect(await listed({ Prefix: "r/", Delimiter: "/", MaxKeys })).to.deep.equal(all);
    }
    expect(await listed({ Prefix: "r/", Delimiter: "/", StartAfter: "r/b" })).to.deep.equal({
      keys: ["r/é & <ü>"],
      prefixes: ["r/c/"],
    });
    expect(await listed({ Prefix: "r/a/" })).to.deep.equal({ keys: ["r/a/1", "r/a/2"], prefixes: [] });
  });

  it("show uploads that are not completed, by pages", async () => {
    const started: Awaited<ReturnType<typeof create>>[] = [];
    for (const Key of ["u/b", "u/a", "u/é", "u/a"]) started.push(await create(Key));
    const found: (string | undefined)[][] = [];
    let place: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
    while (place) {
      const input = { Bucket, Prefix: "u/", MaxUploads: 1, ...place };
      const page: Awaited<ReturnType<typeof uploads>> = await uploads(input);
      found.push(...(page.Uploads ?? []).map(({ Key, UploadId }) => [Key, UploadId]));
      place = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
    }
    const order = [1, 3, 0, 2].map((index) => started[index]);
    expect(found).to.deep.equal(order.map((upload) => [upload?.Key, upload?.UploadId]));
  });

  const create = (Key: string) => fixture.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const uploads = (input: ConstructorParameters<typeof ListMultipartUploadsCommand>[0]) =>
    fixture.s3.send(new ListMultipartUploadsCommand(input));

  it("are refused for a size that is no number", async () => {
    const MaxKeys = -1;
    expect(await refusalOf(fixture.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys })))).to.equal(
      "400 InvalidArgument",
    );
  });

  it("write keys with control characters in XML that says so", async () => {
    await put("control/\u0001\r");
    const path = "/plain?list-type=2&prefix=control";
    const response = await fetch(`${fixture.url}${path}`, { headers: await signed(fixture, path) });
    expect(await response.text()).to.include("<Key>control/&#1;&#13;</Key>");
  });
});
