import type { ServerResponse } from "node:http";
import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { AwsError } from "../../engine/awsError";
import {
  answerQuery,
  type QueryAction,
  type QueryProtocol,
  queryAction,
  queryParameters,
  runQuery,
  xmlMap,
} from "../../engine/awsQuery";
import { html, renderPage } from "../../engine/html";
import { policyText, readInputs } from "../../engine/inputs";
import type { AwsRequest, CloudContext, ResourceFactory, Service } from "../../engine/service";
import type { MessageAttributes } from "./filterPolicy";
import {
  protocols,
  type SnsState,
  type StoredSubscription,
  type SubscriptionAttributes,
  subscriptionAttributes,
} from "./model";
import { publish } from "./publishing";
import { Topics } from "./topics";

export interface Sns extends Service {
  /** Publishes as the API does; throws AwsError for an unknown topic or a subject that SNS would refuse. */
  publish(
    topicArn: string,
    subject: string | undefined,
    message: string,
    attributes?: MessageAttributes,
  ): Promise<void>;
}

/**
 * Amazon SNS: topics, subscriptions of addresses, queues and functions with filter policies, and mails in the inbox whose
 * links confirm and end a subscription. Not here: FIFO topics, HTTP endpoints, SMS, signatures of messages.
 */
export function sns(context: CloudContext): Sns {
  const topics = new Topics(context, context.document<SnsState>("sns", { topics: {}, subscriptions: {} }));
  const protocol: QueryProtocol = {
    namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    actions: { ...topicActions(context, topics), ...subscriptionActions(context, topics) },
  };
  return {
    scopes: ["sns"],
    resources: resources(context, topics),
    async handle(request, response) {
      // A browser follows a link of a mail with GET; SDKs and the CLI post.
      if (request.http.method === "GET") return answerLink(protocol, request, response);
      return answerQuery(protocol, request, response);
    },
    settle: () => topics.dropUndeclared(),
    async publish(topicArn, subject, message, attributes = {}) {
      await publish(context, topics, { topicArn, subject, message, attributes });
    },
  };
}

/** A map as the query protocol sends it: a list of `key` and `value`. */
const entries = z
  .array(z.object({ key: z.string(), value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));

const messageAttributes = z
  .array(
    z.object({
      Name: z.string().min(1),
      Value: z.object({
        DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/, "unknown data type"),
        StringValue: z.string().optional(),
        BinaryValue: z.string().optional(),
      }),
    }),
  )
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));

function topicActions(context: CloudContext, topics: Topics): Record<string, QueryAction> {
  const onTopic = z.object({ TopicArn: z.string() });
  return {
    CreateTopic: queryAction(
      z.object({ Name: z.string().regex(/^[\w-]{1,256}$/, "Topic Name"), Attributes: entries }),
      async ({ Name, Attributes }) => {
        const topicArn = arn(context, "sns", Name);
        await topics.addTopic({ arn: topicArn, declared: false, attributes: Attributes });
        return { TopicArn: topicArn };
      },
    ),
    ListTopics: queryAction(z.object({}), () => ({
      Topics: { member: topics.all().map((topic) => ({ TopicArn: topic.arn })) },
    })),
    GetTopicAttributes: queryAction(onTopic, ({ TopicArn }) => {
      const { attributes } = topics.topic(TopicArn);
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

function subscriptionActions(context: CloudContext, topics: Topics): Record<string, QueryAction> {
  const onTopic = z.object({ TopicArn: z.string() });
  const onSubscription = z.object({ SubscriptionArn: z.string() });
  return {
    Subscribe: queryAction(
      onTopic.extend({
        Protocol: z.enum(protocols, `the local cloud knows ${protocols.join(", ")}`),
        Endpoint: z.string(),
        Attributes: entries.pipe(subscriptionAttributes),
        ReturnSubscriptionArn: z.string().optional(),
      }),
      async ({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }) => {
        const made = await topics.subscribe(TopicArn, Protocol, Endpoint, Attributes);
        const hidden = made.pending && ReturnSubscriptionArn !== "true";
        return { SubscriptionArn: hidden ? "pending confirmation" : made.arn };
      },
    ),
    ConfirmSubscription: queryAction(onTopic.extend({ Token: z.string() }), async ({ TopicArn, Token }) => ({
      SubscriptionArn: (await topics.confirm(TopicArn, Token)).arn,
    })),
    Unsubscribe: queryAction(onSubscription, async ({ SubscriptionArn }) => {
      await topics.unsubscribe(SubscriptionArn);
      return undefined;
    }),
    GetSubscriptionAttributes: queryAction(onSubscription, ({ SubscriptionArn }) => ({
      Attributes: xmlMap(describeAttributes(context, topics.subscription(SubscriptionArn))),
    })),
    SetSubscriptionAttributes: queryAction(
      onSubscription.extend({ AttributeName: z.string(), AttributeValue: z.string().default("") }),
      async ({ SubscriptionArn, AttributeName, AttributeValue }) => {
        const change = subscriptionAttributes.safeParse({ [AttributeName]: AttributeValue });
        if (!change.success) throw new AwsError("InvalidParameter", "Invalid parameter: AttributeName");
        await topics.setAttribute(SubscriptionArn, change.data);
        return undefined;
      },
    ),
    ListSubscriptions: queryAction(z.object({}), () => listed(context, topics.subscriptions())),
    ListSubscriptionsByTopic: queryAction(onTopic, ({ TopicArn }) =>
      listed(context, topics.subscriptions(topics.topic(TopicArn).arn)),
    ),
  };
}

function describeAttributes(context: CloudContext, subscription: StoredSubscription): Record<string, string> {
  const { FilterPolicy, RedrivePolicy, ...flags } = subscription.attributes;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: context.accountId,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.protocol !== "email"),
    RawMessageDelivery: "false",
    ...flags,
    ...(FilterPolicy && { FilterPolicy, FilterPolicyScope: flags.FilterPolicyScope ?? "MessageAttributes" }),
    ...(RedrivePolicy && { RedrivePolicy }),
  };
}

function listed(context: CloudContext, subscriptions: StoredSubscription[]) {
  const member = subscriptions.map((one) => ({
    SubscriptionArn: one.pending ? "PendingConfirmation" : one.arn,
    Owner: context.accountId,
    Protocol: one.protocol,
    Endpoint: one.endpoint,
    TopicArn: one.topicArn,
  }));
  return { Subscriptions: { member } };
}

/** Runs the action of a link that a person clicked, and says in a page what came of it. */
async function answerLink(protocol: QueryProtocol, request: AwsRequest, response: ServerResponse) {
  const parameters = queryParameters(request);
  const done = parameters.get("Action") === "Unsubscribe" ? "You are unsubscribed." : "You are subscribed.";
  let status = 200;
  let message = done;
  try {
    await runQuery(protocol, parameters);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    status = error.status;
    message = `This link does not work any more: ${error.message}`;
  }
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" });
  response.end(renderPage(linkPage(message)));
}

function linkPage(message: string) {
  return html`<html lang="en">
    <head>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${message}</title>
      <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem; }</style>
    </head>
    <body>
      <h1>${message}</h1>
      <p>You can close this page.</p>
    </body>
  </html>`;
}

const topicInputs = z.object({
  displayName: z.string().optional(),
  policy: policyText.optional(),
  kmsMasterKeyId: z.string().optional(),
  fifoTopic: z.literal(false, "FIFO topics are not supported by the local cloud.").optional(),
});
const subscriptionInputs = z.object({
  topic: z.string(),
  protocol: z.enum(protocols, `The local cloud delivers to ${protocols.join(", ")}.`),
  endpoint: z.string(),
  filterPolicy: z.string().optional(),
  filterPolicyScope: subscriptionAttributes.shape.FilterPolicyScope,
  rawMessageDelivery: z.boolean().optional(),
  redrivePolicy: z.string().optional(),
});

function resources(context: CloudContext, topics: Topics): Record<string, ResourceFactory> {
  return {
    async "aws:sns/topic:Topic"(request) {
      const { displayName, policy, kmsMasterKeyId } = readInputs(topicInputs, request);
      const name = physicalName(request);
      const topicArn = arn(context, "sns", name);
      const attributes = {
        ...(displayName && { DisplayName: displayName }),
        ...(policy && { Policy: policy }),
        ...(kmsMasterKeyId && { KmsMasterKeyId: kmsMasterKeyId }),
      };
      await topics.addTopic({ arn: topicArn, declared: true, attributes });
      return { id: topicArn, state: { ...request.inputs, name, arn: topicArn, owner: context.accountId } };
    },
    // Permissions are not checked locally.
    "aws:sns/topicPolicy:TopicPolicy"({ inputs }) {
      return { id: String(inputs.arn), state: { ...inputs, owner: context.accountId } };
    },
    async "aws:sns/topicSubscription:TopicSubscription"(request) {
      const inputs = readInputs(subscriptionInputs, request);
      const attributes: SubscriptionAttributes = {
        ...(inputs.filterPolicy && { FilterPolicy: inputs.filterPolicy }),
        ...(inputs.filterPolicyScope && { FilterPolicyScope: inputs.filterPolicyScope }),
        ...(inputs.rawMessageDelivery && { RawMessageDelivery: "true" }),
        ...(inputs.redrivePolicy && { RedrivePolicy: inputs.redrivePolicy }),
      };
      const made = await topics.declare(
        request.name,
        inputs.topic,
        inputs.protocol,
        inputs.endpoint,
        attributes,
      );
      const state = { arn: made.arn, ownerId: context.accountId, pendingConfirmation: made.pending };
      return { id: made.arn, state: { ...request.inputs, ...state } };
    },
  };
}
