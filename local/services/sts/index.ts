import { z } from "zod";
import { globalArn, type Place } from "../../engine/arn";
import { answerQuery, type QueryProtocol, queryAction } from "../../engine/awsQuery";
import type { Service } from "../../engine/service";

/** AWS STS: who the caller is, by which operators and scripts check their credentials. */
export function sts(place: Place): Service {
  const protocol: QueryProtocol = {
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    actions: {
      GetCallerIdentity: queryAction(z.object({}), () => ({
        Arn: globalArn(place, "iam", "root"),
        UserId: place.accountId,
        Account: place.accountId,
      })),
    },
  };
  return {
    scopes: ["sts"],
    resources: {},
    handle: (request, response) => answerQuery(protocol, request, response),
  };
}
