import { rejects } from "node:assert/strict";
import fs from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { Server } from "node:net";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { CloudContext } from "../../../../local/engine/service";
import { s3 } from "../../../../local/services/s3";
import { start } from "../../harness";
import { clientConfig, refusalOf, startEmptyS3 } from "./fixture";

describe("local S3 on a machine that refuses", () => {
  const { listen } = Server.prototype;
  const { createWriteStream } = fs;
  afterEach(() => {
    Server.prototype.listen = listen;
    fs.createWriteStream = createWriteStream;
  });

  it("a port below 1024 names a port that it can have", async () => {
    // Tests may run with the right to open it.
    Server.prototype.listen = function (this: Server, ...args: unknown[]) {
      if (args[0] !== 80) return Reflect.apply(listen, this, args);
      const error = Object.assign(new Error("listen EACCES: permission denied"), { code: "EACCES" });
      process.nextTick(() => this.emit("error", error));
      return this;
    };
    const ports = { value: {}, update: async () => {} };
    const options = { host: "localhost", sitePort: 80, ports, report: expect.fail };
    const started = start((context) => s3(context, options));
    const error = await started.then(
      () => expect.fail("It started."),
      (reason) => reason,
    );
    expect(error).to.include({
      name: "LocalCloudError",
      message: "Port 80 needs administrator rights. Choose one above 1023 with --port (0 picks a free one).",
    });
  });

  it("more data fails the upload, says that the disk is full, and goes on once it is not", async () => {
    const problems: string[] = [];
    const report = (problem: string) => problems.push(problem);
    let dataDir = "";
    const cloud = await start((context: CloudContext) => {
      dataDir = context.dataDir;
      return startEmptyS3(context, report);
    });
    const client = new S3Client(clientConfig(cloud));
    try {
      await cloud.make("aws:s3/bucket:Bucket", "bucket", { bucket: "bucket" });
      const put = () => client.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "text" }));
      fs.createWriteStream = () => createWriteStream("/dev/full");
      expect(await refusalOf(put())).to.equal("500 InternalError");
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^S3, PUT .*: the disk is full\. Free some space\.$/);
      fs.createWriteStream = createWriteStream;
      expect((await put()).$metadata.httpStatusCode).to.equal(200);
      expect(await readdir(join(dataDir, "buckets", "contents", "incoming"))).to.deep.equal([]);
    } finally {
      client.destroy();
      await cloud.close();
    }
  });

  it("the rest of an object ends the answer that has begun, and says why", async () => {
    const problems: string[] = [];
    let contents = "";
    const cloud = await start((context: CloudContext) => {
      contents = join(context.dataDir, "buckets", "contents");
      const report = (problem: string) => problems.push(problem);
      return startEmptyS3(context, report);
    });
    const client = new S3Client(clientConfig(cloud));
    try {
      await cloud.make("aws:s3/bucket:Bucket", "bucket", { bucket: "bucket" });
      const object = { Bucket: "bucket", Key: "key" };
      // A folder opens like a file, also of the right length, and fails when it is read.
      const { size } = await stat(join(contents, "incoming"));
      await client.send(new PutObjectCommand({ ...object, Body: "x".repeat(size) }));
      const file = (await readdir(contents)).find((name) => name !== "incoming") ?? "";
      await rm(join(contents, file));
      await mkdir(join(contents, file));
      const read = client.send(new GetObjectCommand(object)).then(({ Body }) => Body?.transformToString());
      await rejects(read);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^S3, GET \/bucket\/key\?.*: EISDIR: /);
    } finally {
      client.destroy();
      await cloud.close();
    }
  });
});
