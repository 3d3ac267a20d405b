import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { BUNDLE_OPTIONS } from "../components/bundling/bundle";
import { buildSite } from "../site/build";
import { packageOf } from "../test/helpers/code";
import { evaluateProgram } from "../test/helpers/graph";
import { handlers, plainEntry } from "./handlers";
import { interleave, type Result, type Run, ratioOf, spreadOf, timed } from "./harness";

/** Each takes seconds. */
const TURNS = 7;

/** Goal 11: the time to evaluate the program besides bundling its functions and its site. */
export async function program({ say }: Run): Promise<Result[]> {
  say("Evaluating the whole program, and bundling the same entries by esbuild alone");
  const samples = await interleave(TURNS, {
    program: () => timed(evaluateAnew),
    again: () => timed(evaluate),
    esbuild: () => timed(bundle),
  });
  return [
    {
      goal: "11",
      what: "evaluating and bundling the whole program, against esbuild of the same entries",
      kind: "time",
      figure: ratioOf(samples.program, samples.esbuild),
      unit: "×",
      limit: { atMost: 2 },
      details: {
        programMs: spreadOf(samples.program).median,
        evaluatedAgainMs: spreadOf(samples.again).median,
        esbuildMs: spreadOf(samples.esbuild).median,
      },
    },
  ];
}

/** Without the build outputs of earlier evaluations. */
async function evaluateAnew(): Promise<void> {
  process.env.BUILD_CACHE = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  try {
    await evaluate();
  } finally {
    await rm(process.env.BUILD_CACHE, { recursive: true });
    delete process.env.BUILD_CACHE;
  }
}

async function evaluate(): Promise<void> {
  const graph = await evaluateProgram();
  await Promise.all(graph.ofType("aws:lambda/function:Function").map(packageOf));
}

/** One build of all handlers, the fastest that esbuild offers, and the site. */
async function bundle(): Promise<void> {
  const names = handlers().map(({ name }) => name);
  await esbuild.build({
    ...BUNDLE_OPTIONS,
    entryPoints: names.map((name) => ({ in: `handler:${name}`, out: name })),
    plugins: [plainEntries],
    outdir: "dist",
    write: false,
    logLevel: "silent",
  });
  buildSite({ connectSources: [] });
}

const plainEntries: esbuild.Plugin = {
  name: "plainEntries",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^handler:/ }, ({ path }) => ({
      path: path.slice("handler:".length),
      namespace: "handler",
    }));
    onLoad({ filter: /.*/, namespace: "handler" }, ({ path }) => plainEntry(path));
  },
};
