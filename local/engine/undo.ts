/**
 * Takes every later change of a value back when it is called. Objects stay the same ones, because callers hold some of them; it
 * reaches all that arrays and plain objects lead to.
 */
export function undoOf(value: unknown): () => void {
  const copies = new Map<object, object>();
  remember(value, copies);
  return () => {
    for (const [object, copy] of copies) restore(object, copy);
  };
}

function remember(value: unknown, copies: Map<object, object>): void {
  if (typeof value !== "object" || value === null || copies.has(value)) return;
  copies.set(value, Array.isArray(value) ? [...value] : { ...value });
  for (const part of Object.values(value)) remember(part, copies);
}

/** Puts the properties back in their order. Without assignments, which would take a key `__proto__` for the prototype. */
function restore(object: object, copy: object): void {
  for (const key of Object.keys(object)) Reflect.deleteProperty(object, key);
  Object.defineProperties(object, Object.getOwnPropertyDescriptors(copy));
}
