import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { DAY_MS } from "../../engine/duration";
import { ownValue } from "../../engine/ownValue";
import type { CloudContext, JsonDocument } from "../../engine/service";
import { parseFilterPolicy } from "./filterPolicy";
import { confirmationMail } from "./mails";
import { isQueue, type SnsState, type StoredSubscription, type SubscriptionAttributes } from "./model";

/** A topic's attributes, by their names in the API. */
type TopicAttributes = Record<string, string>;

/** SNS's quota; more on request (https://docs.aws.amazon.com/general/latest/gr/sns.html). */
const MAX_FILTER_POLICIES = 200;
/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
const PENDING_LIFETIME = 2 * DAY_MS;

/** Topics with their subscriptions, and the rules of the subscriptions' life cycle. */
export class Topics {
  private readonly topics = new Map<string, TopicAttributes>();
  /** Logical names of the program's subscriptions. */
  private readonly declared = new Set<string>();

  constructor(
    private readonly context: CloudContext,
    private readonly document: JsonDocument<SnsState>,
  ) {}

  arns(): string[] {
    return [...this.topics.keys()];
  }

  /** @throws AwsError NotFound for an unknown topic. */
  attributes(topicArn: string): TopicAttributes {
    const attributes = this.topics.get(topicArn);
    if (!attributes) throw new AwsError("NotFound", "Topic does not exist", 404);
    return attributes;
  }

  has(topicArn: string): boolean {
    return this.topics.has(topicArn);
  }

  addTopic(topicArn: string, attributes: TopicAttributes): void {
    this.topics.set(topicArn, attributes);
  }

  /** Drops subscriptions that the program no longer declares, and those to topics that are gone. */
  async dropUndeclared(): Promise<void> {
    await this.document.update(({ subscriptions }) => {
      for (const { arn, topicArn, declaredBy } of Object.values(subscriptions)) {
        const orphan = declaredBy !== undefined && !this.declared.has(declaredBy);
        if (orphan || !this.topics.has(topicArn)) delete subscriptions[arn];
      }
    });
  }

  /** Returns subscriptions of one topic, or of all; without those that waited 48 hours for their confirmation. */
  subscriptions(topicArn?: string): StoredSubscription[] {
    return Object.values(this.document.value.subscriptions).filter(
      (one) => isFresh(one) && (topicArn === undefined || one.topicArn === topicArn),
    );
  }

  /** @throws AwsError NotFound for an unknown subscription, or one that was not confirmed in time. */
  subscription(arn: string): StoredSubscription {
    const found = ownValue(this.document.value.subscriptions, arn);
    if (!found || !isFresh(found)) throw new AwsError("NotFound", "Subscription does not exist", 404);
    return found;
  }

  /** Subscribes, or finds the existing subscription; a pending one is emailed its link again, as SNS does. */
  async subscribe(
    topicArn: string,
    endpoint: string,
    attributes: SubscriptionAttributes,
  ): Promise<StoredSubscription> {
    this.attributes(topicArn);
    if (!isQueue({ endpoint })) requireAddress(endpoint);
    if (attributes.FilterPolicy) parseFilterPolicy(attributes.FilterPolicy);
    const existing = this.find(topicArn, endpoint);
    if (existing) requireSame(existing.attributes, attributes);
    const subscription = existing ?? (await this.add(topicArn, endpoint, attributes));
    if (subscription.pending) await this.context.deliverMail(confirmationMail(this.context, subscription));
    return subscription;
  }

  /** Creates the program's own subscription, or finds it; the one that it replaces is dropped. */
  async declare(
    name: string,
    topicArn: string,
    endpoint: string,
    FilterPolicy?: string,
  ): Promise<StoredSubscription> {
    this.declared.add(name);
    const attributes = FilterPolicy === undefined ? {} : { FilterPolicy };
    const existing = this.find(topicArn, endpoint);
    const subscription = existing ?? (await this.subscribe(topicArn, endpoint, attributes));
    await this.document.update(({ subscriptions }) => {
      for (const [arn, { declaredBy }] of Object.entries(subscriptions)) {
        if (declaredBy === name && arn !== subscription.arn) delete subscriptions[arn];
      }
      Object.assign(subscription, { attributes, declaredBy: name });
    });
    return subscription;
  }

  async confirm(topicArn: string, token: string, authenticated: boolean): Promise<StoredSubscription> {
    this.attributes(topicArn);
    const subscription = this.subscriptions(topicArn).find((one) => one.token === token);
    if (!subscription) throw new AwsError("InvalidParameter", "Invalid parameter: Token");
    await this.document.update(() => {
      if (subscription.pending) Object.assign(subscription, { pending: false, authenticated });
    });
    return subscription;
  }

  /** Ends a subscription by a request without a signature: the link in its emails. */
  async unsubscribeByLink(arn: string): Promise<void> {
    if (this.subscription(arn).authenticated)
      throw new AwsError("AuthorizationError", "The owner must sign this request", 403);
    await this.unsubscribe(arn);
  }

  async unsubscribe(arn: string): Promise<void> {
    if (this.subscription(arn).pending) {
      // SNS removes unconfirmed subscriptions itself and rejects their deletion.
      const reason = "This subscription is pending confirmation and cannot be deleted";
      throw new AwsError("InvalidParameter", `Invalid parameter: SubscriptionArn Reason: ${reason}`);
    }
    await this.document.update(({ subscriptions }) => {
      delete subscriptions[arn];
    });
  }

  private find(topicArn: string, endpoint: string): StoredSubscription | undefined {
    return this.subscriptions(topicArn).find((one) => one.endpoint === endpoint);
  }

  private async add(
    topicArn: string,
    endpoint: string,
    attributes: SubscriptionAttributes,
  ): Promise<StoredSubscription> {
    const subscription: StoredSubscription = {
      arn: `${topicArn}:${randomUUID()}`,
      topicArn,
      endpoint,
      attributes,
      token: randomBytes(32).toString("hex"),
      pending: !isQueue({ endpoint }),
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

function requireAddress(endpoint: string): void {
  if (z.email().safeParse(endpoint).success) return;
  throw new AwsError("InvalidParameter", "Invalid parameter: Email address");
}

/** Compares the attributes that the call gives: SNS takes a call without any for the existing subscription. */
function requireSame(existing: SubscriptionAttributes, given: SubscriptionAttributes): void {
  if (given.FilterPolicy === undefined || given.FilterPolicy === existing.FilterPolicy) return;
  const reason = "Subscription already exists with different attributes";
  throw new AwsError("InvalidParameter", `Invalid parameter: Attributes Reason: ${reason}`);
}
