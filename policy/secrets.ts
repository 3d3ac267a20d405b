/**
 * Secrets that must never be in code. A custom list, because scanners such as secretlint judge a bundled library by the names of
 * its variables, and take longer for one than a deployment for all.
 */
const SECRETS: readonly [kind: string, pattern: RegExp][] = [
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/],
  ["a token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ["a password in a URL", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`$]+:[^\s/@"'`$]+@[a-z0-9]/i],
  ["a password", /\bpassw(?:or)?d["']?\s*[:=]\s*["'][^"'\s]{6,}["']/i],
  ["a token of GitHub, Slack or Stripe", /\b(?:gh[pousr]_\w{30,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})/],
];

/** Returns the kind of secret that a text contains, if any. */
export function findSecret(text: string): string | undefined {
  return SECRETS.find(([, pattern]) => pattern.test(text))?.[0];
}
