/** A resource as rules see it, reported by the Pulumi engine or recorded by a test. */
export interface PolicyResource {
  /** Pulumi's type token, for example `aws:s3/bucket:Bucket`. */
  type: string;
  /** Its name in the program. */
  name: string;
  /** Inputs; for rules over the whole stack outputs. */
  props: Props;
  /** The resources that each property derives from; for rules over the whole stack, from the engine. */
  propertyDependencies?: Readonly<Record<string, readonly Named[]>>;
  /** Texts of a function's files by name, if they are known. */
  files?: Readonly<Record<string, string>>;
}

type Named = Pick<PolicyResource, "type" | "name">;

export type Props = Readonly<Record<string, unknown>>;

/** Violation of a rule by a resource. */
export interface Violation {
  resource: PolicyResource;
  /** Short description of the problem. */
  problem: string;
}

/** A change that violates the rule. Tests apply it to the program's own graph and expect a violation. */
export type Mutation = (resources: readonly PolicyResource[]) => PolicyResource[];

interface RuleBase {
  /** Kebab case, unique. */
  name: string;
  /**
   * Public controls that the rule implements: cdk-nag (`AwsSolutions-…`, `Serverless-…`), Security Hub (`S3.5`), Checkov
   * (`CKV_AWS_…`), or a practice of the Well-Architected Framework (`WA …`).
   */
  controls: readonly string[];
  /** Requirement in one line. */
  meaning: string;
  breakIt: Mutation;
}

/** A rule about single resources. The engine checks it before it creates one. */
export interface ResourceRule extends RuleBase {
  types: readonly string[];
  /** @returns the problem, or undefined if there is none. */
  check(props: Props, resource: PolicyResource): string | undefined;
}

/** A rule about relations between resources. The engine checks it once all are known. */
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

/** A value as a list: a list is returned as it is, a single value becomes a list of one, nothing an empty list. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Parses a document that is given as JSON text or as an object; providers accept both. */
export function document(value: unknown): Record<string, unknown> {
  const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(parsed) ? parsed : {};
}
