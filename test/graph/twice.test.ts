import { join } from "node:path";
import { expect } from "chai";
import { EVERYTHING, WEBSITE } from "../helpers/configurations";
import { evaluateProgram, type Graph, type Registration } from "../helpers/graph";
import { duplicatesOf, physicalNames } from "../helpers/physicalNames";
import { reachedUrns } from "../helpers/urns";

/** Types that keep data, which a new and empty one does not have. */
const STATEFUL = [
  "aws:dynamodb/table:Table",
  "aws:cognito/userPool:UserPool",
  "aws:s3/bucket:Bucket",
  "aws:rds/instance:Instance",
];

/** The component whose bucket holds nothing but the page, which the next update publishes again. */
const REPUBLISHED = "site";

const CONFIGURATIONS = {
  "everything that costs extra": {
    ...EVERYTHING,
    adminEmails: '["a@example.com"]',
    alertEmails: '["b@example.com"]',
  },
  "an S3 website": WEBSITE,
};

for (const [configuration, settings] of Object.entries(CONFIGURATIONS)) {
  describe(`two of each component, with ${configuration}`, function () {
    this.timeout(300_000);
    let graph: Graph;
    before(async () => {
      graph = await evaluateProgram(settings, { root: join(__dirname, "twice") });
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
      expect([...owners]).to.include.members([REPUBLISHED, "store", "users", "receipts"]);
      owners.delete(REPUBLISHED);
      for (const component of owners) {
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
}

/** The name of the program's own component that each resource is a part of, by URN. Parents are registered first. */
function rootsOf(registrations: readonly Registration[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { urn, type, name, parent = "" } of registrations) {
    if (type !== "pulumi:pulumi:Stack") roots.set(urn, roots.get(parent) ?? name);
  }
  return roots;
}
