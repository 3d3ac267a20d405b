import { gzipSync } from "node:zlib";
import { buildSite } from "../site/build";
import { exactly, type Result } from "./harness";

/** A static import in minified code; those by `import()` come after the first screen. */
const IMPORT = /(?:\bfrom|\bimport)"\.\/([\w-]+\.js)"/g;

/** Goal 12: how much JavaScript the page loads before its first screen: what `index.html` names, and what that imports. */
export async function firstScreen(): Promise<Result[]> {
  const files = new Map(buildSite({ connectSources: [] }).map((file) => [file.path, String(file.content)]));
  const page = files.get("index.html") ?? "";
  const scripts = new Set([...files.keys()].filter((path) => path.endsWith(".js") && page.includes(path)));
  // A set that grows while it is walked is walked to its new end.
  for (const path of scripts) {
    for (const [, imported = ""] of files.get(path)?.matchAll(IMPORT) ?? []) scripts.add(imported);
  }
  const sizes = [...scripts].map((path) => gzipSync(files.get(path) ?? "", { level: 9 }).length / 1024);
  return [
    {
      goal: "12",
      what: "JavaScript of the site's first screen, gzip",
      kind: "size",
      figure: exactly(sizes.reduce((total, size) => total + size, 0)),
      unit: "KB",
      limit: { atMost: 30 },
      details: { files: scripts.size },
    },
  ];
}
