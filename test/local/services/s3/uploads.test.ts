import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { expect } from "chai";
import { refusalOf, type S3Fixture, startS3 } from "./fixture";

const Bucket = "plain";
const MIB = 1024 * 1024;
/** The smallest part that may precede another. */
const LARGE = Buffer.alloc(5 * MIB, "large ");

describe("multipart uploads of local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  async function create(
    Key: string,
    more: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType } = {},
  ) {
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    const upload = { Bucket, Key, UploadId };
    return {
      upload,
      async part(PartNumber: number, Body: Buffer | string): Promise<CompletedPart> {
        const answer = await fixture.s3.send(
          new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: more.ChecksumAlgorithm }),
        );
        const { ETag, ChecksumCRC32, ChecksumSHA256, ChecksumCRC64NVME } = answer;
        return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256, ChecksumCRC64NVME };
      },
      complete: (Parts: CompletedPart[], conditions = {}) =>
        fixture.s3.send(
          new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...conditions }),
        ),
      abort: () => fixture.s3.send(new AbortMultipartUploadCommand(upload)),
    };
  }

  const head = (Key: string) =>
    fixture.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));

  it("put 30 MB together as the SDK uploads them", async () => {
    const content = Buffer.alloc(30 * MIB, "thirty ");
    const upload = new Upload({ client: fixture.s3, params: { Bucket, Key: "big", Body: content } });
    await upload.done();
    const { Body, ETag } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "big" }));
    const read = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(read.equals(content)).to.equal(true);
    expect(ETag).to.match(/^"[0-9a-f]{32}-6"$/);
  });

  it("have an ETag over the parts, and can be completed again", async () => {
    const { part, complete } = await create("etag");
    const parts = [await part(2, LARGE), await part(7, "last")];
    const { ETag } = await complete(parts);
    const md5 = (content: Buffer | string) => createHash("md5").update(content).digest();
    const whole = createHash("md5").update(md5(LARGE)).update(md5("last")).digest("hex");
    expect(ETag).to.equal(`"${whole}-2"`);
    expect((await complete(parts)).ETag).to.equal(ETag);
    expect((await head("etag")).ContentLength).to.equal(LARGE.length + 4);
  });

  const checksums: [ChecksumAlgorithm, ChecksumType | undefined, RegExp, ChecksumType][] = [
    ["CRC32", undefined, /^[\w+/]{6}==-2$/, "COMPOSITE"],
    ["SHA256", undefined, /^[\w+/]{43}=-2$/, "COMPOSITE"],
    ["CRC32", "FULL_OBJECT", /^[\w+/]{6}==$/, "FULL_OBJECT"],
    ["CRC64NVME", undefined, /^[\w+/]{11}=$/, "FULL_OBJECT"],
  ];
  for (const [ChecksumAlgorithm, wanted, pattern, type] of checksums) {
    it(`have a ${type} ${ChecksumAlgorithm}`, async () => {
      const { part, complete } = await create("checksum", { ChecksumAlgorithm, ChecksumType: wanted });
      await complete([await part(1, LARGE), await part(2, "last")]);
      const shown = await head("checksum");
      expect(shown[`Checksum${ChecksumAlgorithm}` as "ChecksumCRC32"]).to.match(pattern);
      expect(shown.ChecksumType).to.equal(type);
    });
  }

  it("replace a part that is sent again", async () => {
    const { part, complete } = await create("again");
    await part(1, "wrong one");
    await complete([await part(1, "right")]);
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "again" }));
    expect(await Body?.transformToString()).to.equal("right");
  });

  it("refuse parts that do not make an object, and go on", async () => {
    const { part, complete } = await create("refused");
    const [small, last] = [await part(1, "small"), await part(2, "last")];
    const none = { PartNumber: 3, ETag: small.ETag };
    const other = { ...small, ETag: last.ETag };
    expect(await refusalOf(complete([none]))).to.equal("400 InvalidPart");
    expect(await refusalOf(complete([other]))).to.equal("400 InvalidPart");
    expect(await refusalOf(complete([last, small]))).to.equal("400 InvalidPartOrder");
    expect(await refusalOf(complete([small, last]))).to.equal("400 EntityTooSmall");
    expect(await refusalOf(complete([]))).to.equal("400 MalformedXML");
    expect(await refusalOf(head("refused"))).to.equal("404 NotFound");
    await complete([last]);
    expect((await head("refused")).ContentLength).to.equal(4);
  });

  it("are completed only if their condition holds", async () => {
    const { part, complete, abort } = await create("etag");
    const parts = [await part(1, "other")];
    expect(await refusalOf(complete(parts, { IfNoneMatch: "*" }))).to.equal("412 PreconditionFailed");
    await abort();
  });

  it("leave nothing when they are aborted", async () => {
    const { upload, part, abort, complete } = await create("aborted");
    const parts = [await part(1, "one")];
    await abort();
    expect(await refusalOf(abort())).to.equal("404 NoSuchUpload");
    expect(await refusalOf(part(2, "two"))).to.equal("404 NoSuchUpload");
    expect(await refusalOf(complete(parts))).to.equal("404 NoSuchUpload");
    const { Uploads = [] } = await fixture.s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads.map(({ UploadId }) => UploadId)).to.not.include(upload.UploadId);
  });

  it("are found by their own bucket and key only", async () => {
    const { upload } = await create("mine");
    for (const other of [
      { Key: "yours" },
      { Bucket: "versioned" },
      { UploadId: "../../mine" },
      { UploadId: "" },
    ]) {
      const part = new UploadPartCommand({ ...upload, PartNumber: 1, Body: "x", ...other });
      expect(await refusalOf(fixture.s3.send(part))).to.equal("404 NoSuchUpload");
    }
  });

  it("take parts from other objects", async () => {
    await fixture.s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "0123456789" }));
    const { upload, complete } = await create("copied");
    const copy = (range: string) =>
      fixture.s3.send(
        new UploadPartCopyCommand({
          ...upload,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange: range,
        }),
      );
    expect(await refusalOf(copy("bytes=2-10"))).to.equal("416 InvalidRange");
    expect(await refusalOf(copy("bytes=2-"))).to.equal("400 InvalidArgument");
    const { CopyPartResult } = await copy("bytes=2-4");
    await complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "copied" }));
    expect(await Body?.transformToString()).to.equal("234");
  });

  it("are the same after a restart", async () => {
    const { upload, part } = await create("restarted");
    const parts = [await part(1, "one")];
    fixture = await fixture.restart();
    await fixture.s3.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
    );
    expect((await head("restarted")).ContentLength).to.equal(3);
  });
});
