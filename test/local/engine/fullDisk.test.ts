import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { failRequestOf } from "../../../local/engine/containment";
import { damaged } from "../../../local/engine/level";
import { reasonOf } from "../../../local/engine/localCloudError";
import type { CloudContext, Service } from "../../../local/engine/service";
import { dynamodb } from "../../../local/services/dynamodb";
import { s3 } from "../../../local/services/s3";
import { sqs } from "../../../local/services/sqs";
import { fillDisk, freeDisk, LEVEL_WORDS } from "../../helpers/filledDisk";
import { type Harness, start } from "../harness";

const SENTENCE = "the disk is full. Free some space and start the local cloud again.";

const table = { hashKey: "key", attributes: [{ name: "key", type: "S" }], billingMode: "PAY_PER_REQUEST" };
const ports = { value: {}, update: async () => {} };

/** Services over LevelDB, with what makes room for a write and the write. */
const SERVICES: [
  string,
  (context: CloudContext) => Promise<Service>,
  (cloud: Harness<Service>) => Promise<Write>,
][] = [
  [
    "DynamoDB",
    (context) => dynamodb(context, expect.fail),
    async ({ make, client }) => {
      await make("aws:dynamodb/table:Table", "table", { ...table, name: "table" });
      const Item = { key: { S: "key" } };
      return () => new DynamoDBClient(client).send(new PutItemCommand({ TableName: "table", Item }));
    },
  ],
  [
    "SQS",
    sqs,
    async ({ make, client }) => {
      const { id: QueueUrl } = await make("aws:sqs/queue:Queue", "queue", {});
      return () => new SQSClient(client).send(new SendMessageCommand({ QueueUrl, MessageBody: "text" }));
    },
  ],
  [
    "S3",
    (context) => s3(context, { host: "localhost", sitePort: 0, ports, report: () => {} }),
    async ({ make, client }) => {
      await make("aws:s3/bucket:Bucket", "bucket", { bucket: "bucket" });
      const object = { Bucket: "bucket", Key: "key", Body: "text" };
      return () => new S3Client(client).send(new PutObjectCommand(object));
    },
  ],
];

type Write = () => Promise<unknown>;

describe("a full disk under LevelDB", () => {
  const listeners = process.listeners("uncaughtException");
  beforeEach(() => {
    // As in the process of the local cloud: dynalite throws in a callback.
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", failRequestOf);
  });
  afterEach(() => {
    freeDisk();
    process.removeAllListeners("uncaughtException");
    for (const listener of listeners) process.on("uncaughtException", listener);
  });

  for (const [name, create, prepare] of SERVICES) {
    it(`is what the answer of ${name} says, with what to do`, async () => {
      const cloud = await start(create);
      const { client } = cloud;
      const write = await prepare({ ...cloud, client: Object.assign(client, { maxAttempts: 1 }) });
      await write();
      fillDisk();
      const error = await write().then(
        () => expect.fail("It was stored."),
        (reason) => reason,
      );
      freeDisk();
      // The endpoint reports what fails inside; S3 does that itself.
      const closed = await cloud.close().then(() => "", String);
      if (name !== "S3") expect(closed).to.contain(`failed: ${SENTENCE}`);
      expect({ status: error.$metadata.httpStatusCode, message: error.message }).to.deep.equal({
        status: 500,
        message: SENTENCE,
      });
    });
  }

  it("is found below the error of a library, and no reason to delete data", () => {
    expect(reasonOf(new Error("It failed.", { cause: new Error(LEVEL_WORDS) }))).to.equal(SENTENCE);
    expect(damaged("/data/dynamodb", LEVEL_WORDS).message).to.equal(
      `The data in /data/dynamodb cannot be opened: ${SENTENCE}`,
    );
  });
});
