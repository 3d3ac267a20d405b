import { z } from "zod";
import { AwsError } from "../../engine/awsError";

// SNS's filter policies are EventBridge patterns with other limits; npm has no library for either.

const text = z.string();
const textOrIgnoreCase = z.union([text, z.strictObject({ "equals-ignore-case": text })]);
const number = z.number().min(-1e9).max(1e9);
const bound = z.enum(["=", "<", "<=", ">", ">="]);
const condition = z.union([
  text,
  number,
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: textOrIgnoreCase }),
  z.strictObject({ suffix: textOrIgnoreCase }),
  z.strictObject({ "equals-ignore-case": text }),
  z.strictObject({
    "anything-but": z.union([
      text,
      number,
      z.array(z.union([text, number])).nonempty(),
      z.strictObject({ prefix: text }),
      z.strictObject({ suffix: text }),
    ]),
  }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ numeric: z.union([z.tuple([bound, number]), z.tuple([bound, number, bound, number])]) }),
]);
type Condition = z.output<typeof condition>;

interface PolicyNode {
  [name: string]: Condition[] | PolicyNode;
}
const policyNode: z.ZodType<PolicyNode> = z.record(
  z.string(),
  z.union([z.array(condition).nonempty(), z.lazy(() => policyNode)]),
);

export type FilterPolicy = PolicyNode;
export type FilterScope = "MessageAttributes" | "MessageBody";

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}
export type MessageAttributes = Record<string, MessageAttribute>;

const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/**
 * A subscription's filter policy from its JSON.
 *
 * @throws AwsError InvalidParameter as SNS does for a policy that is malformed, nested without need, or too large
 * (https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html).
 */
export function parseFilterPolicy(json: string, scope: FilterScope): FilterPolicy {
  const parsed = policyNode.safeParse(parseJson(json));
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const leaves = [...leavesOf(parsed.data)];
  if (scope === "MessageAttributes" && Object.values(parsed.data).some((value) => !Array.isArray(value))) {
    throw invalid("Filter policy scope MessageAttributes does not support nested filter policy");
  }
  if (leaves.length > MAX_KEYS) throw invalid(`Filter policy can not have more than ${MAX_KEYS} keys`);
  if (leaves.reduce((product, { length }) => product * length, 1) > MAX_COMBINATIONS) {
    throw invalid("Filter policy is too complex");
  }
  return parsed.data;
}

/** Whether a message passes: for every key of the policy, some value satisfies some condition. */
export function passesFilter(
  policy: FilterPolicy,
  scope: FilterScope,
  message: { body: string; attributes: MessageAttributes },
): boolean {
  if (scope === "MessageBody") return matchesNode(policy, tryParse(message.body));
  const values = Object.entries(message.attributes).map(([name, attribute]) => [
    name,
    attributeValue(attribute),
  ]);
  return matchesNode(policy, Object.fromEntries(values));
}

function* leavesOf(node: PolicyNode): Generator<Condition[]> {
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) yield value;
    else yield* leavesOf(value);
  }
}

function attributeValue({ DataType, StringValue }: MessageAttribute): unknown {
  if (DataType.startsWith("Number")) return Number(StringValue);
  if (DataType === "String.Array") return tryParse(StringValue ?? "");
  // Binary attributes have no text: as on SNS, policies do not see them.
  return StringValue;
}

function matchesNode(node: PolicyNode, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => matchesNode(node, item));
  const fields: Record<string, unknown> = Object(value);
  return Object.entries(node).every(([name, expected]) => {
    const actual = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (Array.isArray(expected)) return expected.some((one) => matchesCondition(one, actual));
    return actual !== undefined && matchesNode(expected, actual);
  });
}

function matchesCondition(expected: Condition, actual: unknown): boolean {
  if (typeof expected === "object" && expected !== null && "exists" in expected) {
    return expected.exists === (actual !== undefined);
  }
  const values = Array.isArray(actual) ? actual : [actual];
  return actual !== undefined && values.some((value) => matchesValue(expected, value));
}

function matchesValue(expected: Exclude<Condition, { exists: boolean }>, value: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return expected === value;
  if ("numeric" in expected) return typeof value === "number" && inRange(expected.numeric, value);
  if ("anything-but" in expected) return !matchesExcluded(expected["anything-but"], value);
  if (typeof value !== "string") return false;
  if ("prefix" in expected)
    return compareText(expected.prefix, value, (whole, part) => whole.startsWith(part));
  if ("suffix" in expected) return compareText(expected.suffix, value, (whole, part) => whole.endsWith(part));
  return compareText(expected, value, (whole, part) => whole === part);
}

type Excluded = Extract<Condition, { "anything-but": unknown }>["anything-but"];

function matchesExcluded(excluded: Excluded, value: unknown): boolean {
  if (Array.isArray(excluded)) return excluded.some((one) => one === value);
  return matchesValue(excluded, value);
}

function compareText(
  expected: string | { "equals-ignore-case": string },
  value: string,
  compare: (whole: string, part: string) => boolean,
): boolean {
  if (typeof expected === "string") return compare(value, expected);
  return compare(value.toLowerCase(), expected["equals-ignore-case"].toLowerCase());
}

type Range = Extract<Condition, { numeric: unknown }>["numeric"];

function inRange([operator, limit, operator2, limit2]: Range, value: number): boolean {
  const within = (how: z.output<typeof bound>, than: number) => {
    if (how === "=") return value === than;
    if (how === "<") return value < than;
    if (how === "<=") return value <= than;
    return how === ">" ? value > than : value >= than;
  };
  return (
    within(operator, limit) && (operator2 === undefined || limit2 === undefined || within(operator2, limit2))
  );
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalid(`failed to parse JSON. ${error instanceof Error ? error.message : error}`);
  }
}

/** What is no JSON has no fields to match. */
function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: FilterPolicy: ${reason}`);
}
