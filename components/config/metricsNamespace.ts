import * as pulumi from "@pulumi/pulumi";

/** The CloudWatch namespace of the metrics that the stack's own functions publish. */
export function metricsNamespace(): string {
  return `expenses/${pulumi.getStack()}`;
}
