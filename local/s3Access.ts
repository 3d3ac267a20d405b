import { matchesPattern } from "./arn";

/** The part of a bucket's settings that decides who may read it without credentials. */
export interface BucketAccess {
  /** The bucket policy as JSON. */
  policy?: string;
  /** A bucket without this resource blocks public access, as every new bucket does. */
  publicAccessBlock?: { blockPublicPolicy?: boolean; restrictPublicBuckets?: boolean };
}

interface Statement {
  Effect: "Allow" | "Deny";
  Principal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/**
 * Whether anybody may do `action` on `resource` (an ARN) over plain HTTP. A statement with a condition counts only if it
 * is the usual `aws:SecureTransport` one: others ask for what a public reader does not have.
 */
export function isPublic(access: BucketAccess | undefined, action: string, resource: string): boolean {
  const block = access?.publicAccessBlock;
  if (!access?.policy || !block || block.blockPublicPolicy || block.restrictPublicBuckets) return false;
  const statements: Statement[] = [JSON.parse(access.policy).Statement].flat();
  const applying = statements.filter(
    (one) =>
      isForEverybody(one.Principal) &&
      holdsOverHttp(one.Condition) &&
      matches(one.Action, action) &&
      matches(one.Resource, resource),
  );
  return applying.some((one) => one.Effect === "Allow") && !applying.some((one) => one.Effect === "Deny");
}

function isForEverybody(principal: Statement["Principal"]): boolean {
  return typeof principal === "object" ? [principal.AWS].flat().includes("*") : principal === "*";
}

function holdsOverHttp(condition: Statement["Condition"]): boolean {
  if (condition === undefined) return true;
  const tests = Object.values(condition).flatMap((test) => Object.entries(test));
  return tests.every(([key, value]) => key === "aws:SecureTransport" && String(value) === "false");
}

function matches(patterns: string | string[] | undefined, value: string): boolean {
  return [patterns ?? []].flat().some((pattern) => matchesPattern(pattern, value));
}
