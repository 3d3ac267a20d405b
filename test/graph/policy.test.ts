import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { SECURITY_PAGE, securityPage } from "../../docs/securityPage";
import { exceptionFor, exceptions, unexcused } from "../../policy/exceptions";
import { toPolicyResource } from "../../policy/resource";
import { type PolicyResource, type Rule, violations } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { CONFIGURATIONS } from "../helpers/configurations";
import { withVpcChildren } from "../helpers/engineView";
import { programGraph } from "../helpers/graph";

async function policyResources(settings: Record<string, string>): Promise<PolicyResource[]> {
  const { resources } = await programGraph(settings);
  return Promise.all(
    withVpcChildren(resources).map(({ type, name, inputs, state }) =>
      toPolicyResource({ type, name, props: { ...state, ...inputs } }),
    ),
  );
}

const describeAll = (rule: Rule, resources: PolicyResource[]) =>
  unexcused(rule, resources).map(({ resource, problem }) => `${resource.type} ${resource.name} ${problem}`);

describe("policy", () => {
  const graphs = new Map<string, PolicyResource[]>();
  before(async function () {
    // Each configuration is evaluated as a separate program, with forty functions to bundle.
    this.timeout(300_000);
    for (const [name, settings] of Object.entries(CONFIGURATIONS)) {
      graphs.set(name, await policyResources(settings));
    }
  });

  for (const name of Object.keys(CONFIGURATIONS)) {
    describe(`with ${name}`, () => {
      for (const rule of rules) {
        it(`${rule.name}: ${rule.meaning}`, () => {
          expect(describeAll(rule, graphs.get(name) ?? [])).to.deep.equal([]);
        });
      }
    });
  }

  describe("each rule can fail", () => {
    for (const rule of rules) {
      it(rule.name, () => {
        const caught = [...graphs.values()].filter((resources) => {
          const before = violations(rule, resources).length;
          return violations(rule, rule.breakIt(resources)).length > before;
        });
        expect(caught).to.not.be.empty;
      });
    }
  });

  it("has no unneeded exceptions", () => {
    const needed = new Set(
      [...graphs.values()].flatMap((resources) =>
        rules.flatMap((rule) =>
          violations(rule, resources).map(({ resource }) => exceptionFor(rule, resource, resources)),
        ),
      ),
    );
    expect(exceptions.filter((exception) => !needed.has(exception))).to.deep.equal([]);
  });

  it("has docs/security.md up to date (npm run docs:security), and the tests that it names", () => {
    expect(readFileSync(SECURITY_PAGE, "utf8")).to.equal(securityPage());
    const named = [...securityPage().matchAll(/`(test\/[^`]+)`/g)].map(([, file = ""]) => file);
    expect(named).to.include("test/security/access.test.ts");
    expect(named.filter((file) => !existsSync(join(__dirname, "../..", file)))).to.deep.equal([]);
  });

  it("has unique rule names", () => {
    expect(new Set(rules.map(({ name }) => name)).size).to.equal(rules.length);
  });
});
