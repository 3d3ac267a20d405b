import * as pulumi from "@pulumi/pulumi";
import { metricsNamespace } from "./names";

/** Tag that distinguishes the stacks of an account, for budgets and cost reports. */
export const STACK_TAG = "Stack";

/** Returns the tags of every resource that the stack creates. */
export function stackTags(): Record<string, string> {
  return { Project: pulumi.getProject(), [STACK_TAG]: metricsNamespace() };
}

/** S3 charges for each tag of an object, and does not allocate costs by it. */
const UNTAGGED = ["aws:s3/bucketObjectv2:BucketObjectv2"];

/** awsx passes its tags to its children, which transformations of this program do not reach. */
const HANDS_ON = ["awsx:ec2:Vpc"];

/**
 * Tags every resource that the program declares from now on. The provider's own `defaultTags` cannot name the stack, unless every stack's
 * configuration repeats them, or a provider is declared, which would ignore the settings of the default one, such as `aws:profile`.
 */
export function tagResources(): void {
  const tags = stackTags();
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    isTaggable(type, props) ? { props: { ...props, tags: { ...tags, ...props.tags } }, opts } : undefined,
  );
}

/** The provider's classes declare `tagsAll` for each type that AWS can tag. */
function isTaggable(type: string, props: object): boolean {
  return HANDS_ON.includes(type) || ("tagsAll" in props && !UNTAGGED.includes(type));
}
