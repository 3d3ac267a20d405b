import {
  GetSubscriptionAttributesCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
  type SubscribeCommandInput,
} from "@aws-sdk/client-sns";
import type { Service } from "../../../../local/engine/service";
import { sns } from "../../../../local/services/sns";
import { closingOnFailure, type Harness, start } from "../../harness";

export const email = "ann@example.org";

/** A topic, and what a subscriber does with it. */
export class TestTopic {
  arn = "";
  api: SNSClient;

  constructor(public cloud: Harness<Service>) {
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

  /** Opens the link of the newest email as a browser would. */
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

function clientOf(cloud: Harness<Service>): SNSClient {
  return new SNSClient({ ...cloud.client, maxAttempts: 1 });
}

export async function startTopic(): Promise<TestTopic> {
  const topic = new TestTopic(await start(sns));
  await closingOnFailure(topic, () => topic.declare());
  return topic;
}
