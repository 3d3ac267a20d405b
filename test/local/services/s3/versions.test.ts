import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { deleteAllVersions } from "../../../../domain/aws/objectVersions";
import { clientConfig, refusalOf, type S3Fixture, startS3 } from "./fixture";

const Bucket = "versioned";

describe("versions in local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  const put = (Key: string, Body: string) => fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const remove = (Key: string, VersionId?: string) =>
    fixture.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  async function read(Key: string): Promise<string | undefined> {
    const answer = fixture.s3.send(new GetObjectCommand({ Bucket, Key }));
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
      const page = await fixture.s3.send(
        new ListObjectVersionsCommand({ Bucket, Prefix, MaxKeys, ...place }),
      );
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
    const { KeyCount } = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: "a/" }));
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
    const { Deleted = [] } = await fixture.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: others as { Key: string }[] } }),
    );
    expect(Deleted.map(({ Key, VersionId }) => ({ Key, VersionId }))).to.deep.equal(others);
    expect((await shown("d/")).ids).to.deep.equal([kept]);
  });

  it("are the same after a restart, without a new one of what is deployed again", async () => {
    const deploy = (content: string) =>
      fixture.make("aws:s3/bucketObjectv2:BucketObjectv2", "deployed", {
        bucket: Bucket,
        key: "e/deployed",
        content,
      });
    await deploy("once");
    await put("e/one", "1");
    await put("e/one", "22");
    await remove("e/two");
    const before = await shown("");
    fixture = await fixture.restart();
    await deploy("once");
    expect(await shown("")).to.deep.equal(before);
    await deploy("changed");
    expect((await shown("e/deployed")).found).to.deep.equal(["e/deployed 7*", "e/deployed 4"]);
  });

  it("are read by their ID; a delete marker is refused", async () => {
    const { VersionId } = await put("f/one", "1");
    await put("f/one", "22");
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "f/one", VersionId }));
    expect(await Body?.transformToString()).to.equal("1");
    const marker = (await remove("f/one")).VersionId;
    const get = (id: string | undefined) =>
      fixture.s3.send(new GetObjectCommand({ Bucket, Key: "f/one", VersionId: id }));
    expect(await refusalOf(get(marker))).to.equal("405 MethodNotAllowed");
    expect(await refusalOf(get(undefined))).to.equal("404 NoSuchKey");
    expect(await refusalOf(get("none"))).to.equal("404 NoSuchVersion");
    expect(await refusalOf(get("\u0000"))).to.equal("400 InvalidArgument");
    expect(await refusalOf(remove("f/one", "\u0000"))).to.equal("400 InvalidArgument");
    const head = fixture.s3.send(new HeadObjectCommand({ Bucket, Key: "f/one" }));
    expect(await refusalOf(head)).to.equal("404 NotFound");
  });

  it("are newer than those before them, also if the clock was set back", async () => {
    await put("h/one", "1");
    const clock = Date.now;
    Date.now = () => clock() - 86_400_000;
    try {
      await put("h/one", "22");
    } finally {
      Date.now = clock;
    }
    fixture = await fixture.restart();
    await put("h/one", "333");
    expect((await shown("h/")).found).to.deep.equal(["h/one 3*", "h/one 2", "h/one 1"]);
  });

  it("go on after one that was deleted meanwhile", async () => {
    for (const text of ["1", "22", "333"]) await put("i/one", text);
    const first = await fixture.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: "i/", MaxKeys: 1 }));
    await remove("i/one", first.NextVersionIdMarker);
    const { Versions } = await fixture.s3.send(
      new ListObjectVersionsCommand({
        ...{ Bucket, Prefix: "i/" },
        ...{ KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker },
      }),
    );
    expect(Versions?.map(({ Size }) => Size)).to.deep.equal([2, 1]);
  });

  it("and uploads below a prefix are all deleted, on however many pages S3 lists them", async () => {
    for (const Key of ["j/one", "j/one", "j/two", "j/three", "k/other"]) {
      await put(Key, "1");
      await fixture.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    }
    const paging = new S3Client(clientConfig(fixture));
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
    expect(await deleteAllVersions(paging, Bucket, "j/")).to.equal(8);
    paging.destroy();
    expect(calls.filter((name) => name === "ListMultipartUploadsCommand")).to.have.length(4);
    const list = new ListMultipartUploadsCommand({ Bucket, Prefix: "j/" });
    const { Uploads = [] } = await fixture.s3.send(list);
    expect([Uploads, (await shown("j/")).found]).to.deep.equal([[], []]);
    expect((await shown("k/")).found).to.deep.equal(["k/other 1*"]);
  });
});
