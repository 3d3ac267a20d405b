import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { accessDenied } from "./errors";

const MATCHES = ["eq", "starts-with"] as const;

const policySchema = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(
    z.union([
      z.tuple([z.enum(MATCHES), z.string().startsWith("$"), z.string()]),
      z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});

/** A condition on a field of a form. */
interface FieldCondition {
  kind: (typeof MATCHES)[number];
  field: string;
  value: string;
}

/** The policy of a form: what may be uploaded with it. */
interface PostPolicy {
  /** Epoch milliseconds. */
  expiresAt: number;
  fields: FieldCondition[];
  /** Limits of the file in bytes. */
  length?: { atLeast: number; limit: number };
}

/** Fields that no condition needs to cover. */
const FREE_FIELDS = ["x-amz-signature", "file", "policy", "bucket"];

/** @throws AwsError InvalidPolicyDocument */
export function parsePolicy(base64: string): PostPolicy {
  const { expiration, conditions } = readPolicy(base64);
  const policy: PostPolicy = { expiresAt: Date.parse(expiration), fields: [] };
  for (const condition of conditions) {
    if (!Array.isArray(condition)) {
      for (const [field, value] of Object.entries(condition))
        policy.fields.push({ kind: "eq", field, value });
    } else if (condition[0] === "content-length-range") {
      policy.length = { atLeast: condition[1], limit: condition[2] };
    } else {
      const [kind, name, value] = condition;
      policy.fields.push({ kind, field: name.slice(1), value });
    }
  }
  return policy;
}

function readPolicy(base64: string): z.output<typeof policySchema> {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(base64, "base64").toString("utf8")));
  } catch {
    throw new AwsError(
      "InvalidPolicyDocument",
      "The content of the form does not meet the conditions specified in the policy document.",
    );
  }
}

/**
 * Checks the fields of a form.
 *
 * @param fields By name in lower case; `bucket` is the bucket it was sent to, `key` the key that the file will have.
 * @throws AwsError AccessDenied if the policy does not allow them
 */
export function checkPolicy(policy: PostPolicy, fields: ReadonlyMap<string, string>, now: number): void {
  if (policy.expiresAt <= now) throw refused("Policy expired.");
  for (const { kind, field, value } of policy.fields) {
    const actual = fields.get(field.toLowerCase()) ?? "";
    const holds = kind === "eq" ? actual === value : actual.startsWith(value);
    if (!holds) throw refused(`Policy Condition failed: ["${kind}", "$${field}", "${value}"]`);
  }
  const covered = new Set(policy.fields.map(({ field }) => field.toLowerCase()));
  for (const name of fields.keys())
    if (!covered.has(name) && !FREE_FIELDS.includes(name) && !name.startsWith("x-ignore-"))
      throw refused(`Extra input fields: ${name}`);
}

function refused(why: string): AwsError {
  return accessDenied(`Invalid according to Policy: ${why}`);
}
