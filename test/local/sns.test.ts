import { mock } from "node:test";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  FilterPolicyLimitExceededException,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  type SubscribeCommandInput,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect } from "chai";
import { type Sns, sns } from "../../local/sns";
import { type Harness, start } from "./harness";

const email = "ann@example.org";
const queueArn = "arn:aws:sqs:us-east-1:000000000000:letters";

describe("local SNS", () => {
  let cloud: Harness<Sns>;
  let api: SNSClient;
  let topicArn: string;
  let queued: { queue: string; body: string }[];
  let failing: string | undefined;

  async function declare() {
    topicArn = (await cloud.make("aws:sns/topic:Topic", "alerts", { displayName: "Alerts" })).id;
    api = new SNSClient({ ...cloud.client, maxAttempts: 1 });
  }

  beforeEach(async () => {
    queued = [];
    failing = undefined;
    cloud = await start(sns, {
      async sendToQueue(queue, body) {
        if (queue === failing) throw new Error(`There is no queue ${queue}.`);
        queued.push({ queue, body });
      },
    });
    await declare();
  });
  afterEach(async () => {
    api.destroy();
    await cloud.close();
  });

  const publish = (input: Partial<PublishCommandInput>) =>
    api.send(new PublishCommand({ TopicArn: topicArn, Message: "Spent too much.", ...input }));
  const subscribe = (input: Partial<SubscribeCommandInput> = {}) =>
    api.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: "email",
        Endpoint: email,
        ReturnSubscriptionArn: true,
        ...input,
      }),
    );
  const attributesOf = async (SubscriptionArn: string | undefined) =>
    (await api.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  /** Opens the link of the newest mail as a browser would. */
  const follow = (label: string) =>
    fetch(cloud.mails.at(-1)?.links?.find((link) => link.label === label)?.href ?? "about:blank");

  async function refused(call: Promise<unknown>, name: string, message: string) {
    const error: unknown = await call.then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).to.be.an.instanceOf(Error);
    const { name: actual, message: text } = error as Error;
    expect({ name: actual, message: text }).to.deep.equal({ name, message });
  }

  it("mails only to an address that confirmed, until it follows the link that ends it", async () => {
    const { SubscriptionArn } = await subscribe();
    await publish({ Subject: "Too early" });
    expect(cloud.mails.map(({ to, subject }) => [to, subject])).to.deep.equal([
      [email, "AWS Notification - Subscription Confirmation"],
    ]);
    expect((await attributesOf(SubscriptionArn))?.PendingConfirmation).to.equal("true");

    const confirmed = await follow("Confirm subscription");
    expect(await confirmed.text()).to.contain("<h1>You are subscribed.</h1>");
    expect(await attributesOf(SubscriptionArn)).to.deep.equal({
      SubscriptionArn,
      TopicArn: topicArn,
      Owner: "000000000000",
      Protocol: "email",
      Endpoint: email,
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
      RawMessageDelivery: "false",
    });

    await publish({ Subject: "High expense", Message: "Spent 600.00 EUR <on> lunch & more." });
    const href = `${cloud.url}/?${new URLSearchParams({ Action: "Unsubscribe", SubscriptionArn: SubscriptionArn ?? "" })}`;
    const footer =
      "If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:";
    expect(cloud.mails.at(-1)).to.deep.equal({
      to: email,
      subject: "High expense",
      text: `Spent 600.00 EUR <on> lunch & more.\n\n--\n${footer}\n${href}`,
      links: [{ label: "Unsubscribe", href }],
    });

    expect(await (await follow("Unsubscribe")).text()).to.contain("<h1>You are unsubscribed.</h1>");
    await refused(attributesOf(SubscriptionArn), "NotFoundException", "Subscription does not exist");
    const again = await follow("Unsubscribe");
    expect([again.status, await again.text()]).to.satisfy(
      ([status, page]: [number, string]) =>
        status === 404 && page.includes("This link does not work any more"),
    );
  });

  it("treats a second subscription of an address as the first one, and refuses other attributes", async () => {
    const FilterPolicy = JSON.stringify({ ledgerId: ["ann"] });
    const first = await subscribe({ Attributes: { FilterPolicy } });
    const second = await subscribe({ Attributes: { FilterPolicy } });
    expect(second.SubscriptionArn).to.equal(first.SubscriptionArn);
    expect(cloud.mails).to.have.length(2);
    await refused(
      subscribe({ Attributes: { FilterPolicy: JSON.stringify({ ledgerId: ["bob"] }) } }),
      "InvalidParameterException",
      "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    );
    expect((await subscribe({ ReturnSubscriptionArn: false })).SubscriptionArn).to.equal(
      "pending confirmation",
    );
  });

  it("does not let anybody delete what is not confirmed, as SNS does not", async () => {
    const { SubscriptionArn } = await subscribe();
    const reason = "This subscription is pending confirmation and cannot be deleted";
    await refused(
      api.send(new UnsubscribeCommand({ SubscriptionArn })),
      "InvalidParameterException",
      `Invalid parameter: SubscriptionArn Reason: ${reason}`,
    );
    const { Subscriptions } = await api.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    expect(Subscriptions).to.deep.equal([
      {
        SubscriptionArn: "PendingConfirmation",
        Owner: "000000000000",
        Protocol: "email",
        Endpoint: email,
        TopicArn: topicArn,
      },
    ]);
  });

  it("forgets an address that did not confirm within three days", async () => {
    const { SubscriptionArn } = await subscribe();
    mock.timers.enable({ apis: ["Date"], now: Date.now() + 3 * 86_400_000 + 1 });
    try {
      expect((await follow("Confirm subscription")).status).to.equal(400);
      await refused(attributesOf(SubscriptionArn), "NotFoundException", "Subscription does not exist");
    } finally {
      mock.timers.reset();
    }
  });

  it("delivers by filter policy, raw or in SNS's envelope, to queues and functions", async () => {
    const FilterPolicy = JSON.stringify({ ledgerId: ["ann"] });
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:hear";
    const queue = await subscribe({ Protocol: "sqs", Endpoint: queueArn, Attributes: { FilterPolicy } });
    await subscribe({
      Protocol: "sqs",
      Endpoint: `${queueArn}-raw`,
      Attributes: { RawMessageDelivery: "true" },
    });
    const called = await subscribe({
      Protocol: "lambda",
      Endpoint: functionArn,
      Attributes: { FilterPolicy },
    });
    const from = (ledger: string) => ({ ledgerId: { DataType: "String", StringValue: ledger } });
    await publish({ Message: "for bob", MessageAttributes: from("bob") });
    const { MessageId } = await publish({ Message: "for ann", MessageAttributes: from("ann") });

    const raw = queued.filter(({ queue: name }) => name.endsWith("-raw"));
    expect(raw.map(({ body }) => body)).to.deep.equal(["for bob", "for ann"]);
    const wrapped = queued.filter(({ queue: name }) => name === queueArn).map(({ body }) => JSON.parse(body));
    const common = (subscription: typeof queue) => ({
      Type: "Notification",
      MessageId,
      TopicArn: topicArn,
      Message: "for ann",
      Timestamp: wrapped[0]?.Timestamp,
      SignatureVersion: "1",
      Signature: "local",
      MessageAttributes: { ledgerId: { Type: "String", Value: "ann" } },
      unsubscribe: `${cloud.url}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.SubscriptionArn ?? "")}`,
    });
    const certificate = `${cloud.url}/SimpleNotificationService.pem`;
    const { unsubscribe: UnsubscribeURL, ...forQueue } = common(queue);
    expect(wrapped).to.deep.equal([{ ...forQueue, SigningCertURL: certificate, UnsubscribeURL }]);
    const { unsubscribe: UnsubscribeUrl, ...forFunction } = common(called);
    const Sns = { ...forFunction, Subject: null, SigningCertUrl: certificate, UnsubscribeUrl };
    expect(cloud.invocations).to.deep.equal([
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

  it("moves what cannot be delivered to the subscription's dead-letter queue", async () => {
    failing = queueArn;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${queueArn}-dead` });
    await subscribe({ Protocol: "sqs", Endpoint: queueArn, Attributes: { RedrivePolicy } });
    await publish({ Message: "lost?" });
    expect(queued.map(({ queue, body }) => [queue, JSON.parse(body).Message])).to.deep.equal([
      [`${queueArn}-dead`, "lost?"],
    ]);
  });

  it("refuses subjects that no mail could carry, and empty or huge messages", async () => {
    for (const Subject of ["x".repeat(101), "two\nlines", "café", " leading blank"]) {
      await refused(publish({ Subject }), "InvalidParameterException", "Invalid parameter: Subject");
    }
    await publish({ Subject: "x".repeat(100) });
    await refused(publish({ Message: "" }), "InvalidParameterException", "Invalid parameter: Empty message");
    const Message = "x".repeat(262_145);
    await refused(publish({ Message }), "InvalidParameterException", "Invalid parameter: Message too long");
    await refused(publish({ TopicArn: `${topicArn}s` }), "NotFoundException", "Topic does not exist");
  });

  it("takes 200 filter policies a topic, and not one more", async () => {
    const withPolicy = (number: number) =>
      subscribe({
        Endpoint: `user${number}@example.org`,
        Attributes: { FilterPolicy: JSON.stringify({ ledgerId: [`user${number}`] }) },
      });
    for (let number = 0; number < 200; number++) await withPolicy(number);
    const error: unknown = await withPolicy(200).catch((reason) => reason);
    expect(error).to.be.an.instanceOf(FilterPolicyLimitExceededException);
    await subscribe();
  });

  it("changes a filter policy, and refuses one that SNS would not take", async () => {
    const { SubscriptionArn } = await subscribe({ Protocol: "sqs", Endpoint: queueArn });
    const set = (AttributeValue: string) =>
      api.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: "FilterPolicy",
          AttributeValue,
        }),
      );
    const nested = "Filter policy scope MessageAttributes does not support nested filter policy";
    await refused(
      set(JSON.stringify({ a: { b: ["c"] } })),
      "InvalidParameterException",
      `Invalid parameter: FilterPolicy: ${nested}`,
    );
    await set(JSON.stringify({ a: ["b"] }));
    await publish({});
    expect(queued).to.deep.equal([]);
    await set("{}");
    await publish({});
    expect(queued).to.have.length(1);
  });

  it("lists topics with what is declared and counted about them", async () => {
    const { TopicArn } = await api.send(new CreateTopicCommand({ Name: "other" }));
    await subscribe();
    await subscribe({ Protocol: "sqs", Endpoint: queueArn });
    expect((await api.send(new ListTopicsCommand({}))).Topics).to.deep.equal([
      { TopicArn: topicArn },
      { TopicArn },
    ]);
    const { Attributes } = await api.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
    expect(Attributes).to.deep.equal({
      DisplayName: "Alerts",
      TopicArn: topicArn,
      Owner: "000000000000",
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "1",
      SubscriptionsDeleted: "0",
    });
  });

  describe("subscriptions of the program", () => {
    const operator = (endpoint: string) =>
      cloud.make("aws:sns/topicSubscription:TopicSubscription", "operator", {
        topic: topicArn,
        protocol: "email",
        endpoint,
      });

    it("stay confirmed over restarts, without another mail", async () => {
      const first = await operator(email);
      const Token = new URL(cloud.mails[0]?.links?.[0]?.href ?? "").searchParams.get("Token") ?? "";
      await api.send(new ConfirmSubscriptionCommand({ TopicArn: topicArn, Token }));
      cloud = await cloud.restart();
      await declare();
      const second = await operator(email);
      expect([second.id, second.state.pendingConfirmation]).to.deep.equal([first.id, false]);
      await publish({ Subject: "Hello" });
      expect(cloud.mails.map(({ subject }) => subject)).to.deep.equal(["Hello"]);
    });

    it("end when the program names another address, or none", async () => {
      await operator(email);
      await follow("Confirm subscription");
      await operator("bob@example.org");
      await follow("Confirm subscription");
      await publish({ Subject: "For bob" });
      expect(cloud.mails.slice(2).map(({ to }) => to)).to.deep.equal(["bob@example.org"]);
      cloud = await cloud.restart();
      await declare();
      await cloud.service.settle?.();
      await publish({ Subject: "For nobody" });
      expect(cloud.mails).to.deep.equal([]);
    });
  });
});
