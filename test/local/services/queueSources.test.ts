import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { QueueSources } from "../../../local/services/lambda/queueSources";
import { creationNotices } from "../../../local/services/s3/notices";
import { sns } from "../../../local/services/sns";
import { type Sqs, sqs } from "../../../local/services/sqs";
import { fillDisk, freeDisk } from "../../helpers/filledDisk";
import { type Harness, start } from "../harness";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:work";
const DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";

/** Bytes of all objects that are in use. */
function usedHeap(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

describe("queues that call functions", () => {
  let cloud: Harness<Sqs>;
  let sources: QueueSources;
  let calls: unknown[];
  let problems: unknown[];
  let fails: boolean;

  beforeEach(async () => {
    calls = [];
    problems = [];
    fails = false;
    cloud = await start(sqs);
    await declare();
    sources = sourcesOf(cloud);
  });

  async function declare(): Promise<void> {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: DEAD, maxReceiveCount: 2 });
    await cloud.make("aws:sqs/queue:Queue", "dead", { name: "dead" });
    await cloud.make("aws:sqs/queue:Queue", "work", {
      name: "work",
      visibilityTimeoutSeconds: 0.05,
      redrivePolicy,
    });
  }

  /** A function that is called with the messages of the queue. */
  function sourcesOf({ service }: Harness<Sqs>): QueueSources {
    const made = new QueueSources({
      region: "us-east-1",
      sourceOf: service.source,
      async invoke(name, event) {
        const { Records } = event as {
          Records: { body: string; eventSource: string; eventSourceARN: string }[];
        };
        const shown = Records.map(({ body, eventSource, eventSourceARN }) => [
          body,
          eventSource,
          eventSourceARN,
        ]);
        calls.push([name, ...shown]);
        return { statusCode: 200, payload: "null", ...(fails && { functionError: "Unhandled" }) };
      },
      report: (_name, fault) => calls.push(fault),
      reportQueue: (queueArn, fault) => problems.push([queueArn, fault]),
      retryDelayMs: 0,
    });
    const inputs = { eventSourceArn: QUEUE, functionName: "worker", batchSize: 1 };
    made.create({ type: "aws:lambda/eventSourceMapping:EventSourceMapping", name: "worker", inputs });
    return made;
  }
  afterEach(async () => {
    freeDisk();
    await sources.stop();
    await cloud.close();
  });

  const bodiesIn = (name: string) =>
    cloud.service
      .queues()
      .flatMap((queue) => (queue.name === name ? queue.messages.map(({ body }) => body) : []));

  it("call theirs with each message, and delete what it has handled", async () => {
    for (const body of ["one", "two"]) await cloud.service.send(QUEUE, body);
    await sources.idle();
    expect(calls).to.have.deep.members(["one", "two"].map((body) => ["worker", [body, "aws:sqs", QUEUE]]));
    expect([bodiesIn("work"), bodiesIn("dead")]).to.deep.equal([[], []]);
  });

  it("bury what it could not handle after as many tries as the queue says", async () => {
    fails = true;
    await cloud.service.send(QUEUE, "one");
    while (bodiesIn("dead").length === 0) await new Promise(setImmediate);
    expect([bodiesIn("work"), bodiesIn("dead"), calls.length]).to.deep.equal([[], ["one"], 2]);
  });

  it("say once that the disk is full, count no try since then against a message, and call again after the next start", async () => {
    fails = true;
    await cloud.service.send(QUEUE, "one");
    while (calls.length === 0) await new Promise(setImmediate);
    fillDisk();
    while (problems.length === 0) await new Promise(setImmediate);
    for (let tries = 0; tries < 10; tries++) await new Promise(setImmediate);
    fails = false;
    freeDisk();
    // Long enough for the message to be visible again.
    await pause(100);
    expect([bodiesIn("work"), bodiesIn("dead"), calls.length]).to.deep.equal([["one"], [], 1]);
    await sources.stop();
    cloud = await cloud.restart();
    await declare();
    sources = sourcesOf(cloud);
    while (calls.length < 2) await new Promise(setImmediate);
    await sources.idle();
    expect([bodiesIn("work"), bodiesIn("dead"), calls.length]).to.deep.equal([[], [], 2]);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.deep.include(QUEUE);
  });

  it("remember no message that is gone", async () => {
    const count = 200_000;
    const { promise, resolve } = Promise.withResolvers<void>();
    let received = 0;
    const many = new QueueSources({
      region: "us-east-1",
      sourceOf: () => ({
        async receive() {
          received++;
          if (received > count) await promise;
          return received > count
            ? []
            : [{ id: String(received).padStart(36, "0"), receiveCount: 1 } as never];
        },
        delete: async () => {},
        messages: () => [],
      }),
      invoke: async () => ({ statusCode: 200, payload: "null" }),
      report: expect.fail,
      reportQueue: expect.fail,
    });
    const before = usedHeap();
    many.create({
      type: "",
      name: "many",
      inputs: { eventSourceArn: QUEUE, functionName: "many", batchSize: 1 },
    });
    while (received <= count) await new Promise(setImmediate);
    expect(usedHeap() - before).to.be.below(5_000_000);
    const stopped = many.stop();
    resolve();
    await stopped;
  });

  it("refuse a mapping that would call otherwise", () => {
    const inputs = { eventSourceArn: QUEUE, functionName: "worker", batchSize: 10 };
    const request = { type: "aws:lambda/eventSourceMapping:EventSourceMapping", name: "worker", inputs };
    expect(() => sources.create(request)).to.throw("one message at a time");
  });
});

describe("services that tell queues", () => {
  it("S3 of each new object, with its key as in a form", async () => {
    const sent: [string, unknown][] = [];
    const sendToQueue = async (queue: string, body: string) => void sent.push([queue, JSON.parse(body)]);
    const cloud = await start(sqs, { sendToQueue });
    const hook = creationNotices({ region: "us-east-1", sendToQueue } as never);
    const object = { key: "a b/ü", size: 3, etag: "e", versionId: "v", order: "o", modifiedAt: 0 };
    await hook({ name: "files", creationQueues: [QUEUE] }, object as never);
    await hook({ name: "others" }, object as never);
    await cloud.close();
    expect(sent).to.have.length(1);
    const [[queue, { Records }]] = sent as [[string, { Records: { s3: unknown }[] }]];
    expect([queue, Records[0]?.s3]).to.deep.equal([
      QUEUE,
      {
        s3SchemaVersion: "1.0",
        bucket: { name: "files", arn: "arn:aws:s3:::files" },
        object: { key: "a+b/%C3%BC", size: 3, eTag: "e", versionId: "v", sequencer: "o" },
      },
    ]);
  });

  it("SNS of each message, as JSON, without a confirmation", async () => {
    const sent: [string, Record<string, unknown>][] = [];
    const cloud = await start(sns, {
      sendToQueue: async (queue, body) => void sent.push([queue, JSON.parse(body)]),
    });
    const { id } = await cloud.make("aws:sns/topic:Topic", "news", {});
    const subscription = { topic: id, protocol: "sqs", endpoint: QUEUE };
    const { state } = await cloud.make("aws:sns/topicSubscription:TopicSubscription", "news", subscription);
    await cloud.service.publish(id, "done");
    await cloud.close();
    expect(state.pendingConfirmation).to.equal(false);
    const { MessageId: _id, Timestamp: _at, ...message } = sent[0]?.[1] ?? {};
    expect([sent.length, sent[0]?.[0], message]).to.deep.equal([
      1,
      QUEUE,
      { Type: "Notification", TopicArn: id, Message: "done" },
    ]);
  });
});
