/** The keys of localStorage that begin with `prefix`. Apart from webStorage.ts, because no first screen needs it. */
export function storedKeys(prefix: string): string[] {
  try {
    const all = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return all.filter((key) => key.startsWith(prefix));
  } catch {
    return []; // The browser refuses; see webStorage.ts.
  }
}
