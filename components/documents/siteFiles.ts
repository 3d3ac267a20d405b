import { buildSite, type SiteFile, type SiteOptions } from "../../site/build";
import { BuildCache } from "../bundling/buildCache";

/**
 * Returns the files of the page; builds them unless an earlier evaluation did so from the same sources with the same
 * options.
 */
export function siteFiles(options: SiteOptions): SiteFile[] {
  const cache = new BuildCache("site", ["site", "domain", "tsconfig.json"]);
  const input = JSON.stringify(options);
  const known = cache.get(input);
  if (known !== undefined) return (JSON.parse(known) as StoredFile[]).map(fromStored);
  const files = buildSite(options);
  cache.set(input, JSON.stringify(files.map(toStored)));
  return files;
}

/** A file in JSON, which has no bytes: Base64 is parsed ten times as fast as an array of numbers. */
type StoredFile = Omit<SiteFile, "content"> & { text?: string; base64?: string };

function toStored({ content, ...file }: SiteFile): StoredFile {
  return typeof content === "string"
    ? { ...file, text: content }
    : { ...file, base64: content.toString("base64") };
}

function fromStored({ text, base64 = "", ...file }: StoredFile): SiteFile {
  return { ...file, content: text ?? Buffer.from(base64, "base64") };
}
