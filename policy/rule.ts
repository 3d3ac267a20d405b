/** A resource as a rule sees it, whether the Pulumi engine shows it or a test recorded it. */
export interface PolicyResource {
  /** Pulumi's type token, for example `aws:s3/bucket:Bucket`. */
  type: string;
  /** Its name in the program. */
  name: string;
  /** Inputs; for rules over the whole stack also outputs. A function's `code` is its files' texts by name. */
  props: Props;
}

export type Props = Readonly<Record<string, unknown>>;

/** Violation of a rule by a resource. */
export interface Violation {
  resource: PolicyResource;
  /** Short description of the problem. */
  problem: string;
}

/** A way to break the rule: the tests make it on the program's own graph, and the rule must object. */
export type Mutation = (resources: readonly PolicyResource[]) => PolicyResource[];

interface RuleBase {
  /** Kebab case, unique. */
  name: string;
  /**
   * The public controls that it stands for: cdk-nag (`AwsSolutions-…`, `Serverless-…`), Security Hub (`S3.5`), Checkov
   * (`CKV_AWS_…`), or a practice of the Well-Architected Framework (`WA …`).
   */
  controls: readonly string[];
  /** Statement of the rule in one line. */
  meaning: string;
  breakIt: Mutation;
}

/** A rule about single resources: the engine asks it before it makes one. */
export interface ResourceRule extends RuleBase {
  types: readonly string[];
  /** @returns what is wrong, or undefined. */
  check(props: Props, resource: PolicyResource): string | undefined;
}

/** A rule about how resources belong together: the engine asks it once all are known. */
export interface StackRule extends RuleBase {
  checkStack(resources: readonly PolicyResource[]): Violation[];
}

export type Rule = ResourceRule | StackRule;

/** Returns true if a rule applies to the stack as a whole. */
export function isStackRule(rule: Rule): rule is StackRule {
  return "checkStack" in rule;
}

/** All violations of the rule in the list, regardless of exceptions. */
export function violations(rule: Rule, resources: readonly PolicyResource[]): Violation[] {
  if (isStackRule(rule)) return rule.checkStack(resources);
  return resources
    .filter(({ type }) => rule.types.includes(type))
    .flatMap((resource) => {
      const problem = rule.check(resource.props, resource);
      return problem === undefined ? [] : [{ resource, problem }];
    });
}

/** The resources of a type. */
export function ofType(resources: readonly PolicyResource[], type: string): PolicyResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Returns the value at a property path, for example `settings.loggingLevel`; list items are addressed by index. */
export function at(props: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (isRecord(value) || Array.isArray(value) ? Object(value)[key] : undefined),
      props,
    );
}

/** Returns true if a value is an object with properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a list: itself, the one value, or nothing. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text that holds JSON, or the object that it stands for: providers take both. */
export function document(value: unknown): Record<string, unknown> {
  const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(parsed) ? parsed : {};
}
