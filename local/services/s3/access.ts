import { matchesPattern } from "../../engine/arn";

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
 * True if anyone may perform `action` on `resource` (an ARN) over plain HTTP. A statement with a condition counts only
 * if it is the usual `aws:SecureTransport` condition: other conditions require what a public reader does not have.
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

/** True if the policy allows an AWS service to perform `action` on `resource` on behalf of `sourceArn`. */
export function isPermitted(
  access: BucketAccess | undefined,
  service: string,
  action: string,
  resource: string,
  sourceArn: string,
): boolean {
  if (!access?.policy) return false;
  const statements: Statement[] = [JSON.parse(access.policy).Statement].flat();
  return statements.some(
    ({ Effect, Principal, Action, Resource, Condition = {} }) =>
      Effect === "Allow" &&
      typeof Principal === "object" &&
      [Principal.Service].flat().includes(service) &&
      matches(Action, action) &&
      matches(Resource, resource) &&
      conditionsOf(Condition).every(
        ([key, value]) =>
          key.toLowerCase() === "aws:sourcearn" && matches([value as string].flat(), sourceArn),
      ),
  );
}

function conditionsOf(condition: NonNullable<Statement["Condition"]>): [key: string, value: unknown][] {
  return Object.values(condition).flatMap((test) => Object.entries(test));
}

function isForEverybody(principal: Statement["Principal"]): boolean {
  return typeof principal === "object" ? [principal.AWS].flat().includes("*") : principal === "*";
}

function holdsOverHttp(condition: Statement["Condition"]): boolean {
  return conditionsOf(condition ?? {}).every(
    ([key, value]) => key === "aws:SecureTransport" && String(value) === "false",
  );
}

function matches(patterns: string | string[] | undefined, value: string): boolean {
  return [patterns ?? []].flat().some((pattern) => matchesPattern(pattern, value));
}
