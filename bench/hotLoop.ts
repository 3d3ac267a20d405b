import { join } from "node:path";
import { bundleHandler } from "../components/bundling/bundle";
import { hotLoop as closure } from "./closures/hotLoopHandler";
import { ENV, ROOT, unbundledText, writeModule } from "./handlers";
import { interleave, type Result, type Run, ratioOf, spreadOf, TURNS } from "./harness";

const REPEATS = 1000;

/** Goal 4: that a function's deployed code runs as fast as when it is imported. */
export async function hotLoop({ say }: Run): Promise<Result[]> {
  say("Running the same loop deployed and imported");
  const env = { currency: ENV.currency, timezone: ENV.timezone, thresholds: ENV.thresholds };
  const contents = `
    import { hotLoop } from "./closures/hotLoopHandler";
    const ready = hotLoop(${JSON.stringify(env)})();
    export const handler = async (event) => (await ready)(event);
  `;
  const imported = await unbundledText({ contents, resolveDir: join(ROOT, "bench") });
  const loop = (name: string, text: string) => {
    const { handler } = require(writeModule(name, text));
    return () => handler({ repeats: REPEATS });
  };
  const samples = await interleave(TURNS, {
    deployed: loop("hotLoop.deployed", (await bundleHandler("hotLoop", closure, env)).toString()),
    imported: loop("hotLoop.imported", imported),
  });
  return [
    {
      goal: "4",
      what: "hot loop of the deployed text, against the same functions imported",
      kind: "time",
      figure: ratioOf(samples.deployed, samples.imported),
      unit: "×",
      limit: { atMost: 1.05 },
      details: {
        repeats: REPEATS,
        deployedMs: spreadOf(samples.deployed).median,
        importedMs: spreadOf(samples.imported).median,
      },
    },
  ];
}
