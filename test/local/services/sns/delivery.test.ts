import { GetTopicAttributesCommand, ListTopicsCommand } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { refused } from "../../refused";
import { queueArn, startTopic, type TestTopic } from "./fixture";

describe("local SNS", () => {
  let topic: TestTopic;
  beforeEach(async () => {
    topic = await startTopic();
  });
  afterEach(() => topic.close());

  it("delivers by filter policy, in SNS's envelope, to queues and functions", async () => {
    const FilterPolicy = JSON.stringify({ ledgerId: ["ann"] });
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:hear";
    const queue = await topic.subscribe({
      Protocol: "sqs",
      Endpoint: queueArn,
      Attributes: { FilterPolicy },
    });
    const called = await topic.subscribe({
      Protocol: "lambda",
      Endpoint: functionArn,
      Attributes: { FilterPolicy },
    });
    const from = (ledger: string) => ({ ledgerId: { DataType: "String", StringValue: ledger } });
    await topic.publish({ Message: "for bob", MessageAttributes: from("bob") });
    const { MessageId } = await topic.publish({ Message: "for ann", MessageAttributes: from("ann") });

    const wrapped = topic.queued.map(({ queue: name, body }) => ({ name, body: JSON.parse(body) }));
    const common = (subscription: typeof queue) => ({
      Type: "Notification",
      MessageId,
      TopicArn: topic.arn,
      Message: "for ann",
      Timestamp: wrapped[0]?.body.Timestamp,
      SignatureVersion: "1",
      Signature: "local",
      MessageAttributes: { ledgerId: { Type: "String", Value: "ann" } },
      unsubscribe: `${topic.cloud.url}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.SubscriptionArn ?? "")}`,
    });
    const certificate = `${topic.cloud.url}/SimpleNotificationService.pem`;
    const { unsubscribe: UnsubscribeURL, ...forQueue } = common(queue);
    const body = { ...forQueue, SigningCertURL: certificate, UnsubscribeURL };
    expect(wrapped).to.deep.equal([{ name: queueArn, body }]);
    const { unsubscribe: UnsubscribeUrl, ...forFunction } = common(called);
    const Sns = { ...forFunction, Subject: null, SigningCertUrl: certificate, UnsubscribeUrl };
    expect(topic.cloud.invocations).to.deep.equal([
      {
        name: functionArn,
        type: "Event",
        payload: {
          Records: [
            {
              EventSource: "aws:sns",
              EventVersion: "1.0",
              EventSubscriptionArn: called.SubscriptionArn,
              Sns,
            },
          ],
        },
      },
    ]);
  });

  it("refuses subjects that no mail could carry, and empty or huge messages", async () => {
    for (const Subject of ["x".repeat(101), "two\nlines", "café", " leading blank"]) {
      await refused(topic.publish({ Subject }), "InvalidParameterException", "Invalid parameter: Subject");
    }
    await topic.publish({ Subject: "x".repeat(100) });
    await refused(
      topic.publish({ Message: "" }),
      "InvalidParameterException",
      "Invalid parameter: Empty message",
    );
    const Message = "x".repeat(262_145);
    await refused(
      topic.publish({ Message }),
      "InvalidParameterException",
      "Invalid parameter: Message too long",
    );
    await refused(topic.publish({ TopicArn: `${topic.arn}s` }), "NotFoundException", "Topic does not exist");
  });

  it("lists topics with what is declared and counted about them", async () => {
    await topic.subscribe();
    await topic.subscribe({ Protocol: "sqs", Endpoint: queueArn });
    expect((await topic.api.send(new ListTopicsCommand({}))).Topics).to.deep.equal([{ TopicArn: topic.arn }]);
    const { Attributes } = await topic.api.send(new GetTopicAttributesCommand({ TopicArn: topic.arn }));
    expect(Attributes).to.deep.equal({
      DisplayName: "Alerts",
      TopicArn: topic.arn,
      Owner: "000000000000",
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "1",
      SubscriptionsDeleted: "0",
    });
  });
});
