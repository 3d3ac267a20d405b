import { gzipSync } from "fflate";
import { buildSite, type SiteFile, type SiteOptions } from "../../site/build";
import { BuildCache } from "../bundling/buildCache";

/** A file of the page, and what a server that does not compress serves instead. */
export interface BuiltSiteFile extends SiteFile {
  /** The compressed bytes of a text that is the same in every stack; undefined for other files. */
  gzipped?: Buffer;
}

/**
 * Returns the files of the page; builds and compresses them unless an earlier evaluation did so from the same sources
 * with the same options.
 */
export function siteFiles(options: SiteOptions): BuiltSiteFile[] {
  const cache = new BuildCache("site", [
    "site",
    "domain",
    "tsconfig.json",
    "components/documents/siteFiles.ts",
  ]);
  const input = JSON.stringify(options);
  const known = cache.get(input);
  if (known !== undefined) return (JSON.parse(known.toString()) as StoredFile[]).map(fromStored);
  const files = buildSite(options).map(compressed);
  cache.set(input, JSON.stringify(files.map(toStored)));
  return files;
}

/** By `fflate`: Node.js's output depends on its version and on the operating system. */
function compressed(file: SiteFile): BuiltSiteFile {
  const { content, contentType } = file;
  if (typeof content === "string" || !contentType.startsWith("text/")) return file;
  return { ...file, gzipped: Buffer.from(gzipSync(content, { level: 9, mtime: 0 })) };
}

/** A file in JSON, which has no bytes: Base64 is parsed ten times as fast as an array of numbers. */
type StoredFile = Omit<SiteFile, "content"> & { text?: string; base64?: string; gzip?: string };

function toStored({ content, gzipped, ...file }: BuiltSiteFile): StoredFile {
  if (typeof content === "string") return { ...file, text: content };
  return {
    ...{ ...file, base64: content.toString("base64") },
    ...(gzipped && { gzip: gzipped.toString("base64") }),
  };
}

function fromStored({ text, base64 = "", gzip, ...file }: StoredFile): BuiltSiteFile {
  return {
    ...{ ...file, content: text ?? Buffer.from(base64, "base64") },
    ...(gzip !== undefined && { gzipped: Buffer.from(gzip, "base64") }),
  };
}
