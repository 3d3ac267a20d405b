import type { Place } from "../../engine/arn";
import type { Service } from "../../engine/service";

/** Provider functions that return the account, Region and partition. */
export function provider(place: Place): Service {
  const { region, accountId } = place;
  return {
    scopes: [],
    resources: {},
    functions: {
      "aws:index/getRegion:getRegion": () => ({
        id: region,
        name: region,
        region,
        description: "This machine",
        endpoint: `ec2.${region}.amazonaws.com`,
      }),
      "aws:index/getCallerIdentity:getCallerIdentity": () => ({
        id: accountId,
        accountId,
        arn: `arn:aws:iam::${accountId}:root`,
        userId: accountId,
      }),
      "aws:index/getPartition:getPartition": () => ({
        id: "aws",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        reverseDnsPrefix: "com.amazonaws",
      }),
    },
  };
}
