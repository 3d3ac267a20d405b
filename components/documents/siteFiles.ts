import { buildSite, type SiteFile, type SiteOptions } from "../../site/build";
import { BuildCache } from "../bundling/buildCache";

/** The files of the page; they are built when no evaluation before did it from the same sources with the same options. */
export function siteFiles(options: SiteOptions): SiteFile[] {
  const cache = new BuildCache("site", ["site", "domain", "tsconfig.json"]);
  const input = JSON.stringify(options);
  const known = cache.get(input);
  if (known !== undefined) return JSON.parse(known, revive);
  const files = buildSite(options);
  cache.set(input, JSON.stringify(files));
  return files;
}

/** Node.js writes a `Buffer` to JSON as an object of its bytes. */
function revive(_: string, value: { type?: unknown; data?: unknown }): unknown {
  return value?.type === "Buffer" && Array.isArray(value.data) ? Buffer.from(value.data) : value;
}
