import { signal } from "@preact/signals";
import { hrefOf, type PlaceQuery } from "../../../domain/values/hrefs";

export { EVERYWHERE, hrefOf } from "../../../domain/values/hrefs";

// A router of a few lines: the address is a path and a query behind `#`, and no router library reads its query from there.

/** A place in the page: `#/2026-11?category=Food` is the path `2026-11` with one query value. */
export interface PageRoute {
  path: string;
  query: PlaceQuery;
}

/** Parses the fragment of a URL. Untrusted: users can type anything. */
export function parseRoute(hash: string): PageRoute {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The place that a path belongs to: its first part. */
export const placeOf = (path: string) => path.split("/")[0] ?? "";

/** The current place. */
export const route = signal<PageRoute>({ path: "", query: {} });

/** Keeps {@link route} equal to the address bar. */
export function followAddress(): void {
  const read = () => {
    route.value = parseRoute(location.hash);
  };
  read();
  addEventListener("hashchange", read);
}

/** Goes to another place. `replace` leaves no step behind for Back: for what changes with each key. */
export function navigate(path: string, query: PageRoute["query"] = {}, { replace = false } = {}): void {
  const href = hrefOf(path, query);
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  route.value = parseRoute(href);
}
