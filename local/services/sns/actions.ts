import { z } from "zod";
import { type QueryAction, queryAction, xmlMap } from "../../engine/awsQuery";
import type { CloudContext } from "../../engine/service";
import { PROTOCOL, type StoredSubscription, subscriptionAttributes } from "./model";
import { publish } from "./publishing";
import type { Topics } from "./topics";

/** A map as the query protocol sends it: a list of `key` and `value`. */
const entries = z
  .array(z.strictObject({ key: z.string(), value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));

const messageAttributes = z
  .array(
    z.strictObject({
      Name: z.string().min(1),
      Value: z.strictObject({
        DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/, "unknown data type"),
        StringValue: z.string().optional(),
        BinaryValue: z.string().optional(),
      }),
    }),
  )
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));

const onTopic = z.strictObject({ TopicArn: z.string() });
const onSubscription = z.strictObject({ SubscriptionArn: z.string() });

/** Publishing alerts (functions), and looking at a topic (runbook). */
export function topicActions(context: CloudContext, topics: Topics): Record<string, QueryAction> {
  return {
    GetTopicAttributes: queryAction(onTopic, ({ TopicArn }) => {
      const attributes = topics.attributes(TopicArn);
      const subscriptions = topics.subscriptions(TopicArn);
      const pending = subscriptions.filter((one) => one.pending).length;
      return {
        Attributes: xmlMap({
          ...attributes,
          TopicArn,
          Owner: context.accountId,
          SubscriptionsConfirmed: String(subscriptions.length - pending),
          SubscriptionsPending: String(pending),
          SubscriptionsDeleted: "0",
        }),
      };
    }),
    Publish: queryAction(
      onTopic.extend({
        Subject: z.string().optional(),
        Message: z.string().default(""),
        MessageAttributes: messageAttributes,
      }),
      async ({ TopicArn, Subject, Message, MessageAttributes: attributes }) => ({
        MessageId: await publish(context, topics, {
          topicArn: TopicArn,
          subject: Subject,
          message: Message,
          attributes,
        }),
      }),
    ),
  };
}

/** A user's own subscription (functions), the links in emails, and lists (runbook). */
export function subscriptionActions(context: CloudContext, topics: Topics): Record<string, QueryAction> {
  return {
    Subscribe: queryAction(
      onTopic.extend({
        Protocol: z.literal(PROTOCOL, "the local cloud delivers to email addresses only"),
        Endpoint: z.string(),
        Attributes: entries.pipe(subscriptionAttributes),
        ReturnSubscriptionArn: z.string().optional(),
      }),
      async ({ TopicArn, Endpoint, Attributes, ReturnSubscriptionArn }) => {
        const made = await topics.subscribe(TopicArn, Endpoint, Attributes);
        const hidden = made.pending && ReturnSubscriptionArn !== "true";
        return { SubscriptionArn: hidden ? "pending confirmation" : made.arn };
      },
    ),
    ConfirmSubscription: queryAction(
      onTopic.extend({ Token: z.string(), AuthenticateOnUnsubscribe: z.enum(["true", "false"]).optional() }),
      async ({ TopicArn, Token, AuthenticateOnUnsubscribe }) => ({
        SubscriptionArn: (await topics.confirm(TopicArn, Token, AuthenticateOnUnsubscribe === "true")).arn,
      }),
    ),
    Unsubscribe: queryAction(onSubscription, async ({ SubscriptionArn }) => {
      await topics.unsubscribe(SubscriptionArn);
      return undefined;
    }),
    GetSubscriptionAttributes: queryAction(onSubscription, ({ SubscriptionArn }) => ({
      Attributes: xmlMap(describeAttributes(context, topics.subscription(SubscriptionArn))),
    })),
    ListSubscriptionsByTopic: queryAction(onTopic, ({ TopicArn }) => {
      topics.attributes(TopicArn);
      return listed(context, topics.subscriptions(TopicArn));
    }),
  };
}

/**
 * Actions whose links are in emails. Anybody who has the email can follow them, without a signature. Programs for emails
 * add parameters of their own to links, which change nothing.
 */
export function linkActions(topics: Topics): Record<string, QueryAction> {
  return {
    ConfirmSubscription: queryAction(
      onTopic.extend({ Token: z.string() }).strip(),
      async ({ TopicArn, Token }) => ({
        SubscriptionArn: (await topics.confirm(TopicArn, Token, false)).arn,
      }),
    ),
    Unsubscribe: queryAction(onSubscription.strip(), async ({ SubscriptionArn }) => {
      await topics.unsubscribeByLink(SubscriptionArn);
      return undefined;
    }),
  };
}

function describeAttributes(context: CloudContext, subscription: StoredSubscription): Record<string, string> {
  const { FilterPolicy } = subscription.attributes;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: context.accountId,
    Protocol: PROTOCOL,
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.authenticated ?? false),
    RawMessageDelivery: "false",
    ...(FilterPolicy && { FilterPolicy, FilterPolicyScope: "MessageAttributes" }),
  };
}

function listed(context: CloudContext, subscriptions: StoredSubscription[]) {
  const member = subscriptions.map((one) => ({
    SubscriptionArn: one.pending ? "PendingConfirmation" : one.arn,
    Owner: context.accountId,
    Protocol: PROTOCOL,
    Endpoint: one.endpoint,
    TopicArn: one.topicArn,
  }));
  return { Subscriptions: { member } };
}
