import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mock } from "node:test";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { ulid } from "ulid";
import type { CloudContext } from "../../../../local/engine/service";
import type { S3 } from "../../../../local/services/s3";
import { Files } from "../../../../local/services/s3/files";
import { fillDisk, freeDisk } from "../../../helpers/filledDisk";
import { type Harness, start } from "../../harness";
import { clientConfig, refusalOf, startEmptyS3 } from "./fixture";

describe("contents of local S3 that nothing names", () => {
  const object = { Bucket: "bucket", Key: "key" };
  let contents: string;
  let problems: string[];
  let cloud: Harness<S3>;
  let client: S3Client;
  beforeEach(async () => {
    problems = [];
    cloud = await start((context: CloudContext) => {
      contents = join(context.dataDir, "buckets", "contents");
      return startEmptyS3(context, (problem) => problems.push(problem));
    });
    await open(cloud);
  });
  afterEach(async () => {
    mock.restoreAll();
    freeDisk();
    client.destroy();
    await cloud.close();
  });

  async function open(opened: Harness<S3>) {
    cloud = opened;
    client = new S3Client(clientConfig(cloud));
    await cloud.make("aws:s3/bucket:Bucket", "bucket", { bucket: "bucket" });
  }

  const put = (Body: string, Key = "key") => client.send(new PutObjectCommand({ ...object, Key, Body }));
  const files = async () =>
    (await readdir(contents)).filter((name) => name !== "incoming" && name !== "unnamed");
  const upload = async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
    const sendPart = (Body: string) =>
      client.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body }));
    return { UploadId, sendPart };
  };

  it("are not left by objects and parts that a full disk has no entry for", async () => {
    await put("kept");
    const before = await files();
    const { sendPart } = await upload();
    fillDisk();
    expect(await refusalOf(put("refused"))).to.equal("500 InternalError");
    expect(await refusalOf(sendPart("refused"))).to.equal("500 InternalError");
    freeDisk();
    expect(await files()).to.deep.equal(before);
    expect(await readdir(join(contents, "incoming"))).to.deep.equal([]);
    expect(problems).to.have.length(2);
  });

  it("are not what an object has that was stored, although the one before could not be deleted", async () => {
    await put("old");
    mock.method(Files.prototype, "remove", async () => {
      throw new Error("EIO");
    });
    expect(await refusalOf(put("new"))).to.equal("500 InternalError");
    mock.restoreAll();
    const { Body } = await client.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).to.equal("new");
  });

  it("are set aside at the start after a kill, and no others", async () => {
    const { UploadId, sendPart } = await upload();
    const { ETag } = await sendPart("part");
    await put("deleted", "deleted");
    await put("replaced", "other");
    // Nothing is done after the write of the entries.
    mock.method(Files.prototype, "remove", async () => {});
    await client.send(new DeleteObjectCommand({ ...object, Key: "deleted" }));
    await put("current", "other");
    mock.restoreAll();
    // A file that was kept before its entry was written, and one of somebody else.
    const unnamed = ulid();
    await writeFile(join(contents, unnamed), "not named");
    await writeFile(join(contents, "notes.txt"), "mine");
    expect(await files()).to.have.length(6);

    client.destroy();
    const restarted = await cloud.restart();
    // As long as the program does not declare a bucket, its objects are kept.
    expect(await files())
      .to.have.length(3)
      .and.to.include("notes.txt");
    // They may be those of entries that are lost.
    const aside = join(contents, "unnamed");
    expect(await readdir(aside))
      .to.have.length(3)
      .and.to.include(unnamed);
    expect(problems).to.deep.equal([`S3, contents: those of no object (3) are kept in ${aside}.`]);
    await open({ ...restarted, close: cloud.close });
    const Parts = [{ PartNumber: 1, ETag }];
    const completion = { ...object, UploadId, MultipartUpload: { Parts } };
    await client.send(new CompleteMultipartUploadCommand(completion));
    for (const [Key, expected] of Object.entries({ key: "part", other: "current" })) {
      const { Body } = await client.send(new GetObjectCommand({ ...object, Key }));
      expect(await Body?.transformToString()).to.equal(expected);
    }
    await restarted.close();
  });
});
