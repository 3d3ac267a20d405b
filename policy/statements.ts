import { document, isRecord, list, type PolicyResource } from "./rule";

/** A statement of a policy, each part as a list. */
interface PolicyStatement {
  effect: string;
  /** As `Service:lambda.amazonaws.com`, `AWS:arn…` or `*`. */
  principals: string[];
  actions: string[];
  resources: string[];
  conditions: Record<string, Record<string, unknown>>;
}

/** The statements of a policy document, as text or object. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  return list(document(policy).Statement).filter(isRecord).map(readStatement);
}

function readStatement(statement: Record<string, unknown>): PolicyStatement {
  return {
    effect: String(statement.Effect),
    principals: principalsOf(statement.Principal),
    actions: list(statement.Action).map(String),
    resources: list(statement.Resource).map(String),
    conditions: isRecord(statement.Condition) ? (statement.Condition as PolicyStatement["conditions"]) : {},
  };
}

function principalsOf(principal: unknown): string[] {
  if (!isRecord(principal)) return list(principal).map(String);
  return Object.entries(principal).flatMap(([kind, names]) => list(names).map((name) => `${kind}:${name}`));
}

/** Returns true if the policy denies requests without TLS. */
export function requiresTls(policy: unknown): boolean {
  return statementsOf(policy).some(
    ({ effect, principals, conditions }) =>
      effect === "Deny" &&
      principals.includes("*") &&
      String(conditions.Bool?.["aws:SecureTransport"]) === "false",
  );
}

/** Statements that allow public access. */
export function publicStatements(policy: unknown): PolicyStatement[] {
  return statementsOf(policy).filter(
    ({ effect, principals }) =>
      effect === "Allow" && principals.some((principal) => principal === "*" || principal === "AWS:*"),
  );
}

/** Names of the condition keys of a statement, in lower case as AWS compares them. */
export function conditionKeys({ conditions }: PolicyStatement): string[] {
  return Object.values(conditions).flatMap((test) => Object.keys(test).map((key) => key.toLowerCase()));
}

/** Statements that allow a service without restricting on whose behalf, which any customer of that service could use. */
export function confusableStatements(policy: unknown): PolicyStatement[] {
  return statementsOf(policy).filter(
    (statement) =>
      statement.effect === "Allow" &&
      statement.principals.some((principal) => principal.startsWith("Service:")) &&
      !conditionKeys(statement).some((key) => key === "aws:sourceaccount" || key === "aws:sourcearn"),
  );
}

/** Statements that allow an account other than the one in the resource's ARN. */
export function foreignStatements(policy: unknown, { props }: PolicyResource): PolicyStatement[] {
  const own = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(String(props.arn ?? props.topicArn ?? ""))?.[1];
  return statementsOf(policy).filter(({ effect, principals }) =>
    principals.some((principal) => {
      const account = /^AWS:(?:arn:[^:]*:iam::)?(\d{12})/.exec(principal)?.[1];
      return effect === "Allow" && account !== undefined && account !== own;
    }),
  );
}
