import { expect } from "chai";
import { CUSTOM } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";
import { duplicatesOf, physicalNames } from "../helpers/physicalNames";

describe("stacks in one account and region", function () {
  this.timeout(300_000);
  let test: Graph;
  before(async () => {
    test = await programGraph(CUSTOM);
  });

  /** Without the log group that is named after the API's ID, which AWS draws. */
  const namesOf = (graph: Graph) =>
    new Set(physicalNames(graph).filter((name) => !name.includes("API-Gateway-Execution-Logs_")));

  for (const [difference, other] of [
    ["another stack", () => programGraph(CUSTOM, { stack: "prod" })],
    ["another name prefix", () => programGraph({ ...CUSTOM, namePrefix: "office" })],
  ] as const) {
    it(`have no physical name in common with ${difference}`, async () => {
      const names = [test, await other()].flatMap((graph) => [...namesOf(graph)]);
      expect(names).to.include("aws:rds/instance:Instance identifier family-test");
      expect(names).to.include("aws:cloudwatch/logGroup:LogGroup name aws-waf-logs-family-test");
      expect(duplicatesOf(names)).to.deep.equal([]);
    });
  }

  it("have metrics and dashboards of their own", async () => {
    const body = (graph: Graph) =>
      String(graph.inputs("aws:cloudwatch/dashboard:Dashboard", "monitoring").dashboardBody);
    expect(body(test)).to.include(String.raw`SEARCH('{\"family/test\",Job} `);
    const prod = await programGraph(CUSTOM, { stack: "prod" });
    expect(body(prod)).to.not.include("family/test");
  });
});
