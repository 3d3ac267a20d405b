// Storage is no trusted source: a browser may refuse it, another version of the page may have written it, and users can edit it.

type Place = "localStorage" | "sessionStorage";

/** Reads what {@link store} wrote. Returns undefined if there is nothing that can be read. */
export function readStored(key: string, place: Place = "localStorage"): unknown {
  try {
    return JSON.parse(globalThis[place].getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stores a value as JSON; undefined removes it.
 * @returns false if the browser refused: its storage is full, or switched off.
 */
export function store(key: string, value: unknown, place: Place = "localStorage"): boolean {
  try {
    if (value === undefined) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The properties of something that was read, whatever it is. */
export function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
