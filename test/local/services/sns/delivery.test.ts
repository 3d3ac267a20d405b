import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { refused } from "../../refused";
import { startTopic, type TestTopic } from "./fixture";

describe("local SNS", () => {
  let topic: TestTopic;
  beforeEach(async () => {
    topic = await startTopic();
  });
  afterEach(() => topic.close());

  it("mails whoever's filter policy a message passes", async () => {
    for (const name of ["ann", "bob"]) {
      const FilterPolicy = JSON.stringify({ ledgerId: [name] });
      await topic.subscribe({ Endpoint: `${name}@example.org`, Attributes: { FilterPolicy } });
      await topic.follow("Confirm subscription");
    }
    topic.cloud.mails.length = 0;
    const from = (ledger: string) => ({ ledgerId: { DataType: "String", StringValue: ledger } });
    for (const name of ["ann", "bob", "eve"])
      await topic.publish({ Subject: name, MessageAttributes: from(name) });
    await topic.publish({ Subject: "nobody" });
    expect(topic.cloud.mails.map(({ to, subject }) => [to, subject])).to.deep.equal([
      ["ann@example.org", "ann"],
      ["bob@example.org", "bob"],
    ]);
  });

  it("subscribes email addresses only", async () => {
    const queue = topic.subscribe({
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:letters",
    });
    const refusal = await queue.catch((error: Error) => error.message);
    expect(refusal).to.include("the local cloud delivers to email addresses only");
    await refused(
      topic.subscribe({ Endpoint: "ann" }),
      "InvalidParameterException",
      "Invalid parameter: Email address",
    );
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

  it("tells what is declared and counted about a topic", async () => {
    await topic.subscribe();
    await topic.follow("Confirm subscription");
    await topic.subscribe({ Endpoint: "bob@example.org" });
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
