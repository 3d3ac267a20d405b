import { expect } from "chai";
import { EVERYTHING } from "../helpers/configurations";
import { type Graph, PLACE, programGraph } from "../helpers/graph";
import { arn } from "./functionRights";

const MODEL = "amazon.nova-lite-v1:0";
const FUNCTION = "aws:lambda/function:Function";

describe("the model of letters in the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  let without: Graph;
  before(async () => {
    graph = await programGraph({ ...EVERYTHING });
    without = await programGraph();
  });

  const rightsOf = (of: Graph, name: string) =>
    of
      .statements(name)
      .map(({ Action, Resource }) => [[Action].flat(), [Resource].flat()] as const)
      .filter(([actions]) => actions.some((action) => /^(bedrock|dynamodb|lambda|sns):/.test(action)));

  it("is called by one function, which may call that model and nothing else", () => {
    expect(rightsOf(graph, "phraseLetter")).to.deep.equal([
      [["bedrock:InvokeModel"], [`arn:aws:bedrock:${PLACE.region}::foundation-model/${MODEL}`]],
    ]);
    const callers = graph
      .ofType(FUNCTION)
      .filter(({ name }) => JSON.stringify(rightsOf(graph, name)).includes("bedrock:"));
    expect(callers.map(({ name }) => name)).to.deep.equal(["phraseLetter"]);
  });

  it("is reached by the function that mails letters, which otherwise has the rights that it has without one", () => {
    const call = [["lambda:InvokeFunction"], [arn("lambda", "function/phraseLetter")]];
    const own = rightsOf(without, "mailLetters");
    expect(JSON.stringify(own)).not.to.include("lambda:");
    expect(rightsOf(graph, "mailLetters")).to.have.deep.members([...own, call]);
  });

  it("is nowhere unless a setting names one", () => {
    expect(without.ofType(FUNCTION).map(({ name }) => name)).not.to.include("phraseLetter");
    const configOf = (one: Graph) =>
      String(one.inputs("aws:s3/bucketObjectv2:BucketObjectv2", "site-config.json").content);
    expect([
      JSON.parse(configOf(graph)).insightsModel,
      JSON.parse(configOf(without)).insightsModel,
    ]).to.deep.equal([MODEL, undefined]);
  });
});
