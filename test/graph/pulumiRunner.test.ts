import { expect } from "chai";
import { adoptTable } from "../../docs/adoptTable";
import { packageOf } from "../helpers/code";
import { CONFIGURATIONS, EVERYTHING, LEAST, WEBSITE } from "../helpers/configurations";
import { type EngineRun, runProgram } from "../helpers/engine";
import { UNKNOWN } from "../helpers/engineResource";
import { type Graph, programGraph, type Registration } from "../helpers/graph";
import { nodeVersion, onOtherMachine } from "../helpers/otherMachine";
import { reachedUrns } from "../helpers/urns";
import deployed from "./deployedUrns.json";

type Inputs = Pick<Registration, "urn" | "inputs">;

/** The differences between the inputs of two runs, by URN and path. An unknown value may become any. */
function differences(actual: readonly Inputs[], expected: readonly Inputs[]): string[] {
  const inputsOf = (resources: readonly Inputs[]) =>
    Object.fromEntries(resources.map(({ urn, inputs }) => [urn, inputs]));
  const found: string[] = [];
  const compare = (left: unknown, right: unknown, path: string): void => {
    if (left === UNKNOWN || left === right) return;
    if (!isObject(left) || !isObject(right)) {
      found.push(`${path}: ${excerpt(left)} instead of ${excerpt(right)}`);
      return;
    }
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    for (const key of keys) compare(left[key], right[key], `${path} ${key}`);
  };
  compare(inputsOf(actual), inputsOf(expected), "");
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const excerpt = (value: unknown) => JSON.stringify(value)?.slice(0, 200);

/** Mocks show awsx's VPC without the resources that its provider makes. */
const isNoVpcChild = ({ urn }: { urn: string }) => !urn.includes("$awsx:ec2:Vpc$");

describe("the program, run by Pulumi's own runner", () => {
  let graph: Graph;
  let update: EngineRun;
  let preview: EngineRun;
  let leastPreview: EngineRun;
  before(async function () {
    this.timeout(300_000);
    graph = await programGraph(EVERYTHING);
    let otherVersion: string;
    [[update, otherVersion], preview, leastPreview] = await Promise.all([
      onOtherMachine((machine) =>
        Promise.all([runProgram({ settings: EVERYTHING, preview: false, machine }), nodeVersion(machine)]),
      ),
      runProgram({ settings: EVERYTHING, preview: true }),
      runProgram({ settings: LEAST, preview: true }),
    ]);
    if (otherVersion === process.version)
      console.log(`        Both machines ran ${otherVersion}: there is no other.`);
  });

  it("ends well, without a warning or a line on the screen", () => {
    for (const { exitCode, messages } of [update, preview, leastPreview]) {
      expect({ exitCode, messages }).to.deep.equal({ exitCode: 0, messages: [] });
    }
  });

  // Nothing is cached there. Files of packages are named by their content: their paths differ where a byte does.
  it("registers in an update on another machine what it registers here with mocks, with the same inputs", () => {
    expect(differences(update.resources.filter(isNoVpcChild), graph.registrations)).to.deep.equal([]);
  });

  it("registers in a preview the same resources, with those inputs that are known by then", async () => {
    expect(differences(preview.resources.filter(isNoVpcChild), graph.registrations)).to.deep.equal([]);
    const urns = ({ resources }: EngineRun) => resources.map(({ urn }) => urn).sort();
    expect(urns(preview)).to.deep.equal(urns(update));
    const policy = preview.resources.find(
      ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === "logExpense",
    );
    expect(policy?.inputs.role).to.equal(UNKNOWN);
    expect(differences(leastPreview.resources, (await programGraph(LEAST)).registrations)).to.deep.equal([]);
  });

  it("gives in an update the outputs that it gives with mocks", () => {
    const known = Object.entries(graph.outputs).flatMap(([name, { value }]) =>
      value === undefined ? [] : [[name, value]],
    );
    expect(update.outputs).to.deep.equal(Object.fromEntries(known));
  });

  for (const table of ["Expenses", "Ledgers"]) {
    it(`points to a restored table once its state does, as docs/runbook.md says, and to nothing else: ${table}`, () => {
      const restored = `${table}-restored`;
      const resources = update.resources.map(({ urn, type, id, inputs, outputs }) => {
        return { urn, type, id, inputs, outputs };
      });
      const adopted = adoptTable({ deployment: { resources } }, table, restored);
      const changed = adopted.deployment.resources.filter(
        (resource, index) => JSON.stringify(resource) !== JSON.stringify(resources[index]),
      );
      const former = resources.find(({ type, id }) => type === "aws:dynamodb/table:Table" && id === table);
      expect(changed).to.deep.equal([
        {
          ...former,
          id: restored,
          outputs: {
            ...former?.outputs,
            name: restored,
            bucket: restored,
            arn: `arn:aws:dynamodb:eu-central-1:123456789012:table/${restored}`,
          },
        },
      ]);
      expect(() => adoptTable({ deployment: { resources } }, table.slice(0, -1), "x")).to.throw(
        "has 0 tables",
      );
    });
  }

  // The values that the next update hands to everything that uses a table.
  it("hands the names of restored tables to everything that uses them, functions included", async () => {
    const tableNames = { Expenses: "Expenses-restored", Ledgers: "Ledgers-restored" };
    const restored = await programGraph(EVERYTHING, { tableNames });
    const texts = async (of: Graph) =>
      Promise.all(
        of.resources.map(async (resource) => {
          const { type, inputs } = resource;
          const isFunction = type === "aws:lambda/function:Function";
          const files = isFunction ? Object.values(await packageOf(resource)) : [];
          return { of: `${type} ${resource.name}`, text: [JSON.stringify(inputs), ...files].join("\n") };
        }),
      );
    const uses = (all: Awaited<ReturnType<typeof texts>>, pattern: RegExp) =>
      all.filter(({ text }) => pattern.test(text)).map((one) => one.of);
    // Not the name of a calendar whose ledger has none.
    const former = uses(await texts(graph), /table\/(Expenses|Ledgers)(?!-)|(?<!en:)"(Expenses|Ledgers)"/);
    const now = await texts(restored);
    expect(uses(now, /table\/(Expenses|Ledgers)(?!-)|(?<!en:)"(Expenses|Ledgers)"/)).to.deep.equal([]);
    expect(uses(now, /(Expenses|Ledgers)-restored/)).to.include.members(former);
    expect(restored.outputs.expensesTableName?.value).to.equal("Expenses-restored");
  });

  it("registers so little that the engine can write all of it after each step", () => {
    // With the outputs that providers echo; the mocks answer each resource with the names of all kinds, half a megabyte of them.
    const state = update.resources.map((resource) => ({ ...resource, outputs: resource.inputs }));
    expect(JSON.stringify(state, null, 4).length).to.be.below(2_600_000);
  });

  it("finds again everything deployed that keeps state, logs or an address", () => {
    const inStack = (urn: string) => urn.replace(/^urn:pulumi:dev:/, "urn:pulumi:test:");
    const { stateful, components } = deployed;
    const urns = new Set([...stateful, ...components].map(inStack));
    const reached = new Set(reachedUrns(update.resources, urns).values());
    expect(stateful.filter((urn) => !reached.has(inStack(urn)))).to.deep.equal([]);
  });
});

// A configuration takes half a minute of processor time; the two above have all parts between them, but for the S3 website.
if (process.env.FULL)
  describe("each configuration of the program, run by Pulumi's own runner", () => {
    for (const [name, settings] of Object.entries(CONFIGURATIONS)) {
      it(`registers with ${name} what it registers with mocks`, async () => {
        const graph = await programGraph(settings);
        for (const preview of [true, false]) {
          const { resources, exitCode, messages } = await runProgram({ settings, preview });
          expect({ exitCode, messages }).to.deep.equal({ exitCode: 0, messages: graph.warnings });
          const run = resources.filter(isNoVpcChild);
          expect(differences(run, graph.registrations)).to.deep.equal([]);
        }
      }).timeout(300_000);
    }

    it("compresses the files of an S3 website alike on another machine", async () => {
      const { registrations } = await programGraph(WEBSITE);
      const { resources } = await onOtherMachine((machine) =>
        runProgram({ settings: WEBSITE, preview: false, machine }),
      );
      expect(differences(resources.filter(isNoVpcChild), registrations)).to.deep.equal([]);
      expect(resources.filter(({ inputs }) => inputs.contentEncoding === "gzip")).not.to.deep.equal([]);
    }).timeout(300_000);
  });
