import {
  GetSubscriptionAttributesCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
  type SubscribeCommandInput,
} from "@aws-sdk/client-sns";
import { type Sns, sns } from "../../../../local/services/sns";
import { type Harness, start } from "../../harness";

export const email = "ann@example.org";
export const queueArn = "arn:aws:sqs:us-east-1:000000000000:letters";

/** A topic, and the queues that it may send to. */
export class TestTopic {
  arn = "";
  api: SNSClient;

  constructor(
    public cloud: Harness<Sns>,
    readonly queues: TestQueues,
  ) {
    this.api = clientOf(cloud);
  }

  /** Declares the topic as the program does. */
  async declare(): Promise<void> {
    this.arn = (await this.cloud.make("aws:sns/topic:Topic", "alerts", { displayName: "Alerts" })).id;
  }

  publish(input: Partial<PublishCommandInput>) {
    return this.api.send(new PublishCommand({ TopicArn: this.arn, Message: "Spent too much.", ...input }));
  }

  subscribe(input: Partial<SubscribeCommandInput> = {}) {
    return this.api.send(
      new SubscribeCommand({
        TopicArn: this.arn,
        Protocol: "email",
        Endpoint: email,
        ReturnSubscriptionArn: true,
        ...input,
      }),
    );
  }

  async attributesOf(SubscriptionArn: string | undefined) {
    return (await this.api.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  }

  /** Opens the link of the newest mail as a browser would. */
  follow(label: string): Promise<Response> {
    const link = this.cloud.mails.at(-1)?.links?.find((candidate) => candidate.label === label);
    return fetch(link?.href ?? "about:blank");
  }

  /** The same data in a new process, in which the topic is declared again. */
  async restart(): Promise<void> {
    this.api.destroy();
    this.cloud = await this.cloud.restart();
    this.api = clientOf(this.cloud);
    await this.declare();
  }

  async close(): Promise<void> {
    this.api.destroy();
    await this.cloud.close();
  }
}

export class TestQueues {
  readonly messages: { queue: string; body: string }[] = [];
  /** The queue that takes nothing; a test sets it. */
  failing: string | undefined;

  async send(queue: string, body: string): Promise<void> {
    if (queue === this.failing) throw new Error(`There is no queue ${queue}.`);
    this.messages.push({ queue, body });
  }
}

function clientOf(cloud: Harness<Sns>): SNSClient {
  return new SNSClient({ ...cloud.client, maxAttempts: 1 });
}

export async function startTopic(): Promise<TestTopic> {
  const queues = new TestQueues();
  const topic = new TestTopic(
    await start(sns, { sendToQueue: (queue, body) => queues.send(queue, body) }),
    queues,
  );
  await topic.declare();
  return topic;
}
