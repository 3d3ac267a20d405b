import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bytesOf, packageOf } from "../helpers/code";
import { evaluateProgram, type Graph, programGraph } from "../helpers/graph";

/** Everything that would be uploaded, by kind: each function's package and each file of the site. */
async function uploads(graph: Graph): Promise<Record<string, unknown>> {
  const functions = graph
    .ofType("aws:lambda/function:Function")
    .map(async (fn) => [fn.name, await packageOf(fn)]);
  const files = graph
    .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
    .map(async ({ inputs }) => [inputs.key, inputs.content ?? (await bytesOf(inputs.source))]);
  return Object.fromEntries(await Promise.all([...functions, ...files]));
}

describe("two evaluations of the program", () => {
  let empty: string;
  beforeEach(async () => {
    empty = await mkdtemp(join(tmpdir(), "expenses-test-"));
  });
  afterEach(async () => {
    delete process.env.BUILD_CACHE;
    await rm(empty, { recursive: true });
  });

  it("produce the same bytes for every function and every file of the site, cached or rebuilt", async function () {
    this.timeout(180_000);
    const before = await uploads(await programGraph());
    process.env.BUILD_CACHE = empty;
    const after = await uploads(await evaluateProgram());
    expect(Object.keys(before)).to.include.members([
      "logExpense",
      "sweepAlerts",
      "index.html",
      "config.json",
    ]);
    expect(Object.keys(after)).to.deep.equal(Object.keys(before));
    // By name, because a difference of two bundles would fill the screen.
    const changed = Object.keys(before).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    expect(changed).to.deep.equal([]);
  });
});
