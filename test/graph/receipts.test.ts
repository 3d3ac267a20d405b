import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { jobs, operations } from "../../handlers/catalogue";
import { bytesOf } from "../helpers/code";
import { CUSTOM, LEAST } from "../helpers/configurations";
import { documentOf, type Graph, PLACE, programGraph } from "../helpers/graph";
import { arn, KEY, RECEIPTS } from "./functionRights";
import { RECEIPT_JOB_RIGHTS } from "./receiptRights";

const TOPIC = arn("sns", "topic/receipts-analysis");
const QUEUE = arn("sqs", "queue/receipts");

describe("receipts in the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  let without: Graph;
  before(async () => {
    graph = await programGraph();
    // In a region without Textract.
    without = await programGraph(LEAST, { region: "ca-west-1" });
  });

  for (const [name, rights] of Object.entries(RECEIPT_JOB_RIGHTS)) {
    it(`let ${name} do what it is for, and nothing else`, () => {
      const found: Record<string, string[]> = {};
      for (const { Effect, Action, Resource } of graph.statements(name)) {
        expect(Effect).to.equal("Allow");
        for (const action of [Action].flat()) {
          if (/^(logs|xray):/.test(action)) continue;
          found[action] = [...(found[action] ?? []), ...[Resource].flat()];
        }
      }
      expect(found).to.deep.equal(rights);
    });
  }

  it("have every job of the pipeline in that table", () => {
    const own = jobs.filter(({ pipeline }) => pipeline === "receipts").map(({ name }) => name);
    expect(Object.keys(RECEIPT_JOB_RIGHTS)).to.have.members(own);
  });

  it("keep their files in a bucket of their own, which the page alone may send to and read from", () => {
    const [bucket] = graph.ofType("aws:s3/bucket:Bucket").filter(({ name }) => name === "receipts-files");
    expect(bucket?.inputs).to.include({ forceDestroy: false });
    expect(
      graph.inputs("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "receipts-files"),
    ).to.deep.include({
      corsRules: [
        {
          allowedMethods: ["GET", "POST"],
          allowedOrigins: [graph.outputs.siteUrl?.value],
          maxAgeSeconds: 3600,
        },
      ],
    });
    expect(
      graph.inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "receipts-files"),
    ).to.include({ blockPublicPolicy: true, restrictPublicBuckets: true, blockPublicAcls: true });
    const { rules } = graph.inputs(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "receipts-files",
    );
    expect(rules).to.deep.equal([
      {
        id: "tidy-up",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      {
        id: "archive",
        status: "Enabled",
        filter: {},
        transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
      },
    ]);
  });

  it("move to the archive after the days that are set", async () => {
    const custom = await programGraph(CUSTOM);
    const { rules } = custom.inputs(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "receipts-files",
    );
    const [, { transitions }] = rules as [unknown, { transitions: unknown }];
    expect(transitions).to.deep.equal([{ days: 365, storageClass: "GLACIER_IR" }]);
  });

  it("come by a queue that their bucket and Textract's topic alone send to", () => {
    expect(graph.inputs("aws:s3/bucketNotification:BucketNotification", "receipts")).to.deep.equal({
      bucket: "receipts-files",
      queues: [{ queueArn: QUEUE, events: ["s3:ObjectCreated:*"] }],
    });
    expect(graph.dependencies("aws:s3/bucketNotification:BucketNotification", "receipts")).to.include(
      "aws:sqs/queuePolicy:QueuePolicy receipts",
    );
    expect(graph.inputs("aws:sns/topicSubscription:TopicSubscription", "receipts")).to.deep.equal({
      topic: TOPIC,
      protocol: "sqs",
      endpoint: QUEUE,
    });
    const { policy } = graph.inputs("aws:sqs/queuePolicy:QueuePolicy", "receipts");
    const allowed = documentOf(policy).Statement.filter(({ Effect }) => Effect === "Allow");
    const of = (Sid: string, Service: string, source: string) => ({
      ...{ Sid, Effect: "Allow", Principal: { Service }, Action: "sqs:SendMessage", Resource: QUEUE },
      Condition: {
        ArnEquals: { "aws:SourceArn": source },
        StringEqualsIfExists: { "aws:SourceAccount": PLACE.accountId },
      },
    });
    expect(allowed).to.deep.equal([
      of("BucketTells", "s3.amazonaws.com", RECEIPTS),
      of("TopicTells", "sns.amazonaws.com", TOPIC),
    ]);
  });

  it("give up a notice after three tries, each in six times the function's time", () => {
    const { redrivePolicy, ...queue } = graph.inputs("aws:sqs/queue:Queue", "receipts");
    expect(queue).to.deep.equal({ sqsManagedSseEnabled: true, visibilityTimeoutSeconds: 720 });
    expect(JSON.parse(String(redrivePolicy))).to.deep.equal({
      deadLetterTargetArn: arn("sqs", "queue/readReceipt-failures"),
      maxReceiveCount: 3,
    });
    expect(graph.inputs("aws:lambda/function:Function", "readReceipt").timeout).to.equal(120);
    expect(graph.inputs("aws:lambda/eventSourceMapping:EventSourceMapping", "readReceipt")).to.deep.equal({
      eventSourceArn: QUEUE,
      functionName: "readReceipt",
      batchSize: 1,
      scalingConfig: { maximumConcurrency: 3 },
    });
  });

  it("let Textract publish to one encrypted topic, for this account", () => {
    expect(graph.inputs("aws:sns/topic:Topic", "receipts-analysis")).to.deep.equal({ kmsMasterKeyId: KEY });
    const { assumeRolePolicy } = graph.inputs("aws:iam/role:Role", "receipts-analysis");
    expect(documentOf(assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "textract.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": PLACE.accountId } },
      },
    ]);
    expect(graph.statements("receipts-analysis")).to.deep.equal([
      { Effect: "Allow", Action: ["sns:Publish"], Resource: [TOPIC] },
      { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [KEY] },
    ]);
  });

  it("are left out with `receipts: false`: no bucket, queue, topic, function, route or right", async () => {
    const own = [
      ...operations.filter(({ part }) => part === "receipts"),
      ...jobs.filter(({ pipeline }) => pipeline === "receipts"),
    ];
    expect(own).to.have.length(10);
    expect(without.warnings.join()).not.to.match(/Textract/);
    const names = without.ofType("aws:lambda/function:Function").map(({ name }) => name);
    expect(names.filter((name) => own.some((one) => one.name === name))).to.deep.equal([]);
    // The page's scripts are the same for every deployment: it checks the deployment's parts before it fetches those of
    // receipts.
    const isOfPage = (type: string) => type === "aws:s3/bucketObjectv2:BucketObjectv2";
    const left = without.resources.filter(({ type, name }) => /receipt/i.test(name) && !isOfPage(type));
    expect(left.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
    expect([await sharingOf(graph), await sharingOf(without)]).to.deep.equal([
      { target: "./share", isTaken: true },
      { target: undefined, isTaken: false },
    ]);
    expect(JSON.stringify(without.statements("eraseAccount"))).not.to.match(/receipt/i);
    expect(JSON.stringify(without.inputs("aws:apigateway/restApi:RestApi", "expenses").body)).not.to.include(
      "/receipts",
    );
  });
});

/** The share target of the page of a deployment. */
async function sharingOf(graph: Graph) {
  const textOf = async (path: string) => {
    const { content, source, contentEncoding } = graph.inputs(
      "aws:s3/bucketObjectv2:BucketObjectv2",
      `site-${path}`,
    );
    if (content !== undefined) return String(content);
    const bytes = await bytesOf(source);
    return String(contentEncoding === "gzip" ? gunzipSync(bytes) : bytes);
  };
  return {
    target: JSON.parse(await textOf("manifest.webmanifest")).share_target?.action,
    isTaken: (await textOf("sw.js")).includes("/share"),
  };
}
