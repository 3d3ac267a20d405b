import { answerQuery, type QueryProtocol } from "../../engine/awsQuery";
import type { CloudContext, Service } from "../../engine/service";
import { linkActions, subscriptionActions, topicActions } from "./actions";
import { answerLink } from "./linkPage";
import type { SnsState } from "./model";
import { publish } from "./publishing";
import { topicResources } from "./resources";
import { Topics } from "./topics";

interface Sns extends Service {
  hasTopic(topicArn: string): boolean;
  /** Publishes a message of an AWS service. @throws AwsError NotFound for an unknown topic. */
  publish(topicArn: string, message: string): Promise<void>;
}

/**
 * Amazon SNS: topics, subscriptions of queues, subscriptions of addresses with filter policies of exact texts, and
 * emails in the inbox whose links confirm and end a subscription. Not supported: FIFO topics, other protocols, dead
 * letters, signatures of messages.
 */
export function sns(context: CloudContext): Sns {
  const topics = new Topics(context, context.document<SnsState>("sns", { subscriptions: {} }));
  const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
  const links: QueryProtocol = { namespace, actions: linkActions(topics) };
  const protocol: QueryProtocol = {
    namespace,
    actions: { ...topicActions(context, topics), ...subscriptionActions(context, topics) },
  };
  return {
    scopes: ["sns"],
    resources: topicResources(context, topics),
    // Browsers open a link in an email with GET; SDKs and the CLI use POST.
    isPublic: ({ method }) => method === "GET",
    async handle(request, response) {
      if (request.http.method === "GET") return answerLink(links, request, response);
      return answerQuery(protocol, request, response);
    },
    hasTopic: (topicArn) => topics.has(topicArn),
    async publish(topicArn, message) {
      await publish(context, topics, { topicArn, message, attributes: {} });
    },
    settle: () => topics.dropUndeclared(),
  };
}
