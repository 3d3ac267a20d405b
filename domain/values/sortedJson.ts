/** Returns JSON with sorted names, so that equal values yield equal text. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, sortNames);
}

function sortNames(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
