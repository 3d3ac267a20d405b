import { join } from "node:path";
import { mock } from "node:test";
import {
  DeleteTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import type { CloudContext, Service } from "../../../local/engine/service";
import { cloudfront } from "../../../local/services/cloudfront";
import { dynamodb } from "../../../local/services/dynamodb";
import { scheduler } from "../../../local/services/scheduler";
import { blockDocument } from "../../helpers/filledDisk";
import { type Harness, start } from "../harness";

type Report = (problem: string) => void;

interface Loop {
  name: string;
  create(context: CloudContext, report: Report): Service | Promise<Service>;
  /** Declares what the loop works on, and lets it fail from then on. */
  fail(cloud: Harness<Service>, dataDir: string): Promise<void>;
  timer: "setInterval" | "setTimeout";
  everyMs: number;
  problem: RegExp;
}

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:hourly";
const queueArn = "arn:aws:sqs:us-east-1:000000000000:dead";

const TABLE = {
  hashKey: "key",
  attributes: [{ name: "key", type: "S" }],
  billingMode: "PAY_PER_REQUEST",
  ttl: { attributeName: "until", enabled: true },
};

/** Deletes a table, and waits until it is gone. */
async function drop(api: DynamoDBClient, TableName: string): Promise<void> {
  await api.send(new DeleteTableCommand({ TableName }));
  const names = async () => (await api.send(new ListTablesCommand({}))).TableNames ?? [];
  while ((await names()).includes(TableName)) await new Promise(setImmediate);
}

const LOOPS: Loop[] = [
  {
    name: "the clock of the Scheduler",
    create: (context, report) => scheduler(context, { startExecution: expect.fail, report }),
    async fail({ make, service }, dataDir) {
      await make("aws:scheduler/schedule:Schedule", "hourly", {
        scheduleExpression: "rate(1 hour)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: functionArn,
          roleArn: "arn:aws:iam::000000000000:role/hourly",
          input: "{}",
          retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 },
          deadLetterConfig: { arn: queueArn },
        },
      });
      await service.settle?.();
      await new Promise(setImmediate);
      blockDocument(join(dataDir, "scheduler.json"));
    },
    timer: "setTimeout",
    everyMs: 3_600_000,
    problem: /^Scheduler: the last runs are not saved: EISDIR/,
  },
  {
    name: "DynamoDB's search for expired items",
    create: (context, report) => dynamodb(context, report),
    async fail({ make, client }) {
      await make("aws:dynamodb/table:Table", "table", { ...TABLE, name: "table" });
      const api = new DynamoDBClient(client);
      await drop(api, "table");
      api.destroy();
    },
    timer: "setInterval",
    everyMs: 600_000,
    problem: /^DynamoDB: deleting expired items failed: DescribeTable: /,
  },
  {
    name: "CloudFront's renewal of certificates",
    create(context, report) {
      const ports = { value: {}, update: async () => {} };
      const s3 = { objects: expect.fail, permits: () => false };
      return cloudfront(context, { host: "localhost", sitePort: 0, ports, s3, report });
    },
    async fail(_cloud, dataDir) {
      blockDocument(join(dataDir, "certificates.json"));
    },
    timer: "setInterval",
    everyMs: 86_400_000,
    problem: /^CloudFront: renewing the certificate failed: EISDIR/,
  },
];

describe("a service whose background work fails", () => {
  afterEach(() => mock.timers.reset());

  for (const { name, create, fail, timer, everyMs, problem } of LOOPS)
    it(`says which one it is, and goes on: ${name}`, async () => {
      mock.timers.enable({ apis: [timer, "Date"], now: Date.now() });
      const reports: string[] = [];
      let dataDir = "";
      const cloud = await start<Service>((context) => {
        ({ dataDir } = context);
        return create(context, (text) => reports.push(text));
      });
      await fail(cloud, dataDir);
      for (let times = 1; times <= 2; times++) {
        mock.timers.tick(everyMs);
        while (reports.length < times) await new Promise(setImmediate);
      }
      mock.timers.reset();
      await cloud.close();
      for (const report of reports) expect(report).to.match(problem);
    });

  it("does not keep DynamoDB from deleting what has expired in other tables", async () => {
    const cloud = await start((context) => dynamodb(context, expect.fail));
    const api = new DynamoDBClient(cloud.client);
    for (const name of ["gone", "kept"])
      await cloud.make("aws:dynamodb/table:Table", name, { ...TABLE, name });
    await drop(api, "gone");
    await api.send(new PutItemCommand({ TableName: "kept", Item: { key: { S: "old" }, until: { N: "1" } } }));
    const error = await cloud.service.deleteExpired().catch((reason) => reason);
    const { Count } = await api.send(new ScanCommand({ TableName: "kept" }));
    api.destroy();
    await cloud.close();
    expect([Count, error.message]).to.deep.equal([
      0,
      "DescribeTable: Requested resource not found: Table: gone not found",
    ]);
  });
});
