import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { constructVpc } from "./awsxVpc";
import { HookCalls } from "./engineHooks";
import type { EngineResource } from "./engineResource";
import { configuration, create, invoke, PROJECT, STACK } from "./graph";
import { type Machine, THIS_MACHINE } from "./otherMachine";
import { urnOf } from "./urns";
import { aliasOf } from "./wireAlias";

export interface EngineRun {
  exitCode: number | null;
  /** In the order of their registration. */
  resources: EngineResource[];
  /** The stack's outputs, on the wire. */
  outputs: Record<string, unknown>;
  /** Warnings and errors, as the CLI would show them, and what the program printed. */
  messages: string[];
}

interface RunOptions {
  settings?: Record<string, string>;
  /** Nothing is created, so values that are known only after creation are unknown. */
  preview: boolean;
  /** Default: this one. */
  machine?: Machine;
  /** Inputs of resources in the state that is updated, by name. Default: the stack is new. */
  state?: Record<string, Record<string, unknown>>;
}

/**
 * Runs the program like the CLI's language host: in a process of its own, by Pulumi's runner, against an engine over
 * gRPC. The engine has no providers: their answers come from the source of the mocks' answers.
 */
export function runProgram(options: RunOptions): Promise<EngineRun> {
  const key = JSON.stringify(options);
  const run = runs.get(key) ?? start(options);
  runs.set(key, run);
  return run;
}

/** The SDK records a stack trace for each of its thousands of promises, which takes half of the time. */
const OPTIONS = ["--stack-trace-limit=3"];

/**
 * Another machine compiles the program as the CLI does. This one, whose runs register the same, has done so before, and has the larger
 * young generation of a start.
 */
const KEPT = ["--max-semi-space-size=64", "-r", join(__dirname, "keptPrograms.cjs")];

/** The same options are run once per test run. */
const runs = new Map<string, Promise<EngineRun>>();

async function start({
  settings = {},
  preview,
  machine = THIS_MACHINE,
  state = {},
}: RunOptions): Promise<EngineRun> {
  const { root, node, env } = machine;
  const run = new Engine(preview, state);
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceMonitorService, run.monitorService());
  server.addService(EngineService, run.engineService());
  const address = await listen(server);
  try {
    const runner = join(root, "node_modules/@pulumi/pulumi/cmd/run");
    const flags = [
      `--monitor=${address}`,
      `--engine=${address}`,
      `--project=${PROJECT}`,
      `--stack=${STACK}`,
      "--organization=organization",
      `--root-directory=${root}`,
      `--pwd=${root}`,
      "--parallel=16",
      ...(preview ? ["--dry-run"] : []),
    ];
    const program = spawn(
      node,
      [...OPTIONS, ...(machine === THIS_MACHINE ? KEPT : []), runner, ...flags, "."],
      {
        cwd: root,
        env: {
          ...process.env,
          ...env,
          PULUMI_CONFIG: JSON.stringify(configuration(settings)),
          PULUMI_CONFIG_SECRET_KEYS: "[]",
          PULUMI_NODEJS_TYPESCRIPT: "true",
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const printed = Promise.all([text(program.stdout), text(program.stderr)]);
    const [exitCode] = await once(program, "close");
    const messages = [...run.messages, ...(await printed)].filter((message) => message !== "");
    return { exitCode, resources: run.resources, outputs: run.outputs, messages };
  } finally {
    server.forceShutdown();
  }
}

function listen(server: grpc.Server): Promise<string> {
  return new Promise((done, fail) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? fail(error) : done(`127.0.0.1:${port}`),
    );
  });
}

/** The state of one run. */
class Engine {
  readonly resources: EngineResource[] = [];
  readonly messages: string[] = [];
  outputs: Record<string, unknown> = {};
  readonly #hooks = new HookCalls();
  #stack = "";

  constructor(
    private readonly preview: boolean,
    private readonly state: NonNullable<RunOptions["state"]>,
  ) {}

  monitorService(): grpc.UntypedServiceImplementation {
    return {
      supportsFeature: unary(() => new monitor.SupportsFeatureResponse().setHassupport(true)),
      invoke: unary((request: monitor.ResourceInvokeRequest) => this.#invoke(request)),
      readResource: unary((request: monitor.ReadResourceRequest) => this.#readExternal(request)),
      registerResourceHook: unary((request: monitor.RegisterResourceHookRequest) => {
        this.#hooks.add(request);
        return new Empty();
      }),
      registerResource: unary((request: monitor.RegisterResourceRequest) => this.#register(request)),
      registerResourceOutputs: unary((request: monitor.RegisterResourceOutputsRequest) => {
        const outputs = request.getOutputs()?.toJavaScript() ?? {};
        if (request.getUrn() === this.#stack) this.outputs = outputs;
        return new Empty();
      }),
      signalAndWaitForShutdown: unary(() => new Empty()),
    };
  }

  engineService(): grpc.UntypedServiceImplementation {
    return {
      log: unary((request: engine.LogRequest) => {
        const shown = request.getSeverity() >= engine.LogSeverity.WARNING;
        if (shown) this.messages.push(request.getMessage());
        return new Empty();
      }),
      getRootResource: unary(() => new engine.GetRootResourceResponse().setUrn(this.#stack)),
      setRootResource: unary((request: engine.SetRootResourceRequest) => {
        this.#stack = request.getUrn();
        return new engine.SetRootResourceResponse();
      }),
    };
  }

  #invoke(request: monitor.ResourceInvokeRequest): InvokeResponse {
    const inputs = request.getArgs()?.toJavaScript() ?? {};
    const isRead = request.getTok() === "pulumi:pulumi:getResource";
    const answer = isRead ? this.#read(inputs) : invoke(request.getTok(), inputs);
    return new InvokeResponse().setReturn(structOf(answer));
  }

  /** A program reads a resource that it was given by reference. */
  #read({ urn }: Record<string, unknown>): Record<string, unknown> {
    const found = this.resources.find((resource) => resource.urn === urn);
    if (!found) throw new Error(`There is no resource ${urn}.`);
    return { urn, id: found.id ?? "", state: found.outputs };
  }

  /** Reads what exists outside the stack, also in a preview. */
  async #readExternal(request: monitor.ReadResourceRequest): Promise<monitor.ReadResourceResponse> {
    const [type, name] = [request.getType(), request.getName()];
    const { state } = await create({ type, name, inputs: { id: request.getId() } });
    return new monitor.ReadResourceResponse()
      .setUrn(urnOf(STACK, PROJECT, type, name, request.getParent() || undefined))
      .setProperties(structOf(state));
  }

  async #register(request: monitor.RegisterResourceRequest): Promise<monitor.RegisterResourceResponse> {
    const [type, name] = [request.getType(), request.getName()];
    const parent = request.getParent() || undefined;
    const resource: EngineResource = {
      urn: urnOf(STACK, PROJECT, type, name, parent),
      type,
      name,
      parent,
      aliases: request.getAliasesList().map(aliasOf),
      inputs: request.getObject()?.toJavaScript() ?? {},
      outputs: {},
    };
    this.resources.push(resource);
    const before = this.state[name];
    if (before) await this.#hooks.beforeUpdate(request, before, this.preview);
    if (request.getCustom()) await this.#create(resource);
    else if (request.getRemote()) await this.#construct(resource);
    return new monitor.RegisterResourceResponse()
      .setUrn(resource.urn)
      .setId(resource.id ?? "")
      .setObject(structOf(resource.outputs));
  }

  /** In a preview a provider returns its inputs; the SDK takes every other output for unknown. */
  async #create(resource: EngineResource): Promise<void> {
    if (this.preview) {
      resource.outputs = resource.inputs;
      return;
    }
    const { id, state } = await create(resource);
    Object.assign(resource, { id, outputs: state });
  }

  /** A component that its provider creates, with its own resources and outputs that refer to them. */
  async #construct(resource: EngineResource): Promise<void> {
    if (resource.type !== "awsx:ec2:Vpc") throw new Error(`No provider constructs ${resource.type}.`);
    const { state } = await create(resource);
    const { children, outputs } = constructVpc(resource, state, this.preview);
    this.resources.push(...children);
    resource.outputs = outputs;
  }
}

function structOf(values: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}

/** A gRPC method from a function: an exception is the answer. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return async ({ request }, reply) => {
    try {
      reply(null, await answer(request));
    } catch (error) {
      reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}
