import { cp, readdir, rm, symlink, truncate } from "node:fs/promises";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { CloudContext } from "../../../../local/engine/service";
import type { S3 } from "../../../../local/services/s3";
import { type Harness, start } from "../../harness";
import { clientConfig, startEmptyS3 } from "./fixture";

const MISSING = "The content is missing in the data folder. Restore it, or put or delete the object.";

describe("contents of local S3 that are missing", () => {
  const Bucket = "bucket";
  let buckets: string;
  let contents: string;
  let problems: string[];
  let cloud: Harness<S3>;
  let opened: Harness<S3>;
  let client: S3Client;
  beforeEach(async () => {
    problems = [];
    cloud = await start((context: CloudContext) => {
      buckets = join(context.dataDir, "buckets");
      contents = join(buckets, "contents");
      return startEmptyS3(context, (problem) => problems.push(problem));
    });
    await open(cloud);
  });
  afterEach(async () => {
    client.destroy();
    await opened.close();
    await cloud.close();
  });

  async function open(running: Harness<S3>) {
    opened = running;
    client = new S3Client(clientConfig(opened));
    await opened.make("aws:s3/bucket:Bucket", Bucket, { bucket: Bucket });
  }

  async function restart() {
    client.destroy();
    await open(await opened.restart());
  }

  const put = (Key: string) => client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const names = async () => (await readdir(contents)).filter((name) => name.length === 26).sort();
  const get = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return Body?.transformToString();
  };
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => expect.fail("It was not refused."),
      ({ $metadata, name, message }) => `${$metadata?.httpStatusCode} ${name}: ${message}`,
    );

  for (const what of ["their folder", "each of them"])
    it(`end the start if ${what} is gone`, async () => {
      await put("first");
      await put("second");
      const gone = what === "their folder" ? [""] : await names();
      for (const name of gone) await rm(join(contents, name), { recursive: true });
      client.destroy();
      const error = await opened.restart().catch((reason) => reason);
      expect({ name: error.name, message: error.message }).to.deep.equal({
        name: "LocalCloudError",
        message: `The data in ${contents} cannot be opened (all contents are missing). Restore it, or start with --fresh to delete all data.`,
      });
    });

  it("are reported at the start, and their objects refused without a path on this machine", async () => {
    await put("first");
    const [first = ""] = await names();
    await put("second");
    await rm(join(contents, first));
    await restart();
    expect(problems).to.deep.equal([
      `S3, contents: missing: 1 of 2. Restore them in ${contents}, or put or delete the objects that cannot be read.`,
    ]);
    expect(await get("second")).to.equal("second");
    expect(await refusal(get("first"))).to.equal(`500 InternalError: ${MISSING}`);
    await put("first");
    expect(await get("first")).to.equal("first");
    const path = join(contents, first);
    expect(problems.slice(1)).to.deep.equal([
      `S3, GET /bucket/first?x-id=GetObject: ${MISSING} (ENOENT: no such file or directory, open '${path}')`,
    ]);
  });

  const FAULTS: [what: string, message: string, cause: string, change: (path: string) => Promise<void>][] = [
    ["cut short", "is not as long as it was", "PATH has 4 bytes instead of 5", (path) => truncate(path, 4)],
    [
      "that no one may open",
      "cannot be read (ELOOP)",
      "ELOOP: too many symbolic links encountered, open 'PATH'",
      async (path) => {
        await rm(path);
        await symlink(path, path);
      },
    ],
  ];
  for (const [what, message, cause, change] of FAULTS)
    it(`are named by their paths only here if they are ${what}`, async () => {
      await put("first");
      const path = join(contents, ...(await names()));
      await change(path);
      const sentence = `The content ${message} in the data folder. Restore it, or put or delete the object.`;
      expect(await refusal(get("first"))).to.equal(`500 InternalError: ${sentence}`);
      expect(problems).to.deep.equal([
        `S3, GET /bucket/first?x-id=GetObject: ${sentence} (${cause.replace("PATH", path)})`,
      ]);
    });

  it("are reported at the start, too, if they were cut short", async () => {
    await put("first");
    const [first = ""] = await names();
    await put("second");
    await truncate(join(contents, first), 4);
    await restart();
    expect(problems).to.deep.equal([
      `S3, contents: damaged: 1 of 2. Restore them in ${contents}, or put or delete the objects that cannot be read.`,
    ]);
  });

  it("are named so, too, if they are parts of an upload", async () => {
    const upload = { Bucket, Key: "whole" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
    const PartNumber = 1;
    const { ETag } = await client.send(
      new UploadPartCommand({ ...upload, UploadId, PartNumber, Body: "part" }),
    );
    for (const name of await names()) await rm(join(contents, name));
    const MultipartUpload = { Parts: [{ PartNumber, ETag }] };
    const completion = new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload });
    expect(await refusal(client.send(completion))).to.equal(`500 InternalError: ${MISSING}`);
  });

  it("are put again if the program declares their objects", async () => {
    const page = { bucket: Bucket, key: "index.html", content: "<p>" };
    const declare = () => opened.make("aws:s3/bucketObjectv2:BucketObjectv2", "page", page);
    await declare();
    const [file = ""] = await names();
    await put("other");
    await rm(join(contents, file));
    await restart();
    await declare();
    expect(await get("index.html")).to.equal("<p>");
  });

  it("are none of entries that come back: what was set aside without them does, too", async () => {
    await put("kept");
    await opened.service.close?.();
    const [entries, backup] = [join(buckets, "entries"), join(buckets, "backup")];
    await cp(entries, backup, { recursive: true });
    await restart();
    await put("later");
    await opened.service.close?.();
    const later = join(buckets, "later");
    await cp(entries, later, { recursive: true });
    for (const state of [backup, later]) {
      await rm(entries, { recursive: true });
      await cp(state, entries, { recursive: true });
      await restart();
      await opened.service.close?.();
    }
    await restart();
    expect(await get("later")).to.equal("later");
    expect(problems).to.deep.equal([
      `S3, contents: those of no object (1) are kept in ${join(contents, "unnamed")}.`,
    ]);
  });
});
