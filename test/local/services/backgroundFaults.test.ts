import { join } from "node:path";
import { mock } from "node:test";
import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
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
      await make("aws:dynamodb/table:Table", "table", {
        name: "table",
        hashKey: "key",
        attributes: [{ name: "key", type: "S" }],
        billingMode: "PAY_PER_REQUEST",
        ttl: { attributeName: "until", enabled: true },
      });
      const api = new DynamoDBClient(client);
      await api.send(new DeleteTableCommand({ TableName: "table" }));
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
});
