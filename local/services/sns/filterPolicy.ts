import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import type { MessageAttributes } from "./model";

/** The values that let a message through, by the name of its attribute. */
const filterPolicy = z.record(z.string(), z.array(z.string()).nonempty());
export type FilterPolicy = z.output<typeof filterPolicy>;

/**
 * Reads a subscription's filter policy.
 *
 * @throws AwsError InvalidParameter unless every key holds a list of texts. SNS knows more operators, which nothing here uses.
 */
export function parseFilterPolicy(json: string): FilterPolicy {
  const parsed = filterPolicy.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  throw invalid(`The local cloud supports exact string matches only. ${z.prettifyError(parsed.error)}`);
}

/** Returns true if a message has one of the listed values for every key of the policy. */
export function passesFilter(policy: FilterPolicy, attributes: MessageAttributes): boolean {
  return Object.entries(policy).every(([name, values]) => {
    const actual = Object.hasOwn(attributes, name) ? attributes[name]?.StringValue : undefined;
    return values.some((value) => value === actual);
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalid(`failed to parse JSON. ${error instanceof Error ? error.message : error}`);
  }
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: FilterPolicy: ${reason}`);
}
