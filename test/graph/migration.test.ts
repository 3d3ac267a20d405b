import { expect } from "chai";
import { STORED_DATA_VERSION } from "../../domain/values/storedDataVersion";
import { type Graph, programGraph } from "../helpers/graph";

describe("the migration of stored data in the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  it("runs once all functions are deployed, again only when the migrations change", () => {
    const functions = graph.resources.filter(({ type }) => type === "aws:lambda/function:Function");
    expect(graph.dependencies("aws:lambda/invocation:Invocation", "data-migration")).to.include.members(
      functions.map(({ type, name }) => `${type} ${name}`),
    );
    const { triggers, lifecycleScope = "CREATE_ONLY" } = graph.inputs(
      "aws:lambda/invocation:Invocation",
      "data-migration",
    );
    expect([triggers, lifecycleScope]).to.deep.equal([
      { version: String(STORED_DATA_VERSION), table: "Ledgers" },
      "CREATE_ONLY",
    ]);
  });

  it("runs again with a table that was restored", async () => {
    const restored = await programGraph({}, { tableNames: { Ledgers: "Ledgers-restored" } });
    expect(restored.inputs("aws:lambda/invocation:Invocation", "data-migration").triggers).to.deep.equal({
      version: String(STORED_DATA_VERSION),
      table: "Ledgers-restored",
    });
  });
});
