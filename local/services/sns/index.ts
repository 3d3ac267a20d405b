import { answerQuery, type QueryProtocol } from "../../engine/awsQuery";
import type { CloudContext, Service } from "../../engine/service";
import { linkActions, subscriptionActions, topicActions } from "./actions";
import { answerLink } from "./linkPage";
import type { SnsState } from "./model";
import { topicResources } from "./resources";
import { Topics } from "./topics";

/**
 * Amazon SNS: topics, subscriptions with filter policies of exact texts, and mails in the inbox whose links confirm and end a
 * subscription. Not here: FIFO topics, protocols other than email, dead letters, signatures of messages.
 */
export function sns(context: CloudContext): Service {
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
    settle: () => topics.dropUndeclared(),
  };
}
