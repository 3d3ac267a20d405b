import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rules } from "../../policy/rules";
import { CONFIGURATIONS, EVERYTHING, LEAST } from "../helpers/configurations";
import { runProgram } from "../helpers/engine";
import { type EngineResource, UNKNOWN } from "../helpers/engineResource";
import { engineResources } from "../helpers/engineView";
import { PROJECT, programGraph, STACK } from "../helpers/graph";
import { urnOf } from "../helpers/urns";

const PACK = join(__dirname, "../../policy");

/** The rules that a stack breaks whose settings turn off protection and the budget. */
const UNPROTECTED = [
  "mandatory dynamodb-deletion-protection",
  "mandatory cognito-deletion-protection",
  "mandatory cost-budget",
];

type Reply<T> = (error: Error | null, response: T) => void;

function ask<T>(call: (reply: Reply<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

// Mirrors `pulumi up --policy-pack policy`, which runs the pack in its own process, in the pack's folder, and queries it.
describe("the policy pack, as the Pulumi engine runs it", function () {
  this.timeout(300_000);
  let pack: ChildProcess;
  let engine: AnalyzerClient;

  before(async () => {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    pack = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: PACK,
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!pack.stdout) throw new Error("The pack has no output.");
    const [port] = await once(pack.stdout, "data");
    engine = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
  });

  after(() => {
    engine.close();
    pack.kill();
  });

  it("offers every rule, as mandatory", async () => {
    const info = await ask<AnalyzerInfo>((reply) => engine.getAnalyzerInfo(new Empty(), reply));
    expect(info.getName()).to.equal("serverless-expense-tracker");
    expect(info.getPoliciesList().map((policy) => policy.getName())).to.deep.equal(
      rules.map(({ name }) => name),
    );
    expect(new Set(info.getPoliciesList().map((policy) => policy.getEnforcementlevel()))).to.deep.equal(
      new Set([EnforcementLevel.MANDATORY]),
    );
  });

  it("rejects a resource that violates a rule, before it is created", async () => {
    const table = {
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
    };
    expect(await analyze([resource("aws:dynamodb/table:Table", "Open", table)])).to.deep.equal([
      "mandatory dynamodb-deletion-protection: Deletion protection is on for tables. (DynamoDB.6) Open can be deleted.",
    ]);
  });

  it("rejects a function with a secret in a file of its package", async () => {
    const folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
    try {
      const path = join(folder, "index.js");
      await writeFile(path, 'const password = "hunter22";');
      const assets = { "index.js": new pulumi.asset.FileAsset(path) };
      const code = await pulumi.runtime.serializeProperty(
        "",
        new pulumi.asset.AssetArchive(assets),
        new Set(),
      );
      expect(await analyze([resource("aws:lambda/function:Function", "Open", { code })])).to.include(
        "mandatory lambda-no-secrets-in-code: A function's code and captured values contain no key, token or password. (CKV_AWS_45) Open has a password in its code.",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("rejects a stack that violates a rule, and names the resource", async () => {
    const bucket = resource("aws:s3/bucket:Bucket", "Open", { bucket: "open-1234" });
    const diagnostics = await analyzeStack([bucket]);
    expect(diagnostics.map(sentence)).to.include(
      "mandatory s3-versioning: Versioning is on for buckets. (CKV_AWS_21, S3.14) Open has no BucketVersioning.",
    );
    expect(diagnostics.map((one) => one.getUrn())).to.include(bucket.urn);
  });

  it("finds what belongs to a VPC whose provider does not repeat its ID among the outputs", async () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/24" });
    const parts = ["aws:ec2/flowLog:FlowLog", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"].map(
      (type) => resource(type, "network", { vpcId: "vpc-1234" }),
    );
    const broken = async (origins: Record<string, string[]>) =>
      (await analyzeStack([vpc, ...parts], origins))
        .map((one) => one.getPolicyname())
        .filter((name) => /^vpc-(default|flow)/.test(name));
    expect(await broken({})).to.deep.equal(["vpc-default-group-closed", "vpc-flow-logs"]);
    expect(await broken({ vpcId: [vpc.urn] })).to.deep.equal([]);
  });

  it("accepts in an update everything that each configuration declares", async () => {
    const asked = new Set<string>();
    for (const [name, settings] of Object.entries(CONFIGURATIONS)) {
      const resources = engineResources(await programGraph(settings));
      // Most resources are the same in all configurations.
      const others = resources.filter(({ type, inputs }) => {
        const question = JSON.stringify([type, inputs]);
        return !asked.has(question) && asked.add(question);
      });
      expect(await analyze(others), name).to.deep.equal([]);
      expect((await analyzeStack(resources)).map(sentence), name).to.deep.equal([]);
    }
  });

  it("rejects in an update of the smallest configuration what it leaves unprotected, and nothing else", async () => {
    const resources = engineResources(await programGraph(LEAST));
    const refused = [...(await analyze(resources)), ...(await analyzeStack(resources)).map(sentence)];
    expect(new Set(refused.map((text) => text.split(":")[0]))).to.deep.equal(new Set(UNPROTECTED));
  });

  // Each takes twenty seconds; the other configurations are made of the same parts.
  const previewed = process.env.FULL ? CONFIGURATIONS : { "everything that costs extra": EVERYTHING };
  for (const [name, settings] of Object.entries(previewed)) {
    it(`accepts a preview with ${name}, and checks what is known by then`, async () => {
      const preview = await runProgram({ settings, preview: true });
      const update = engineResources(await programGraph(settings));
      const resources = withUnknownOutputs(preview.resources, update);
      const diagnostics = [...(await analyze(resources)), ...(await analyzeStack(resources)).map(sentence)];
      expect(
        diagnostics.filter((text) => !/^advisory .* can't be known during preview/.test(text)),
      ).to.deep.equal([]);
      const unchecked = new Set(diagnostics.map((text) => /^advisory ([\w-]+):/.exec(text)?.[1]));
      expect([...unchecked]).not.to.include.oneOf(["lambda-runtime", "lambda-tracing", "rds-private"]);
    });
  }

  /** Asks about one resource after the other, as before each is created. */
  async function analyze(resources: readonly EngineResource[]): Promise<string[]> {
    const diagnostics: AnalyzeDiagnostic[] = [];
    for (const { type, urn, name, inputs } of resources) {
      const request = new AnalyzeRequest().setType(type).setUrn(urn).setName(name);
      request.setProperties(structOf(inputs)).setOptions(options());
      const answer = await ask<AnalyzeResponse>((reply) => engine.analyze(request, reply));
      diagnostics.push(...answer.getDiagnosticsList());
    }
    return diagnostics.map(sentence);
  }

  /**
   * Asks about all of them together, as at the end.
   * @param origins URNs of the resources that a property derives from, by its name.
   */
  async function analyzeStack(
    resources: readonly EngineResource[],
    origins: Record<string, string[]> = {},
  ): Promise<AnalyzeDiagnostic[]> {
    const request = new AnalyzeStackRequest().setResourcesList(
      resources.map(({ type, urn, name, outputs }) => {
        const one = new AnalyzerResource().setType(type).setUrn(urn).setName(name);
        one.setProperties(structOf(outputs)).setOptions(options());
        for (const [property, urns] of Object.entries(origins)) {
          if (!(property in outputs)) continue;
          one
            .getPropertydependenciesMap()
            .set(property, new AnalyzerPropertyDependencies().setUrnsList(urns));
        }
        return one;
      }),
    );
    const answer = await ask<AnalyzeResponse>((reply) => engine.analyzeStack(request, reply));
    return answer.getDiagnosticsList();
  }
});

function resource(type: string, name: string, inputs: Record<string, unknown>): EngineResource {
  return { urn: urnOf(STACK, PROJECT, type, name), type, name, aliases: [], inputs, outputs: inputs };
}

/** In a preview every output that is not an input is unknown. */
function withUnknownOutputs(
  preview: readonly EngineResource[],
  update: readonly EngineResource[],
): EngineResource[] {
  const outputs = new Map(update.map((one) => [one.urn, one.outputs]));
  return preview.map((one) => {
    const unknown = Object.keys(outputs.get(one.urn) ?? {}).map((key) => [key, UNKNOWN]);
    return { ...one, outputs: { ...Object.fromEntries(unknown), ...one.inputs } };
  });
}

function structOf(values: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}

/** The engine always sends them. Without them the pack assumes that the engine is too old. */
function options(): AnalyzerResourceOptions {
  const options = new AnalyzerResourceOptions();
  options.setCustomtimeouts(new AnalyzerResourceOptions.CustomTimeouts());
  return options;
}

function sentence(one: AnalyzeDiagnostic): string {
  const level = one.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
  return `${level} ${one.getPolicyname()}: ${one.getMessage().replaceAll(/\s+/g, " ")}`;
}
