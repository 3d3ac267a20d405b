import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rules } from "../../policy/rules";

const PACK = join(__dirname, "../../policy");

type Reply<T> = (error: Error | null, response: T) => void;

function ask<T>(call: (reply: Reply<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

// Mirrors `pulumi up --policy-pack policy`, which runs the pack in its own process, in the pack's folder, and queries it.
describe("the policy pack, as the Pulumi engine runs it", function () {
  this.timeout(120_000);
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
    const MANDATORY = 1;
    expect(new Set(info.getPoliciesList().map((policy) => policy.getEnforcementlevel()))).to.deep.equal(
      new Set([MANDATORY]),
    );
  });

  it("rejects a resource that violates a rule, before it is created", async () => {
    const request = new AnalyzeRequest();
    request.setType("aws:dynamodb/table:Table");
    request.setUrn("urn:pulumi:dev::serverless-expense-tracker::aws:dynamodb/table:Table::Open");
    request.setName("Open");
    request.setProperties(
      Struct.fromJavaScript({
        billingMode: "PAY_PER_REQUEST",
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true },
      }),
    );
    request.setOptions(options());
    const answer = await ask<AnalyzeResponse>((reply) => engine.analyze(request, reply));
    expect(sentences(answer)).to.deep.equal([
      "dynamodb-deletion-protection: Deletion protection is on for tables. (DynamoDB.6) Open can be deleted.",
    ]);
  });

  it("rejects a stack that violates a rule, and names the resource", async () => {
    const bucket = new AnalyzerResource();
    bucket.setType("aws:s3/bucket:Bucket");
    bucket.setUrn("urn:pulumi:dev::serverless-expense-tracker::aws:s3/bucket:Bucket::Open");
    bucket.setName("Open");
    bucket.setProperties(Struct.fromJavaScript({ bucket: "open-1234" }));
    bucket.setOptions(options());
    const request = new AnalyzeStackRequest();
    request.setResourcesList([bucket]);
    const answer = await ask<AnalyzeResponse>((reply) => engine.analyzeStack(request, reply));
    expect(sentences(answer)).to.include(
      "s3-versioning: Versioning is on for buckets. (CKV_AWS_21, S3.14) Open has no BucketVersioning.",
    );
    expect(answer.getDiagnosticsList().map((one) => one.getUrn())).to.include(bucket.getUrn());
  });
});

/** The engine always sends them. Without them the pack assumes that the engine is too old. */
function options(): AnalyzerResourceOptions {
  const options = new AnalyzerResourceOptions();
  options.setCustomtimeouts(new AnalyzerResourceOptions.CustomTimeouts());
  return options;
}

function sentences(answer: AnalyzeResponse): string[] {
  return answer
    .getDiagnosticsList()
    .map((one) => `${one.getPolicyname()}: ${one.getMessage().replaceAll(/\s+/g, " ")}`);
}
