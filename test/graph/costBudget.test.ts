import { expect } from "chai";
import { CUSTOM, LEAST } from "../helpers/configurations";
import { programGraph } from "../helpers/graph";

const BUDGET = "aws:budgets/budget:Budget";

describe("the budget of the graph", function () {
  this.timeout(120_000);

  it("notifies operators at 80 % and of a forecast above the limit", async () => {
    const { notifications, ...inputs } = (await programGraph()).inputs(BUDGET, "budget");
    expect(inputs).to.deep.equal({
      ...{ budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "20", limitUnit: "USD" },
    });
    expect(notifications).to.have.length(2);
  });

  it("counts the costs of the stack alone on request, by the tag that every resource has", async () => {
    const graph = await programGraph(CUSTOM);
    expect(graph.inputs(BUDGET, "budget").costFilters).to.deep.equal([
      { name: "TagKeyValue", values: ["user:Stack$family/test"] },
    ]);
    const untagged = graph.resources.filter(
      ({ inputs }) => Object(inputs.tags).Stack !== "family/test" && "tags" in inputs,
    );
    expect(untagged).to.deep.equal([]);
  });

  it("is left out with a limit of 0, as accounts in an organisation may be refused one", async () => {
    expect((await programGraph(LEAST)).ofType(BUDGET)).to.deep.equal([]);
  });

  it("sees tags on everything that AWS can tag", async () => {
    const graph = await programGraph();
    const tags = { Project: "serverless-expense-tracker", Stack: "expenses/test" };
    const tagged = graph.resources.filter(({ inputs }) => "tags" in inputs);
    for (const { type, name, inputs } of tagged) expect(inputs.tags, `${type} ${name}`).to.deep.equal(tags);
    // Types that cost something, and the VPC, which hands its tags on.
    expect(new Set(tagged.map(({ type }) => type))).to.include.keys(
      "aws:rds/instance:Instance",
      "aws:dynamodb/table:Table",
      "aws:lambda/function:Function",
      "aws:s3/bucket:Bucket",
      "aws:kms/key:Key",
      "aws:sqs/queue:Queue",
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "aws:cognito/userPool:UserPool",
      "aws:apigateway/stage:Stage",
      "aws:cloudfront/distribution:Distribution",
      "aws:sfn/stateMachine:StateMachine",
      "awsx:ec2:Vpc",
    );
  });
});
