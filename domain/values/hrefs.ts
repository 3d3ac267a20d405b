/** The values of an address on the site, after its path. */
export type PlaceQuery = Readonly<Record<string, string | undefined>>;

/** Path of the screen that searches all months. */
export const EVERYWHERE = "all";

/** Writes an address on the site as the page reads it; values that are absent or empty are left out. */
export function hrefOf(path: string, query: PlaceQuery = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = new URLSearchParams(given).toString();
  return `#/${path}${text && `?${text}`}`;
}
