import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import type { CloudContext, JsonDocument } from "../../engine/service";
import { parseFilterPolicy } from "./filterPolicy";
import { confirmationMail } from "./mails";
import type { Protocol, SnsState, StoredSubscription, StoredTopic, SubscriptionAttributes } from "./model";

/** SNS's quota; more on request (https://docs.aws.amazon.com/general/latest/gr/sns.html). */
const MAX_FILTER_POLICIES = 200;
const PENDING_LIFETIME = 3 * 86_400_000;

/** The topics and their subscriptions, and the rules by which subscriptions come and go. */
export class Topics {
  /** ARNs of the topics and names of the subscriptions that the program has as it is now. */
  private readonly declared = new Set<string>();

  constructor(
    private readonly context: CloudContext,
    private readonly document: JsonDocument<SnsState>,
  ) {}

  all(): StoredTopic[] {
    return Object.values(this.document.value.topics);
  }

  topic(arn: string): StoredTopic {
    const topic = this.document.value.topics[arn];
    if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);
    return topic;
  }

  async addTopic(topic: StoredTopic): Promise<void> {
    if (topic.declared) this.declared.add(topic.arn);
    await this.document.update(({ topics }) => {
      topics[topic.arn] = topic;
    });
  }

  /** Drops what an earlier version of the program declared, and the subscriptions to topics that are no more. */
  async dropUndeclared(): Promise<void> {
    await this.document.update(({ topics, subscriptions }) => {
      for (const topic of Object.values(topics)) {
        if (topic.declared && !this.declared.has(topic.arn)) delete topics[topic.arn];
      }
      for (const { arn, topicArn, declaredBy } of Object.values(subscriptions)) {
        const orphan = declaredBy !== undefined && !this.declared.has(declaredBy);
        if (orphan || !topics[topicArn]) delete subscriptions[arn];
      }
    });
  }

  /** Those of one topic, or of all; without those that waited three days for their confirmation. */
  subscriptions(topicArn?: string): StoredSubscription[] {
    return Object.values(this.document.value.subscriptions).filter(
      (one) => isFresh(one) && (topicArn === undefined || one.topicArn === topicArn),
    );
  }

  subscription(arn: string): StoredSubscription {
    const found = this.document.value.subscriptions[arn];
    if (!found || !isFresh(found)) throw new AwsError("NotFound", "Subscription does not exist", 404);
    return found;
  }

  /** Subscribes, or finds the subscription there is; a pending one is mailed its link again, as SNS does. */
  async subscribe(
    topicArn: string,
    protocol: Protocol,
    endpoint: string,
    attributes: SubscriptionAttributes,
  ): Promise<StoredSubscription> {
    this.topic(topicArn);
    requireEndpoint(protocol, endpoint);
    checkFilterPolicy(attributes);
    const existing = this.find(topicArn, protocol, endpoint);
    if (existing) requireSame(existing.attributes, attributes);
    const subscription = existing ?? (await this.add(topicArn, protocol, endpoint, attributes));
    if (subscription.pending) await this.context.deliverMail(confirmationMail(this.context, subscription));
    return subscription;
  }

  /** The program's own subscription: its attributes follow the program, and one that it replaced is dropped. */
  async declare(
    name: string,
    topicArn: string,
    protocol: Protocol,
    endpoint: string,
    attributes: SubscriptionAttributes,
  ): Promise<StoredSubscription> {
    checkFilterPolicy(attributes);
    this.declared.add(name);
    const existing = this.find(topicArn, protocol, endpoint);
    await this.document.update(({ subscriptions }) => {
      for (const [arn, { declaredBy }] of Object.entries(subscriptions)) {
        if (declaredBy === name && arn !== existing?.arn) delete subscriptions[arn];
      }
      if (existing) Object.assign(existing, { attributes, declaredBy: name });
    });
    const subscription = existing ?? (await this.subscribe(topicArn, protocol, endpoint, attributes));
    await this.document.update(() => {
      subscription.declaredBy = name;
    });
    return subscription;
  }

  async confirm(topicArn: string, token: string): Promise<StoredSubscription> {
    this.topic(topicArn);
    const subscription = this.subscriptions(topicArn).find((one) => one.token === token);
    if (!subscription) throw new AwsError("InvalidParameter", "Invalid parameter: Token");
    await this.document.update(() => {
      subscription.pending = false;
    });
    return subscription;
  }

  async unsubscribe(arn: string): Promise<void> {
    if (this.subscription(arn).pending) {
      // SNS drops unconfirmed subscriptions by itself and lets nobody delete them.
      const reason = "This subscription is pending confirmation and cannot be deleted";
      throw new AwsError("InvalidParameter", `Invalid parameter: SubscriptionArn Reason: ${reason}`);
    }
    await this.document.update(({ subscriptions }) => {
      delete subscriptions[arn];
    });
  }

  async setAttribute(arn: string, change: SubscriptionAttributes): Promise<void> {
    const subscription = this.subscription(arn);
    const attributes = { ...subscription.attributes, ...change };
    if (change.FilterPolicy === "" || change.FilterPolicy === "{}") delete attributes.FilterPolicy;
    checkFilterPolicy(attributes);
    if (attributes.FilterPolicy && !subscription.attributes.FilterPolicy)
      this.requireRoom(subscription.topicArn);
    await this.document.update(() => {
      subscription.attributes = attributes;
    });
  }

  private find(topicArn: string, protocol: Protocol, endpoint: string): StoredSubscription | undefined {
    return Object.values(this.document.value.subscriptions).find(
      (one) =>
        isFresh(one) && one.topicArn === topicArn && one.protocol === protocol && one.endpoint === endpoint,
    );
  }

  private async add(
    topicArn: string,
    protocol: Protocol,
    endpoint: string,
    attributes: SubscriptionAttributes,
  ): Promise<StoredSubscription> {
    const subscription: StoredSubscription = {
      arn: `${topicArn}:${randomUUID()}`,
      topicArn,
      protocol,
      endpoint,
      attributes,
      token: randomBytes(32).toString("hex"),
      // SNS trusts queues and functions of the same account; an address must prove that it wants the mails.
      pending: protocol === "email",
      createdAt: Date.now(),
    };
    await this.document.update(({ subscriptions }) => {
      if (attributes.FilterPolicy) this.requireRoom(topicArn);
      for (const [arn, old] of Object.entries(subscriptions)) if (!isFresh(old)) delete subscriptions[arn];
      subscriptions[subscription.arn] = subscription;
    });
    return subscription;
  }

  private requireRoom(topicArn: string): void {
    const filtered = this.subscriptions(topicArn).filter(({ attributes }) => attributes.FilterPolicy);
    if (filtered.length < MAX_FILTER_POLICIES) return;
    const message = `Filter policy limit exceeded: a topic takes ${MAX_FILTER_POLICIES} filter policies`;
    throw new AwsError("FilterPolicyLimitExceeded", message, 403);
  }
}

function isFresh({ pending, createdAt }: StoredSubscription): boolean {
  return !pending || createdAt + PENDING_LIFETIME > Date.now();
}

function requireEndpoint(protocol: Protocol, endpoint: string): void {
  const fits =
    protocol === "email"
      ? z.email().safeParse(endpoint).success
      : endpoint.startsWith(`arn:aws:${protocol}:`);
  if (!fits) throw new AwsError("InvalidParameter", `Invalid parameter: ${protocol} endpoint`);
}

function checkFilterPolicy(attributes: SubscriptionAttributes): void {
  const { FilterPolicy, FilterPolicyScope = "MessageAttributes" } = attributes;
  if (FilterPolicy) parseFilterPolicy(FilterPolicy, FilterPolicyScope);
}

/** Only attributes that the call gives are compared: SNS takes a call without any for the subscription there is. */
function requireSame(existing: SubscriptionAttributes, given: SubscriptionAttributes): void {
  const effective = { RawMessageDelivery: "false", FilterPolicyScope: "MessageAttributes", ...existing };
  const differs = Object.entries(given).some(
    ([name, value]) => effective[name as keyof typeof effective] !== value,
  );
  if (!differs) return;
  const reason = "Subscription already exists with different attributes";
  throw new AwsError("InvalidParameter", `Invalid parameter: Attributes Reason: ${reason}`);
}
