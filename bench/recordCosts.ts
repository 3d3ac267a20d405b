import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EVERYTHING } from "../test/helpers/configurations";
import { programGraph } from "../test/helpers/graph";
import { writeCost } from "./cost";
import { ROOT } from "./handlers";
import { withIdleCosts } from "./idleCosts";
import { countWatched, recordWatched } from "./watched";

/** Counts in the program what costs something without use, and brings the pages that show it up to date. */
async function main(): Promise<void> {
  recordWatched(countWatched(await programGraph(), await programGraph(EVERYTHING)));
  const readme = join(ROOT, "README.md");
  writeFileSync(readme, withIdleCosts(readFileSync(readme, "utf8")));
  writeCost(JSON.parse(readFileSync(join(ROOT, "bench", "results.json"), "utf8")).operations);
}

void main();
