import { mock } from "node:test";
import {
  ConfirmSubscriptionCommand,
  FilterPolicyLimitExceededException,
  ListSubscriptionsByTopicCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, startTopic, type TestTopic } from "./fixture";

describe("local SNS", () => {
  let topic: TestTopic;
  beforeEach(async () => {
    topic = await startTopic();
  });
  afterEach(() => topic.close());

  it("mails only to an address that confirmed, until it follows the link that ends it", async () => {
    const { SubscriptionArn } = await topic.subscribe();
    await topic.publish({ Subject: "Too early" });
    expect(topic.cloud.mails.map(({ to, subject }) => [to, subject])).to.deep.equal([
      [email, "AWS Notification - Subscription Confirmation"],
    ]);
    expect((await topic.attributesOf(SubscriptionArn))?.PendingConfirmation).to.equal("true");

    const confirmed = await topic.follow("Confirm subscription");
    expect(await confirmed.text()).to.contain("<h1>You are subscribed.</h1>");
    expect(await topic.attributesOf(SubscriptionArn)).to.deep.equal({
      SubscriptionArn,
      TopicArn: topic.arn,
      Owner: "000000000000",
      Protocol: "email",
      Endpoint: email,
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
      RawMessageDelivery: "false",
    });

    await topic.publish({ Subject: "High expense", Message: "Spent 600.00 EUR <on> lunch & more." });
    const href = `${topic.cloud.url}/?${new URLSearchParams({ Action: "Unsubscribe", SubscriptionArn: SubscriptionArn ?? "" })}`;
    const footer =
      "If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:";
    expect(topic.cloud.mails.at(-1)).to.deep.equal({
      to: email,
      subject: "High expense",
      text: `Spent 600.00 EUR <on> lunch & more.\n\n--\n${footer}\n${href}`,
      links: [{ label: "Unsubscribe", href }],
    });

    expect(await (await topic.follow("Unsubscribe")).text()).to.contain("<h1>You are unsubscribed.</h1>");
    await refused(topic.attributesOf(SubscriptionArn), "NotFoundException", "Subscription does not exist");
    const again = await topic.follow("Unsubscribe");
    expect([again.status, await again.text()]).to.satisfy(
      ([status, page]: [number, string]) =>
        status === 404 && page.includes("This link does not work any more"),
    );
  });

  it("treats a second subscription of an address as the first one, and refuses other attributes", async () => {
    const FilterPolicy = JSON.stringify({ ledgerId: ["ann"] });
    const first = await topic.subscribe({ Attributes: { FilterPolicy } });
    const second = await topic.subscribe({ Attributes: { FilterPolicy } });
    expect(second.SubscriptionArn).to.equal(first.SubscriptionArn);
    expect(topic.cloud.mails).to.have.length(2);
    await refused(
      topic.subscribe({ Attributes: { FilterPolicy: JSON.stringify({ ledgerId: ["bob"] }) } }),
      "InvalidParameterException",
      "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    );
    expect((await topic.subscribe({ ReturnSubscriptionArn: false })).SubscriptionArn).to.equal(
      "pending confirmation",
    );
  });

  it("rejects the deletion of unconfirmed subscriptions, like SNS", async () => {
    const { SubscriptionArn } = await topic.subscribe();
    const reason = "This subscription is pending confirmation and cannot be deleted";
    await refused(
      topic.api.send(new UnsubscribeCommand({ SubscriptionArn })),
      "InvalidParameterException",
      `Invalid parameter: SubscriptionArn Reason: ${reason}`,
    );
    const { Subscriptions } = await topic.api.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topic.arn }),
    );
    expect(Subscriptions).to.deep.equal([
      {
        SubscriptionArn: "PendingConfirmation",
        Owner: "000000000000",
        Protocol: "email",
        Endpoint: email,
        TopicArn: topic.arn,
      },
    ]);
  });

  it("lets only a signed request end a subscription that was confirmed so", async () => {
    const { SubscriptionArn } = await topic.subscribe();
    const { href = "" } = topic.cloud.mails.at(-1)?.links?.[0] ?? {};
    await topic.api.send(
      new ConfirmSubscriptionCommand({
        TopicArn: topic.arn,
        Token: new URL(href).searchParams.get("Token") ?? "",
        AuthenticateOnUnsubscribe: "true",
      }),
    );
    expect((await topic.attributesOf(SubscriptionArn))?.ConfirmationWasAuthenticated).to.equal("true");
    await topic.follow("Confirm subscription");
    await topic.publish({ Subject: "Forwarded to a stranger" });
    expect((await topic.follow("Unsubscribe")).status).to.equal(403);
    expect((await topic.attributesOf(SubscriptionArn))?.PendingConfirmation).to.equal("false");
    await topic.api.send(new UnsubscribeCommand({ SubscriptionArn }));
    await refused(topic.attributesOf(SubscriptionArn), "NotFoundException", "Subscription does not exist");
  });

  it("forgets an address that did not confirm within 48 hours", async () => {
    const { SubscriptionArn } = await topic.subscribe();
    mock.timers.enable({ apis: ["Date"], now: Date.now() + 2 * 86_400_000 + 1 });
    try {
      expect((await topic.follow("Confirm subscription")).status).to.equal(400);
      await refused(topic.attributesOf(SubscriptionArn), "NotFoundException", "Subscription does not exist");
    } finally {
      mock.timers.reset();
    }
  });

  it("accepts 200 filter policies per topic, and no more", async () => {
    const withPolicy = (number: number) =>
      topic.subscribe({
        Endpoint: `user${number}@example.org`,
        Attributes: { FilterPolicy: JSON.stringify({ ledgerId: [`user${number}`] }) },
      });
    for (let number = 0; number < 200; number++) await withPolicy(number);
    const error: unknown = await withPolicy(200).catch((reason) => reason);
    expect(error).to.be.an.instanceOf(FilterPolicyLimitExceededException);
    await topic.subscribe();
  });

  it("refuses a filter policy that is not a list of texts", async () => {
    const FilterPolicy = JSON.stringify({ ledgerId: [{ prefix: "a" }] });
    const error: unknown = await topic.subscribe({ Attributes: { FilterPolicy } }).catch((reason) => reason);
    expect([(error as Error).name, (error as Error).message]).to.satisfy(
      ([name, message]: [string, string]) =>
        name === "InvalidParameterException" && message.includes("supports exact string matches only"),
    );
    expect(topic.cloud.mails).to.deep.equal([]);
  });

  describe("subscriptions of the program", () => {
    const operator = (endpoint: string) =>
      topic.cloud.make("aws:sns/topicSubscription:TopicSubscription", "operator", {
        topic: topic.arn,
        protocol: "email",
        endpoint,
      });

    it("stay confirmed over restarts, without another mail", async () => {
      const first = await operator(email);
      const Token = new URL(topic.cloud.mails[0]?.links?.[0]?.href ?? "").searchParams.get("Token") ?? "";
      await topic.api.send(new ConfirmSubscriptionCommand({ TopicArn: topic.arn, Token }));
      await topic.restart();
      const second = await operator(email);
      expect([second.id, second.state.pendingConfirmation]).to.deep.equal([first.id, false]);
      await topic.publish({ Subject: "Hello" });
      expect(topic.cloud.mails.map(({ subject }) => subject)).to.deep.equal(["Hello"]);
    });

    it("are removed when the program names another address, or none", async () => {
      await operator(email);
      await topic.follow("Confirm subscription");
      await operator("bob@example.org");
      await topic.follow("Confirm subscription");
      await topic.publish({ Subject: "For bob" });
      expect(topic.cloud.mails.slice(2).map(({ to }) => to)).to.deep.equal(["bob@example.org"]);
      await topic.restart();
      await topic.cloud.service.settle?.();
      await topic.publish({ Subject: "For nobody" });
      expect(topic.cloud.mails).to.deep.equal([]);
    });
  });
});
