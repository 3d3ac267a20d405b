import { gzipSync } from "node:zlib";
import { buildSite } from "../site/build";
import { exactly, type Result } from "./harness";

/** A static import in minified code. Dynamic imports load after the first screen. */
const IMPORT = /(?:\bfrom|\bimport)"\.\/([\w-]+\.js)"/g;

/**
 * Goal 12: how much JavaScript the page loads before its first screen, the month or the sign-in, whichever is larger.
 */
export async function firstScreen(): Promise<Result[]> {
  const files = new Map(buildSite({ connectSources: [] }).map((file) => [file.path, String(file.content)]));
  const page = files.get("index.html") ?? "";
  const named = [...files.keys()].filter((path) => path.endsWith(".js") && page.includes(path));
  const head = named.map((path) => files.get(path) ?? "").join();
  const sizes = ["signedIn", "signedOut"].map((state) =>
    sizeOf([...named, ...screenFiles(head, state)], files),
  );
  return [
    {
      goal: "12",
      what: "JavaScript of the site's first screen, gzip",
      kind: "size",
      figure: exactly(Math.max(...sizes)),
      unit: "KB",
      limit: { atMost: 30 },
      details: {},
    },
  ];
}

/** The files that the page's head preloads, for signed-in and signed-out users. */
function screenFiles(head: string, state: string): string[] {
  const [, list = ""] = new RegExp(`${state}:\\[(.*?)\\]`).exec(head) ?? [];
  const paths = list.match(/[\w-]+\.js/g);
  if (paths === null) throw new Error(`The page's head names no files for ${state}.`);
  return paths;
}

/** Kilobytes of files and of everything that they import. */
function sizeOf(paths: readonly string[], files: ReadonlyMap<string, string>): number {
  const all = new Set(paths);
  // Iterating over a set includes elements that are added meanwhile.
  for (const path of all) {
    for (const [, imported = ""] of files.get(path)?.matchAll(IMPORT) ?? []) all.add(imported);
  }
  return [...all].reduce((sum, path) => sum + gzipSync(files.get(path) ?? "", { level: 9 }).length / 1024, 0);
}
