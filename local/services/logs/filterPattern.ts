import { AwsError } from "../../engine/awsError";

/** Tells whether an event of a log matches. */
type EventFilter = (message: string) => boolean;

const COMPARISON = /^\$\.([\w.]+)\s*(=|!=|>=|<=|>|<)\s*(?:"([^"]*)"|(\S+))$/;

const COMPARE: Record<string, (left: number, right: number) => boolean> = {
  ">=": (left, right) => left >= right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
};

/**
 * Parses a filter pattern: terms, all of which an event must contain, or comparisons of JSON fields such as `{ $.level
 * = "ERROR" && $.status >= 500 }`.
 * @throws AwsError InvalidParameterException for unsupported patterns: `||`, parentheses, optional and excluded terms,
 *   regular expressions.
 */
export function eventFilter(pattern: string): EventFilter {
  const json = /^\{(.*)\}$/s.exec(pattern.trim())?.[1];
  if (json === undefined) return termFilter(pattern);
  const conditions = json.split("&&").map((part) => condition(part.trim()));
  return (message) => {
    const event = parsed(message);
    return event !== undefined && conditions.every((holds) => holds(event));
  };
}

function termFilter(pattern: string): EventFilter {
  if (/(^|\s)[?\-%]/.test(pattern)) throw unsupported(pattern);
  const terms = [...pattern.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return (message) => terms.every((term) => message.includes(term));
}

function condition(text: string): (event: object) => boolean {
  const [, path = "", operator = "", quoted, plain = ""] = COMPARISON.exec(text) ?? [];
  if (path === "") throw unsupported(text);
  const expected = quoted ?? plain;
  // Only `*` is a wildcard here.
  const pattern = new RegExp(
    `^${expected.replace(/[\\^$.+?()[\]{}|]/g, "\\$&").replaceAll("*", ".*")}$`,
    "s",
  );
  return (event) => {
    const value = valueAt(event, path);
    if (value === undefined) return false;
    const compare = COMPARE[operator];
    if (compare) return compare(Number(value), Number(expected));
    return pattern.test(String(value)) === (operator === "=");
  };
}

function valueAt(event: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}

function parsed(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function unsupported(pattern: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `The local cloud does not support this part of a filter pattern: ${pattern}`,
  );
}
