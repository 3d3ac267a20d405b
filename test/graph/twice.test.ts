import { join } from "node:path";
import { expect } from "chai";
import { evaluateProgram, type Graph, type Registration } from "../helpers/graph";
import { reachedUrns } from "../helpers/urns";

/** Inputs by which AWS tells resources of a type apart, where the program gives one. */
const PHYSICAL_NAMES = ["name", "identifier", "dashboardName", "finalSnapshotIdentifier", "bucket"];

/** Types that keep data, which a new and empty one does not have. */
const STATEFUL = [
  "aws:dynamodb/table:Table",
  "aws:cognito/userPool:UserPool",
  "aws:s3/bucket:Bucket",
  "aws:rds/instance:Instance",
];

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

  for (const component of ["store", "users", "access-logs", "site", "website", "reports", "backup"]) {
    it(`lose no data when ${component} is renamed: the preview refuses`, () => {
      const roots = rootsOf(graph.registrations);
      const isOf = (root: string) => (one: Registration) => roots.get(one.urn) === root;
      const [isFormer, isRenamed] = [isOf(component), isOf(`second-${component}`)];
      const deployed = graph.registrations.filter(({ urn }) => !roots.get(urn)?.startsWith("second-"));
      const declared = graph.registrations.filter(
        (one) => isRenamed(one) || (deployed.includes(one) && !isFormer(one)),
      );
      const found = reachedUrns(declared, new Set(deployed.map(({ urn }) => urn)));
      const kept = new Set(found.values());
      const deleted = deployed.filter(({ urn, type }) => STATEFUL.includes(type) && !kept.has(urn));
      expect(deleted).not.to.deep.equal([]);
      expect(deleted.filter(({ protect }) => !protect).map(({ urn }) => urn)).to.deep.equal([]);
    });
  }

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

/** The name of the program's own component that each resource is a part of, by URN. Parents are registered first. */
function rootsOf(registrations: readonly Registration[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { urn, type, name, parent = "" } of registrations) {
    if (type !== "pulumi:pulumi:Stack") roots.set(urn, roots.get(parent) ?? name);
  }
  return roots;
}

/** A setting of a bucket names the bucket that it belongs to. */
function isReference(type: string, input: string): boolean {
  return input === "bucket" && type !== "aws:s3/bucket:Bucket";
}

function duplicatesOf(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
