import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";
import { refused } from "../refused";
import { signedCall } from "../signedCall";

describe("local Lambda", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  async function probe(event: object, name = "probe"): Promise<{ functionError?: string; result: unknown }> {
    const { payload, functionError } = await cloud.lambda.invoke(name, event);
    return { functionError, result: JSON.parse(payload) };
  }

  async function failure(
    event: object,
    name = "probe",
  ): Promise<{ errorType: string; errorMessage: string; trace?: string[] }> {
    const { functionError, result } = await probe(event, name);
    expect(functionError).to.equal("Unhandled");
    return result as { errorType: string; errorMessage: string; trace?: string[] };
  }

  async function logged(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
    const before = cloud.lambda.logs("probe").length;
    await work();
    return cloud.lambda
      .logs("probe")
      .slice(before)
      .map((line) => JSON.parse(line));
  }

  it("runs the code that would be uploaded, in an environment of its own, and keeps its state between events", async () => {
    const first = (await probe({ do: "state" })).result as {
      calls: number;
      started: number;
      env: Record<string, string>;
    };
    const second = (await probe({ do: "state" })).result as typeof first;
    expect(second).to.deep.include({ calls: first.calls + 1, started: first.started });
    expect(first.env).to.deep.include({
      OWN: "of probe",
      AWS_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_NAME: "probe",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_ENDPOINT_URL: cloud.local.awsEndpointUrl,
    });
    expect(Object.keys(first.env)).not.to.include.members(["HOME"]);
    const other = await cloud.lambda.invoke("echo", {});
    expect(other.payload).to.contain("statusCode").and.not.to.contain("of probe");
  });

  it("hands over a context", async () => {
    const { result } = await probe({ do: "context" });
    expect(result).to.deep.include({
      functionName: "probe",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:eu-central-1:000000000000:function:probe",
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/probe",
    });
    expect((result as { remaining: number }).remaining).to.be.within(1, 1000);
  });

  it("answers null for nothing", async () => {
    expect(await probe({ do: "nothing" })).to.deep.equal({ functionError: undefined, result: null });
  });

  it("computes in the zone of the process, which `npm start` sets to UTC", async () => {
    const { result } = await probe({ do: "hour" });
    expect(result).to.equal(new Date("2026-07-01T12:00:00Z").getHours());
  });

  it("answers a thrown error as Lambda does, and logs it", async () => {
    let result: unknown;
    const lines = await logged(async () => {
      result = await failure({ do: "throw" });
    });
    expect(result).to.deep.include({ errorType: "OddError", errorMessage: "as asked" });
    expect((result as { trace: string[] }).trace[0]).to.equal("OddError: as asked");
    expect(lines[0]).to.deep.include({ level: "ERROR" });
    expect(lines[0]?.message).to.deep.include({ errorType: "OddError", errorMessage: "as asked" });
    expect(lines[1]).to.deep.include({ type: "platform.report" });
    expect(lines[1]?.record).to.deep.include({ status: "error" });
  });

  it("terminates a function that times out, and restarts it for the next event", async () => {
    const before = (await probe({ do: "state" })).result as { started: number };
    const result = await failure({ do: "sleep", ms: 5000 });
    expect(result.errorType).to.equal("Sandbox.Timedout");
    expect(result.errorMessage).to.match(/^RequestId: [\w-]{36} Error: Task timed out after 1\.00 seconds$/);
    const after = (await probe({ do: "state" })).result as { started: number };
    expect(after.started).not.to.equal(before.started);
  });

  it("survives a function that exits, leaves an unhandled rejection or exhausts its memory", async () => {
    expect((await failure({ do: "exit" })).errorType).to.equal("Runtime.ExitError");
    expect(await failure({ do: "reject" })).to.deep.include({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "Error: left behind",
    });
    expect((await failure({ do: "hoard" }, "patient")).errorType).to.equal("Runtime.ExitError");
    expect(await probe({ do: "nothing" }, "patient")).to.deep.equal({
      functionError: undefined,
      result: null,
    });
  }).timeout(20_000);

  describe("over the API", () => {
    let api: LambdaClient;
    before(() => {
      api = new LambdaClient({ ...clientConfig(cloud), maxAttempts: 1 });
    });
    after(() => api.destroy());

    it("invokes the latest version alone", async () => {
      const invoke = { FunctionName: "probe", Payload: '{"do":"nothing"}' };
      const { Payload } = await api.send(new InvokeCommand({ ...invoke, Qualifier: "$LATEST" }));
      expect(Payload?.transformToString()).to.equal("null");
      for (const other of [
        { ...invoke, Qualifier: "live" },
        { ...invoke, FunctionName: "probe:1" },
      ]) {
        await refused(
          api.send(new InvokeCommand(other)),
          "ResourceNotFoundException",
          `Function not found: ${other.FunctionName}`,
        );
      }
    });

    it("refuses events above the limit", async () => {
      const event = { FunctionName: "probe", Payload: JSON.stringify({ do: "x".repeat(1_048_576) }) };
      const { length } = event.Payload;
      await refused(
        api.send(new InvokeCommand({ ...event, InvocationType: "Event" })),
        "RequestTooLargeException",
        `${length} byte payload is too large for the Event invocation type (limit 1048576 bytes)`,
      );
    });

    it("refuses a name that is not encoded as addresses are", async () => {
      const { awsEndpointUrl: url, credentials } = cloud.local;
      const http = ["GET", "/2015-03-31/functions/%zz/configuration"] as const;
      const answer = await signedCall({ url, credentials }, { service: "lambda", http });
      expect(answer).to.deep.include({ status: 400, errorType: "InvalidParameterValueException" });
      expect(JSON.parse(answer.body)).to.deep.equal({
        Type: "User",
        Message: "The name of the function is not encoded as in an address: %zz",
      });
      expect(cloud.problems).to.deep.equal([]);
    });

    it("changes no function, and hands out no code", async () => {
      for (const command of [
        new DeleteFunctionCommand({ FunctionName: "probe" }),
        new GetFunctionCommand({ FunctionName: "probe" }),
        new UpdateFunctionConfigurationCommand({ FunctionName: "probe", Timeout: 9 }),
      ]) {
        const error = await api.send(command as DeleteFunctionCommand).catch((reason) => reason);
        expect(error.name).to.equal("UnknownOperationException");
      }
    });

    it("tells who calls", async () => {
      const { awsEndpointUrl: url, credentials } = cloud.local;
      const body = "Action=GetCallerIdentity&Version=2011-06-15";
      const answer = await signedCall({ url, credentials }, { service: "sts", body });
      expect(answer).to.deep.include({ status: 200 });
      expect(answer.body).to.contain("<Account>000000000000</Account>");
    });
  });

  it("applies a changed environment from the next event on", async () => {
    await cloud.lambda.setEnvironment("patient", { OWN: "set by a test" });
    expect((await probe({ do: "state" }, "patient")).result).to.have.nested.property(
      "env.OWN",
      "set by a test",
    );
  });

  it("refuses an answer that is larger than Lambda's limit", async () => {
    expect((await failure({ do: "big" })).errorType).to.equal("Function.ResponseSizeTooLarge");
  });

  it("refuses calls above the account's concurrent executions, and lets events wait", async () => {
    const { lambda } = cloud;
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const begun: string[] = [];
    lambda.beforeInvoke = (_name, payload) => {
      begun.push(payload);
      return released;
    };
    lambda.executions.limit = 1;
    const running = probe({ do: "nothing" });
    const client = new LambdaClient({ ...clientConfig(cloud), maxAttempts: 1 });
    const refusal = client.send(new InvokeCommand({ FunctionName: "probe" }));
    await refused(refusal, "TooManyRequestsException", "Rate Exceeded.");
    await lambda.invoke("probe", { do: "state" }, "Event");
    expect(begun).to.deep.equal(['{"do":"nothing"}']);
    release(undefined);
    expect((await running).functionError).to.equal(undefined);
    await lambda.idle();
    expect(begun).to.deep.equal(['{"do":"nothing"}', '{"do":"state"}']);
    lambda.beforeInvoke = () => {};
    lambda.executions.limit = Number.POSITIVE_INFINITY;
  });

  it("runs one event at a time in each worker, and several workers concurrently", async () => {
    const started = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const [state] = await Promise.all([probe({ do: "state" }), probe({ do: "sleep", ms: 20 })]);
        return (state.result as { started: number }).started;
      }),
    );
    expect(new Set(started).size).to.equal(3);
  });

  it("fails the event of a worker that is ended under it", async () => {
    const running = failure({ do: "sleep", ms: 60_000 }, "patient");
    await probe({ do: "nothing" }, "patient");
    await cloud.lambda.terminate("patient");
    expect((await running).errorType).to.equal("Runtime.ExitError");
  });

  it("writes logs in Lambda's JSON format, raw lines as they are", async () => {
    const lines = await logged(() => probe({ do: "log" }));
    expect(
      lines.map(
        ({ timestamp: _, requestId: __, stackTrace: ___, record: ____, time: _____, ...line }) => line,
      ),
    ).to.deep.equal([
      { level: "INFO", message: "plain 1" },
      { level: "INFO", message: { amount: 12 } },
      { level: "ERROR", message: lines[2]?.message, errorType: "OddError", errorMessage: "as asked" },
      { _aws: {} },
      { type: "platform.report" },
    ]);
  });

  it("tries an asynchronous event again, then sends it to the failure destination", async () => {
    let tries = 0;
    cloud.lambda.beforeInvoke = () => {
      tries++;
    };
    expect(await cloud.lambda.invoke("probe", { do: "throw" }, "Event")).to.deep.equal({
      statusCode: 202,
      payload: "",
    });
    await cloud.lambda.idle();
    cloud.lambda.beforeInvoke = () => undefined;
    expect(tries).to.equal(2);
    const record = await receive(cloud);
    expect(record).to.deep.include({ version: "1.0", requestPayload: { do: "throw" } });
    expect(record.requestContext).to.deep.include({
      condition: "RetriesExhausted",
      approximateInvokeCount: 2,
    });
    expect(record.responsePayload).to.deep.include({ errorType: "OddError" });
  });

  it("fails a call as a hook says", async () => {
    cloud.lambda.beforeInvoke = (name) => {
      throw new TypeError(`no ${name} today`);
    };
    const result = await failure({ do: "nothing" });
    cloud.lambda.beforeInvoke = () => undefined;
    expect(result).to.deep.equal({ errorType: "TypeError", errorMessage: "no probe today" });
  });
});

/** The one message in the queue of failures, over the endpoint as a client would. */
async function receive(cloud: Fixture): Promise<Record<string, Record<string, unknown>>> {
  const { SQSClient, ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
  const client = new SQSClient({
    endpoint: cloud.local.awsEndpointUrl,
    region: "eu-central-1",
    credentials: { ...cloud.local.credentials },
  });
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: cloud.output("queueUrl") }));
  client.destroy();
  return JSON.parse(Messages?.[0]?.Body ?? "{}");
}
