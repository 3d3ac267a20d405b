import { join } from "node:path";
import { expect } from "chai";
import { evaluateProgram, type Graph } from "../helpers/graph";

/** Inputs by which AWS tells resources of a type apart, where the program gives one. */
const PHYSICAL_NAMES = ["name", "identifier", "dashboardName", "finalSnapshotIdentifier", "bucket"];

/** Types whose name is that of something else, such as the queue or the bucket that they belong to. */
const NAMED_WITHIN = ["aws:cognito/userGroup:UserGroup", "aws:s3/bucketObjectv2:BucketObjectv2"];

describe("two of each component", function () {
  this.timeout(300_000);
  let graph: Graph;
  before(async () => {
    graph = await evaluateProgram(
      { adminEmails: '["a@example.com"]', alertEmails: '["b@example.com"]' },
      join(__dirname, "twice"),
    );
  });

  it("have no logical name in common", () => {
    const urns = graph.registrations.map(({ urn }) => urn);
    expect(duplicatesOf(urns)).to.deep.equal([]);
  });

  it("have as many resources each", () => {
    const second = graph.registrations.filter(({ name }) => name.startsWith("second-"));
    const own = graph.registrations.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    expect(second.length * 2).to.equal(own.length);
  });

  it("have no physical name in common", () => {
    const names = graph.resources
      .filter(({ type }) => type.startsWith("aws:") && !NAMED_WITHIN.includes(type))
      .flatMap(({ type, inputs }) =>
        PHYSICAL_NAMES.filter((input) => typeof inputs[input] === "string" && !isReference(type, input)).map(
          (input) => `${type} ${input} ${inputs[input]}`,
        ),
      );
    expect(names).to.not.deep.equal([]);
    expect(duplicatesOf(names)).to.deep.equal([]);
  });
});

/** A setting of a bucket names the bucket that it belongs to. */
function isReference(type: string, input: string): boolean {
  return input === "bucket" && type !== "aws:s3/bucket:Bucket";
}

function duplicatesOf(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
