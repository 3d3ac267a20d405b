import { mock } from "node:test";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { type Sqs, sqs } from "../../../local/services/sqs";
import { CREDENTIALS } from "../../helpers/endpoint";
import { type Harness, start } from "../harness";
import { refused } from "../refused";
import { signedCall } from "../signedCall";

describe("local SQS", () => {
  let cloud: Harness<Sqs>;
  let api: SQSClient;
  let QueueUrl: string;
  let deadUrl: string;
  let arn: string;

  async function declare() {
    const dead = await cloud.make("aws:sqs/queue:Queue", "dead", {});
    deadUrl = dead.id;
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.state.arn, maxReceiveCount: 2 });
    const made = await cloud.make("aws:sqs/queue:Queue", "jobs", {
      visibilityTimeoutSeconds: 60,
      redrivePolicy,
    });
    QueueUrl = made.id;
    arn = String(made.state.arn);
    api = new SQSClient({ ...cloud.client, maxAttempts: 1 });
  }

  beforeEach(async () => {
    cloud = await start(sqs);
    await declare();
  });
  afterEach(async () => {
    mock.timers.reset();
    api.destroy();
    await cloud.close();
  });

  const send = (MessageBody: string) => api.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const receive = async (input: Partial<ReceiveMessageCommandInput> = {}) =>
    (await api.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...input }))).Messages ??
    [];
  const bodies = async (input: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(input)).map(({ Body }) => Body);
  const count = async () => {
    const answer = await api.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: taken } =
      answer.Attributes ?? {};
    return { visible, taken };
  };
  const later = (seconds: number) =>
    mock.timers.enable({ apis: ["Date"], now: Date.now() + seconds * 1_000 });

  it("hands a message to one receiver at a time, until it is deleted", async () => {
    const { MessageId, MD5OfMessageBody } = await send("work");
    const [message] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(message).to.deep.equal({
      MessageId,
      ReceiptHandle: message?.ReceiptHandle,
      Body: "work",
      MD5OfBody: MD5OfMessageBody,
      Attributes: { ApproximateReceiveCount: "1" },
    });
    expect(await bodies()).to.deep.equal([]);
    expect(await count()).to.deep.equal({ visible: "0", taken: "1" });
    await api.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(await count()).to.deep.equal({ visible: "0", taken: "0" });
  });

  it("brings a message back when its time is over, and then the old receipt deletes nothing", async () => {
    await send("work");
    const [first] = await receive();
    later(61);
    const [second] = await receive();
    expect(second?.MessageId).to.equal(first?.MessageId);
    await api.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(await count()).to.deep.equal({ visible: "0", taken: "1" });
  });

  it("hides a message no longer than its time when the machine's clock is set back", async () => {
    const day = 86_400;
    later(day);
    await send("received");
    expect(await bodies()).to.deep.equal(["received"]);
    await send("sent");
    mock.timers.reset();
    expect(await count()).to.deep.equal({ visible: "2", taken: "0" });
    expect(await bodies()).to.deep.equal(["received", "sent"]);
    expect(await bodies()).to.deep.equal([]);
    later(61);
    // The first has been received twice.
    expect(await bodies()).to.deep.equal(["sent"]);
    expect(await bodies({ QueueUrl: deadUrl })).to.deep.equal(["received"]);
  });

  it("hides a message until its time is over when the clock is only synchronized", async () => {
    later(30);
    await send("work");
    await receive();
    mock.timers.reset();
    expect(await bodies()).to.deep.equal([]);
  });

  it("moves what was received too often to the dead-letter queue", async () => {
    await send("poison");
    for (let tries = 0; tries < 2; tries++) await receive({ VisibilityTimeout: 0 });
    expect(await bodies()).to.deep.equal([]);
    const [dead] = await receive({
      QueueUrl: deadUrl,
      MessageSystemAttributeNames: ["DeadLetterQueueSourceArn"],
    });
    expect([dead?.Body, dead?.Attributes]).to.deep.equal(["poison", { DeadLetterQueueSourceArn: arn }]);
  });

  it("answers a waiting receiver as soon as a message comes", async () => {
    const waiting = bodies({ WaitTimeSeconds: 20 });
    await cloud.service.send(arn, "at last");
    expect(await waiting).to.deep.equal(["at last"]);
  });

  it("ends the wait with nothing when it closes", async () => {
    const waiting = bodies({ WaitTimeSeconds: 20 });
    // Gives the request time to arrive; the outcome is the same if it does not.
    await count();
    await cloud.service.close?.();
    expect(await waiting).to.deep.equal([]);
  });

  it("returns attributes on request", async () => {
    const MessageAttributes = { kind: { DataType: "String", StringValue: "a" } };
    await api.send(new SendMessageCommand({ QueueUrl, MessageBody: "work", MessageAttributes }));
    const look = { VisibilityTimeout: 0 };
    expect((await receive(look))[0]?.MessageAttributes).to.equal(undefined);
    expect((await receive({ ...look, MessageAttributeNames: ["All"] }))[0]?.MessageAttributes).to.deep.equal(
      MessageAttributes,
    );
  });

  it("lists queues by prefix, in pages when asked to", async () => {
    const list = (input = {}) => api.send(new ListQueuesCommand(input));
    const { $metadata: _, ...all } = await list();
    expect(all).to.deep.equal({ QueueUrls: [deadUrl, QueueUrl] });
    expect((await list({ QueueNamePrefix: "jo" })).QueueUrls).to.deep.equal([QueueUrl]);
    expect((await list({ QueueNamePrefix: "none" })).QueueUrls).to.equal(undefined);
    const first = await list({ MaxResults: 1 });
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    expect([first.QueueUrls, second.QueueUrls, second.NextToken]).to.deep.equal([
      [deadUrl],
      [QueueUrl],
      undefined,
    ]);
    await refused(list({ NextToken: "x" }), "InvalidParameterValueException", "Invalid pagination token.");
  });

  it("forgets messages after the retention time, and all of them when purged", async () => {
    await send("old");
    later(345_601);
    // Before anybody receives.
    expect(await count()).to.deep.equal({ visible: "0", taken: "0" });
    expect(cloud.service.queues().map(({ messages }) => messages)).to.deep.equal([[], []]);
    expect(await bodies()).to.deep.equal([]);
    await send("new");
    await cloud.service.purge("jobs");
    expect(await bodies()).to.deep.equal([]);
  });

  it("keeps messages over a restart", async () => {
    await send("kept");
    cloud = await cloud.restart();
    await declare();
    await cloud.service.settle?.();
    expect(await bodies()).to.deep.equal(["kept"]);
  });

  it("keeps messages in their order, however many there are", async () => {
    const sent = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    for (const body of sent) await send(body);
    cloud = await cloud.restart();
    await declare();
    await send("last");
    expect([...(await bodies()), ...(await bodies())]).to.deep.equal([...sent, "last"]);
  });

  it("drops a queue that the program no longer has", async () => {
    cloud = await cloud.restart();
    await cloud.make("aws:sqs/queue:Queue", "dead", {});
    await cloud.service.settle?.();
    expect(cloud.service.queues().map(({ name }) => name)).to.deep.equal(["dead"]);
  });

  it("refuses a setting that it would not keep to", async () => {
    const made: unknown = await cloud
      .make("aws:sqs/queue:Queue", "slow", { delaySeconds: 5 })
      .catch((reason) => reason);
    expect((made as Error).message).to.contain('Unrecognized key: "delaySeconds"');
  });

  it("names what does not exist or does not fit, as SQS does", async () => {
    const unknown: unknown = await bodies({ QueueUrl: `${QueueUrl}s` }).catch((reason) => reason);
    expect(unknown).to.be.an.instanceOf(QueueDoesNotExist);
    expect((unknown as Error).message).to.equal("The specified queue does not exist.");
    const handle: unknown = await api
      .send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "nonsense" }))
      .catch((reason) => reason);
    expect((handle as Error).name).to.equal("ReceiptHandleIsInvalid");
    const long: unknown = await send("x".repeat(262_145)).catch((reason) => reason);
    expect((long as Error).message).to.contain("Message must be shorter than 262144 bytes.");
  });

  it("answers a form in XML, as the AWS CLI of before November 2023 asks", async () => {
    const ask = async (form: string) =>
      (
        await signedCall(
          { url: cloud.url, credentials: CREDENTIALS },
          { service: "sqs", body: `Version=2012-11-05&${form}` },
        )
      ).body;
    const onQueue = `QueueUrl=${encodeURIComponent(QueueUrl)}`;
    expect(await ask("Action=ListQueues&QueueNamePrefix=d")).to.contain(
      `<ListQueuesResult><QueueUrl>${deadUrl}</QueueUrl></ListQueuesResult>`,
    );
    const kind = ["Name=kind", "Value.DataType=String", "Value.StringValue=a%26b"];
    const attribute = kind.map((text) => `MessageAttribute.1.${text}`).join("&");
    expect(await ask(`Action=SendMessage&${onQueue}&MessageBody=%3Chello%3E&${attribute}`)).to.match(
      /<MessageId>[\w-]+<\/MessageId><MD5OfMessageBody>/,
    );
    const names =
      "MessageAttributeName.1=All&AttributeName.1=SentTimestamp&AttributeName.2=ApproximateReceiveCount";
    const received = await ask(`Action=ReceiveMessage&${onQueue}&MaxNumberOfMessages=10&${names}`);
    expect(received).to.match(
      /<Body>&lt;hello&gt;<\/Body><MD5OfBody>\w+<\/MD5OfBody><Attribute><Name>SentTimestamp<\/Name><Value>\d+<\/Value><\/Attribute><Attribute><Name>ApproximateReceiveCount<\/Name><Value>1<\/Value><\/Attribute><MessageAttribute><Name>kind<\/Name><Value><DataType>String<\/DataType><StringValue>a&amp;b<\/StringValue><\/Value><\/MessageAttribute>/,
    );
    const counts = `Action=GetQueueAttributes&${onQueue}&AttributeName.1=ApproximateNumberOfMessagesNotVisible`;
    const waiting = (count: number) =>
      `<Attribute><Name>ApproximateNumberOfMessagesNotVisible</Name><Value>${count}</Value></Attribute>`;
    expect(await ask(counts)).to.contain(waiting(1));
    const [, handle = ""] = /<ReceiptHandle>(.*)<\/ReceiptHandle>/.exec(received) ?? [];
    expect(await ask(`Action=DeleteMessage&${onQueue}&ReceiptHandle=${encodeURIComponent(handle)}`)).to.match(
      /^<DeleteMessageResponse [^>]+><ResponseMetadata>/,
    );
    expect(await ask(counts)).to.contain(waiting(0));
    expect(await ask(`Action=ReceiveMessage&${onQueue}s`)).to.contain(
      "<Code>AWS.SimpleQueueService.NonExistentQueue</Code>",
    );
    expect(await ask(`Action=ReceiveMessage&${onQueue}&MaxNumberOfMessages=11`)).to.contain(
      "<Code>InvalidParameterValueException</Code>",
    );
    expect(await ask(`Action=PurgeQueue&${onQueue}`)).to.contain("<Code>InvalidAction</Code>");
  });
});
