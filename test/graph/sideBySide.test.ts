import { expect } from "chai";
import { type Graph, programGraph } from "../helpers/graph";
import { duplicatesOf, physicalNames } from "../helpers/physicalNames";

describe("stacks in one account and region", function () {
  this.timeout(300_000);
  const settings = { waf: "true", alertEmails: '["a@example.com"]', adminEmails: '["a@example.com"]' };
  let dev: Graph;
  before(async () => {
    dev = await programGraph(settings, { stack: "dev" });
  });

  /** Without the log group that is named after the API's ID, which AWS draws. */
  const namesOf = (graph: Graph) =>
    new Set(physicalNames(graph).filter((name) => !name.includes("API-Gateway-Execution-Logs_")));

  for (const [difference, other] of [
    ["another stack", () => programGraph(settings, { stack: "prod" })],
    ["another name prefix", () => programGraph({ ...settings, namePrefix: "family" }, { stack: "dev" })],
  ] as const) {
    it(`have no physical name in common with ${difference}`, async () => {
      const names = [dev, await other()].flatMap((graph) => [...namesOf(graph)]);
      expect(names).to.include("aws:rds/instance:Instance identifier serverless-expense-tracker-dev");
      expect(names).to.include("aws:cloudwatch/logGroup:LogGroup name aws-waf-logs-expenses-dev");
      expect(duplicatesOf(names)).to.deep.equal([]);
    });
  }

  it("have metrics and dashboards of their own", async () => {
    const body = (graph: Graph) =>
      String(graph.inputs("aws:cloudwatch/dashboard:Dashboard", "monitoring").dashboardBody);
    expect(body(dev)).to.include(String.raw`SEARCH('{\"expenses/dev\",Job} `);
    const prod = await programGraph(settings, { stack: "prod" });
    expect(body(prod)).to.not.include("expenses/dev");
  });
});
