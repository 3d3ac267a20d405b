import { arn, physicalName } from "../../engine/arn";
import { answerJson } from "../../engine/awsJson";
import type { LogGroups } from "../../engine/logGroups";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { logActions } from "./actions";

/**
 * CloudWatch Logs over the log files of this run: what functions and the gateway's access log write. Not here: writing by the
 * API, retention, subscriptions, metric filters and Logs Insights.
 */
export function logs(context: Pick<CloudContext, "region" | "accountId">, groups: LogGroups): Service {
  function createGroup(request: ResourceRequest): ResourceResult {
    const name = physicalName(request);
    groups.declared.set(name, Date.now());
    return { id: name, state: { ...request.inputs, name, arn: arn(context, "logs", `log-group:${name}`) } };
  }

  return {
    scopes: ["logs"],
    resources: { "aws:cloudwatch/logGroup:LogGroup": createGroup },
    handle: (request, response) =>
      answerJson(
        {
          contentType: "application/x-amz-json-1.1",
          invalidInput: "InvalidParameterException",
          operations: logActions(context, groups),
        },
        request,
        response,
      ),
  };
}
