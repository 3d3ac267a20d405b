import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { CloudContext } from "../../../../local/engine/service";
import { start } from "../../harness";
import { clientConfig, refusalOf, startEmptyS3 } from "./fixture";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:new-files";

describe("a multipart upload to local S3 that a queue cannot be told of", () => {
  it("leaves no part, and is announced when its client completes it again", async () => {
    let contents = "";
    let isFull = true;
    const keys: string[] = [];
    const problems: string[] = [];
    const cloud = await start(
      (context: CloudContext) => {
        contents = join(context.dataDir, "buckets", "contents");
        return startEmptyS3(context, (problem) => problems.push(problem));
      },
      {
        async sendToQueue(_queue, body) {
          if (isFull) throw new Error("The queue takes nothing.");
          keys.push(JSON.parse(body).Records[0].s3.object.key);
        },
      },
    );
    await cloud.make("aws:s3/bucket:Bucket", "files", { bucket: "files" });
    await cloud.make("aws:s3/bucketNotification:BucketNotification", "files", {
      bucket: "files",
      queues: [{ queueArn: QUEUE, events: ["s3:ObjectCreated:*"] }],
    });
    const client = new S3Client(clientConfig(cloud));
    const object = { Bucket: "files", Key: "receipt" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
    const part = { ...object, UploadId, PartNumber: 1, Body: "part" };
    const { ETag } = await client.send(new UploadPartCommand(part));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = () =>
      client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));

    expect(await refusalOf(complete())).to.equal("500 InternalError");
    expect((await readdir(contents)).filter((name) => name !== "incoming")).to.have.length(1);
    isFull = false;
    await complete();
    expect(keys).to.deep.equal(["receipt"]);
    expect(problems).to.have.length(1);
    client.destroy();
    await cloud.close();
  });
});
