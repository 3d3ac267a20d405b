import fc from "fast-check";

/** Texts of requests: existing names, their neighbors, and texts that parsers stumble over. */
const TEXTS = [
  ...[
    "Things",
    "by-kind",
    "failures",
    "echo",
    "users",
    "index.html",
    "/aws/lambda/echo",
    "local",
    "id",
    "kind",
    "hash",
    "S",
    "N",
    "All",
  ],
  ...[
    "arn:aws:sqs:eu-central-1:000000000000:failures",
    "arn:aws:lambda:eu-central-1:000000000000:function:echo",
  ],
  ...[
    "",
    " ",
    "../..",
    "a/../b",
    "%",
    "%00",
    "\u0000",
    "\ud800",
    "é",
    "__proto__",
    "constructor",
    "null",
    "0",
  ],
  ...["-1", "1e999", "{", "[]", "<a>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"],
  ...["http://127.0.0.1:1/", "#a = :b", "(((((", "x".repeat(3_000), "2026-01-01T00:00:00Z", "bytes=5-1"],
];
export const TEXT = fc.oneof(fc.constantFrom(...TEXTS), fc.string());

/** Draws values. */
export type Gen = fc.GeneratorValue;

/** A text, now and then cut or with a character changed. */
export function mutated(g: Gen, whole: string): string {
  const at = g(fc.nat, { max: whole.length });
  const kind = g(fc.nat, { max: 19 });
  if (kind === 0) return whole.slice(0, at);
  return kind === 1 ? `${whole.slice(0, at)}${g(() => TEXT)}${whole.slice(at + 1)}` : whole;
}

/** As a client can send it. */
export function headerOf(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, "?").trim();
}
