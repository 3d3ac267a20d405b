import type { IncomingMessage } from "node:http";

/**
 * The hosts and sites that a listener on this machine trusts: a foreign page can reach it, too, through the user's
 * browser.
 */
export interface Trust {
  /** The host name in the addresses of this local cloud, besides this machine's own names. */
  host: string;
  /** The origins of the sites that may call this listener, besides its own pages. */
  sites: ReadonlySet<string>;
}

/** Trust in a listener's own pages alone. */
export function ownPages(host: string): Trust {
  return { host, sites: new Set() };
}

const LOCAL_NAME = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Tells why a request is refused; undefined if it is not. Refuses requests to foreign host names, which a page could let point
 * here (DNS rebinding), and requests that a foreign page sends. Following a link is allowed: its answer is shown to the person
 * only.
 */
export function refusalOf({ method, headers }: IncomingMessage, { host, sites }: Trust): string | undefined {
  const authority = headers.host ?? "";
  const name = authority.replace(/:\d+$/, "").toLowerCase();
  if (name !== host && !LOCAL_NAME.test(name)) {
    return `The local cloud accepts requests to this machine's own host names only, not to "${authority}".`;
  }
  const isTrusted = (page: string) => sites.has(page) || /^https?:\/\/(.*)$/.exec(page)?.[1] === authority;
  const { origin, referer = "" } = headers;
  const refusal = "The request came from another site.";
  if (origin !== undefined) return isTrusted(origin) ? undefined : refusal;
  const site = headers["sec-fetch-site"] ?? "none";
  if (site === "none" || site === "same-origin" || isTrusted(originOf(referer))) return undefined;
  const isLink = method === "GET" && headers["sec-fetch-mode"] === "navigate";
  return isLink && headers["sec-fetch-dest"] === "document" ? undefined : refusal;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
