import type { CloudContext, ResourceRequest } from "./service";

/** The region and account of a resource: what an ARN needs. */
export type Place = Pick<CloudContext, "region" | "accountId">;

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` of a regional resource, for example `arn(place, "sqs", "my-queue")`. */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The ARN of a resource of a service that has no region, such as IAM, CloudFront or Budgets. */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}::${place.accountId}:${resource}`;
}

/**
 * Returns the name of a resource on the local cloud: the one the program requests, or else its logical name. Pulumi's
 * random suffix is left out, so that a resource finds its data again after a restart.
 */
export function physicalName(request: ResourceRequest): string {
  const { name, namePrefix } = request.inputs;
  if (typeof name === "string" && name !== "") return name;
  return typeof namePrefix === "string" ? `${namePrefix}${request.name}` : request.name;
}

/** The last segment of a name or ARN: `arn:aws:lambda:…:function:f` → `f`. An alias or version behind it is dropped. */
export function functionNameOf(nameOrArn: string): string {
  const match = /^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(nameOrArn);
  return match?.[1] ?? nameOrArn.split(":")[0] ?? nameOrArn;
}

/** IAM's wildcards, in ARNs and actions: `*` is any text, `?` any one character. */
export function matchesPattern(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(value);
}
