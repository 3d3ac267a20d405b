import type { LocalResource, ProgramOutput } from "../engine/program";

/** Shorter values would blot out parts of other words. */
const SHORTEST = 6;
const SENSITIVE_NAME = /password|secret|token|privatekey/i;
/** Resources whose very result is secret, whatever its name. */
const SECRET_RESULTS: Record<string, string> = { "random:index/randomPassword:RandomPassword": "result" };

/**
 * A function that blots every secret of the program out of a text: outputs marked as secret, drawn passwords, and what
 * stands under a name like `password`. By value, because a secret turns up again inside of other resources' inputs.
 */
export function masker(
  resources: readonly LocalResource[],
  outputs: Readonly<Record<string, ProgramOutput>>,
): (text: string) => string {
  const secrets = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === "string" && value.length >= SHORTEST) secrets.add(value);
  };
  for (const { value, secret } of Object.values(outputs)) if (secret) add(value);
  for (const { type, inputs, state } of resources) {
    const result = SECRET_RESULTS[type];
    if (result) add(state[result]);
    for (const value of sensitive(inputs)) add(value);
    for (const value of sensitive(state)) add(value);
  }
  // Longest first, so that a secret within another one leaves no remainder.
  const ordered = [...secrets].sort((left, right) => right.length - left.length);
  return (text) => ordered.reduce((masked, secret) => masked.replaceAll(secret, "••••••"), text);
}

function* sensitive(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (SENSITIVE_NAME.test(name)) yield inner;
    yield* sensitive(inner);
  }
}
