import { join } from "node:path";
import { expect } from "chai";
import { CUSTOM, EVERYTHING } from "../helpers/configurations";
import { evaluateProgram, type Graph, programGraph, type Registration } from "../helpers/graph";
import { duplicatesOf, physicalNames } from "../helpers/physicalNames";
import { reachedUrns } from "../helpers/urns";

/** Types that keep data, which a new and empty one does not have. */
const STATEFUL = [
  "aws:dynamodb/table:Table",
  "aws:cognito/userPool:UserPool",
  "aws:s3/bucket:Bucket",
  "aws:rds/instance:Instance",
];

/** Components whose buckets hold nothing but the page, which the next update publishes again. */
const REPUBLISHED = ["site", "website"];

describe("two of each component", function () {
  this.timeout(300_000);
  const settings = {
    adminEmails: '["a@example.com"]',
    alertEmails: '["b@example.com"]',
    insightsModel: "amazon.nova-lite-v1:0",
    waf: "true",
  };
  let graph: Graph;
  before(async () => {
    graph = await evaluateProgram(settings, { root: join(__dirname, "twice") });
  });

  it("are of each that the program makes", async () => {
    const own = (one: Graph) =>
      [...new Set(one.registrations.map(({ type }) => type))].filter((type) => type.startsWith("expenses:"));
    for (const configuration of [EVERYTHING, CUSTOM]) {
      const program = own(await programGraph(configuration));
      expect(program).to.include("expenses:index:DataMigration");
      expect(program.filter((type) => !own(graph).includes(type))).to.deep.equal([]);
    }
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

  it("lose no data when a component is renamed: the preview refuses", () => {
    const roots = rootsOf(graph.registrations);
    const deployed = graph.registrations.filter(({ urn }) => !roots.get(urn)?.startsWith("second-"));
    const stateful = deployed.filter(({ type }) => STATEFUL.includes(type));
    const owners = new Set(stateful.map(({ urn }) => roots.get(urn) ?? ""));
    expect([...owners].filter((root) => REPUBLISHED.includes(root))).to.have.members(REPUBLISHED);
    const others = [...owners].filter((root) => !REPUBLISHED.includes(root));
    expect(others).to.include.members(["store", "users", "receipts"]);
    for (const component of others) {
      const isOf = (root: string) => (one: Registration) => roots.get(one.urn) === root;
      const [isFormer, isRenamed] = [isOf(component), isOf(`second-${component}`)];
      const declared = graph.registrations.filter(
        (one) => isRenamed(one) || (deployed.includes(one) && !isFormer(one)),
      );
      const found = reachedUrns(declared, new Set(deployed.map(({ urn }) => urn)));
      const kept = new Set(found.values());
      const deleted = stateful.filter(({ urn }) => !kept.has(urn));
      // All of the component's data, and nobody else's.
      expect(deleted, component).to.deep.equal(stateful.filter(isFormer));
      expect(deleted.filter(({ protect }) => !protect).map(({ urn }) => urn)).to.deep.equal([]);
    }
  });

  it("have no physical name in common", () => {
    const names = physicalNames(graph);
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
