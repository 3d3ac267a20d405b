import { expect } from "chai";
import { packageOf } from "../helpers/code";
import { evaluateProgram, type Graph, programGraph } from "../helpers/graph";

/** All that would be uploaded, by what it is: each function's package and each file of the site. */
async function uploads(graph: Graph): Promise<Record<string, unknown>> {
  const functions = graph
    .ofType("aws:lambda/function:Function")
    .map(async (fn) => [fn.name, await packageOf(fn)]);
  const files = graph
    .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
    .map(({ inputs }) => [inputs.key, inputs.content ?? inputs.contentBase64]);
  return Object.fromEntries([...(await Promise.all(functions)), ...files]);
}

describe("two evaluations of the program", () => {
  it("give the same bytes for every function and every file of the site", async function () {
    this.timeout(180_000);
    const [first, second] = [await programGraph(), await evaluateProgram()];
    const [before, after] = [await uploads(first), await uploads(second)];
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
