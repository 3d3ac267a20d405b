import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { deleteAllVersions } from "../../../domain/aws/objectVersions";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";

const Bucket = "versioned";

describe("versions in local S3", () => {
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

  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const remove = (Key: string, VersionId?: string) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  async function read(Key: string): Promise<string | undefined> {
    const answer = s3.send(new GetObjectCommand({ Bucket, Key }));
    return answer.then(
      ({ Body }) => Body?.transformToString(),
      (error: Error) => error.name,
    );
  }

  /** The versions below a prefix, in their order: size, or marker; the latest with a star. */
  async function shown(Prefix: string, MaxKeys?: number) {
    const found: string[] = [];
    const ids: { Key: string | undefined; VersionId: string | undefined }[] = [];
    let place: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (;;) {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix, MaxKeys, ...place }));
      const { Versions = [], DeleteMarkers = [] } = page;
      for (const { Key, VersionId, IsLatest, Size } of Versions) {
        found.push(`${Key} ${Size}${IsLatest ? "*" : ""}`);
        ids.push({ Key, VersionId });
      }
      for (const { Key, VersionId, IsLatest } of DeleteMarkers) {
        found.push(`${Key} marker${IsLatest ? "*" : ""}`);
        ids.push({ Key, VersionId });
      }
      if (!page.IsTruncated) return { found, ids };
      place = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  }

  it("are kept when an object is replaced or deleted", async () => {
    await put("a/one", "1");
    await put("a/one", "22");
    expect((await shown("a/")).found).to.deep.equal(["a/one 2*", "a/one 1"]);
    expect(await read("a/one")).to.equal("22");

    const marker = await remove("a/one");
    expect(marker.DeleteMarker).to.equal(true);
    expect((await shown("a/", 1)).found).to.deep.equal(["a/one marker*", "a/one 2", "a/one 1"]);
    expect(await read("a/one")).to.equal("NoSuchKey");
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "a/" }));
    expect(KeyCount).to.equal(0);

    await remove("a/one", marker.VersionId);
    expect(await read("a/one")).to.equal("22");
  });

  it("go for good one by one; the one before the latest takes its place", async () => {
    await put("b/one", "1");
    await put("b/one", "22");
    const [second, first] = (await shown("b/")).ids.map(({ VersionId }) => VersionId);
    await remove("b/one", second);
    expect((await shown("b/")).found).to.deep.equal(["b/one 1*"]);
    expect(await read("b/one")).to.equal("1");
    await remove("b/one", first);
    await remove("b/one", first);
    expect((await shown("b/")).found).to.deep.equal([]);
  });

  it("leave a delete marker also where there is no object", async () => {
    await remove("c/none");
    expect((await shown("c/")).found).to.deep.equal(["c/none marker*"]);
  });

  it("are deleted many at once, whatever their keys", async () => {
    for (const key of ["d/é & <ü>", "d/one", "d/one/two"]) {
      await put(key, "1");
      await put(key, "22");
      await remove(key);
    }
    const { ids, found } = await shown("d/", 2);
    expect(found).to.have.length(9);
    const [kept, ...others] = ids;
    const { Deleted = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: others as { Key: string }[] } }),
    );
    expect(Deleted.map(({ Key, VersionId }) => ({ Key, VersionId }))).to.deep.equal(others);
    expect((await shown("d/")).ids).to.deep.equal([kept]);
  });

  it("are the same after a restart, without a new one of what is deployed again", async () => {
    await put("e/one", "1");
    await put("e/one", "22");
    const before = await shown("");
    expect(before.ids).to.deep.include({ Key: "deployed.txt", VersionId: "null" });
    cloud = await cloud.restart();
    s3 = new S3Client(clientConfig(cloud));
    expect(await shown("")).to.deep.equal(before);
  });

  it("do not hide uploads that are not completed", async () => {
    const upload = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "f/é" }));
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "g/other" }));
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "f/" }));
    expect(Uploads.map(({ Key, UploadId }) => [Key, UploadId])).to.deep.equal([["f/é", upload.UploadId]]);
  });

  it("and uploads below a prefix are all deleted, on however many pages S3 lists them", async () => {
    for (const Key of ["h/one", "h/one", "h/two", "h/three", "i/other"]) {
      await put(Key, "1");
      await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    }
    const paging = new S3Client(clientConfig(cloud));
    const calls: string[] = [];
    paging.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          calls.push(String(commandName));
          const limits = { MaxUploads: 1, MaxKeys: 1 };
          return next({ ...args, input: { ...args.input, ...limits } });
        },
      { step: "initialize" },
    );
    expect(await deleteAllVersions(paging, Bucket, "h/")).to.equal(8);
    paging.destroy();
    expect(calls.filter((name) => name === "ListMultipartUploadsCommand")).to.have.length(4);
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "h/" }));
    expect([Uploads, (await shown("h/")).found]).to.deep.equal([[], []]);
    expect((await shown("i/")).found).to.deep.equal(["i/other 1*"]);
  });
});
