import type { Graph } from "./graph";

/** Inputs by which AWS tells resources of a type apart, where the program gives one. */
const PHYSICAL_NAMES = ["name", "identifier", "dashboardName", "finalSnapshotIdentifier", "bucket"];

/** Types whose name is that of something else, such as the queue or the bucket that they belong to. */
const NAMED_WITHIN = ["aws:cognito/userGroup:UserGroup", "aws:s3/bucketObjectv2:BucketObjectv2"];

/** The names that the program gives to resources of an account. Pulumi gives the others random ones. */
export function physicalNames({ resources }: Graph): string[] {
  return resources
    .filter(({ type }) => type.startsWith("aws:") && !NAMED_WITHIN.includes(type))
    .flatMap(({ type, inputs }) =>
      PHYSICAL_NAMES.filter((input) => typeof inputs[input] === "string" && !isReference(type, input)).map(
        (input) => `${type} ${input} ${inputs[input]}`,
      ),
    );
}

/** A setting of a bucket names the bucket that it belongs to. */
function isReference(type: string, input: string): boolean {
  return input === "bucket" && type !== "aws:s3/bucket:Bucket";
}

export function duplicatesOf(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
