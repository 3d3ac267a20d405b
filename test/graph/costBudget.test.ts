import * as aws from "@pulumi/aws";
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
    const taggable = graph.resources.filter(({ type }) => canBeTagged(type));
    for (const { type, name, inputs } of taggable) expect(inputs.tags, `${type} ${name}`).to.deep.equal(tags);
    const types = new Set(taggable.map(({ type }) => type));
    expect(types).to.include.keys("aws:dynamodb/table:Table", "aws:cloudfront/distribution:Distribution");
    // The VPC, which is no resource of AWS's provider, hands its tags on.
    expect(graph.ofType("awsx:ec2:Vpc").map(({ inputs }) => inputs.tags)).to.deep.equal([tags]);
  });
});

/** True if the provider's class for a type has tags among its inputs. */
function canBeTagged(type: string): boolean {
  // S3 charges for each tag of an object, and does not allocate costs by it.
  if (type === "aws:s3/bucketObjectv2:BucketObjectv2") return false;
  const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  if (module === "") return false;
  // Classes are generated, and list their inputs in this form alone.
  const provider: Record<string, Record<string, unknown>> = Object(aws);
  const source = String(provider[module]?.[name]);
  expect(source, type).to.include("resourceInputs[");
  return source.includes('resourceInputs["tags"] = args?.tags');
}
