import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Zippable, zipSync } from "fflate";

// Builds the page of a checkout and writes it, with a placeholder for the origins that it may call:
//
//     npx ts-node --transpile-only test/formerRelease/writePage.ts CHECKOUT
//
// CHECKOUT is the folder of a release in which `npm ci` has run.

/** The part of a release that is called here. */
interface Release {
  buildSite(options: { connectSources: string[] }): { path: string; content: string | Buffer }[];
}

const [checkout = "."] = process.argv.slice(2);
const { buildSite }: Release = require(resolve(checkout, "site/build"));
const files: Zippable = {};
for (const { path, content } of buildSite({ connectSources: ["connect-sources"] })) {
  files[path] = [Buffer.from(content), { mtime: "2026-01-01" }];
}
const page = resolve(__dirname, "page.zip");
writeFileSync(page, zipSync(files, { level: 9 }));
console.log(`${page}: ${Object.keys(files).length} files, ${readFileSync(page).length} bytes.`);
