import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** Default of the setting `namePrefix`. */
export const DEFAULT_PREFIX = "expenses";

/** Returns the CloudWatch namespace of the metrics that the stack's own functions publish. */
export function metricsNamespace(): string {
  return `${prefix()}/${pulumi.getStack()}`;
}

/** Returns the name of a log group of this stack. */
export function logGroupName(name: string): string {
  return `/${prefix()}/${pulumi.getStack()}/${name}`;
}

/** Returns prefix and stack for a log group whose name must begin with the prefix that its service requires. */
export function vendedLogName(childName: (child: string) => string = (child) => child): string {
  return `${childName(prefix())}-${pulumi.getStack()}`;
}

/** Names an instance or a dashboard, whose name must be unique in an account and region. */
export function instanceName(childName: (child: string) => string): string {
  // Deployed stacks have these names, which derive from the project.
  const base = prefix() === DEFAULT_PREFIX ? pulumi.getProject() : prefix();
  return restrictedName(`${childName(base)}-${pulumi.getStack()}`);
}

const MAX_LENGTH = 63;
const ACCEPTED = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const HASH_LENGTH = 8;

/**
 * Returns a name that RDS accepts as an identifier: lowercase letters, digits and single hyphens, at most 63
 * characters, beginning with a letter
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). A stack's name can contain
 * uppercase letters, dots, underscores and 100 characters. Names that have to be changed get a hash, so that different
 * names stay different.
 */
export function restrictedName(name: string): string {
  if (ACCEPTED.test(name) && name.length <= MAX_LENGTH) return name;
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const first = /^[a-z]/.test(words[0] ?? "") ? [] : ["x"];
  const text = [...first, ...words].join("-").slice(0, MAX_LENGTH - HASH_LENGTH - 1);
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  return `${text.replace(/-$/, "")}-${hash}`;
}

/** Read from the environment, like the stack's name. `readConfig` validates it. */
function prefix(): string {
  return new pulumi.Config().get("namePrefix") ?? DEFAULT_PREFIX;
}
