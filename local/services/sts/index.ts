import { z } from "zod";
import { globalArn, type Place } from "../../engine/arn";
import { answerQuery, type QueryAction, queryAction } from "../../engine/awsQuery";
import type { Service } from "../../engine/service";

/** AWS STS: who the caller is, by which operators and scripts check their credentials. */
export function sts(place: Place): Service {
  const protocol = { namespace: "https://sts.amazonaws.com/doc/2011-06-15/", actions: stsActions(place) };
  return {
    scopes: ["sts"],
    resources: {},
    handle: (request, response) => answerQuery(protocol, request, response),
  };
}

export function stsActions(place: Place): Record<string, QueryAction> {
  return {
    GetCallerIdentity: queryAction(z.strictObject({}), () => ({
      Arn: globalArn(place, "iam", "root"),
      UserId: place.accountId,
      Account: place.accountId,
    })),
  };
}
