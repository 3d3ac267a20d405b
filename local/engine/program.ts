import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { getStore, withLocalStorage } from "@pulumi/pulumi/runtime/state";
import { LocalCloudError, reasonOf } from "./localCloudError";
import type { ResourceFactory, ResourceResult, Service } from "./service";

/** A resource that the program declared, as the local cloud created it. */
export interface LocalResource extends ResourceResult {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

export interface ProgramOptions {
  /** The folder of the program's `index.ts`. */
  root: string;
  project: string;
  stack: string;
  /** The whole configuration by full key, such as `aws:region`; objects as JSON. */
  config: Record<string, string>;
  services: readonly Service[];
  /** Creates resources whose type no service supports; without it, such types are errors. */
  otherwise?: ResourceFactory;
  /** Ends the creation of resources. */
  signal?: AbortSignal | undefined;
  /** Called for each created resource. */
  onResource(resource: LocalResource): void;
  /** Called for each warning. They are about a deployment to AWS, so by default nobody hears them. */
  onWarning?(text: string): void;
}

export interface ProgramOutput {
  value: unknown;
  secret: boolean;
}

/**
 * Loads the Pulumi program, creates every resource that it declares on the local engines, and returns its outputs.
 *
 * The Pulumi runtime keeps what a program declares in process-wide state, which `withLocalStorage` (the Automation API's
 * own means) makes this program's alone; so that the modules run again, those of the program are dropped from the module
 * cache. So several programs can be loaded in one process, also at the same time.
 *
 * @throws LocalCloudError that names the first resource whose creation failed or whose type is not supported, or the reason of the
 * signal.
 */
export function loadProgram(options: ProgramOptions): Promise<Record<string, ProgramOutput>> {
  return withLocalStorage(() =>
    withShortTraces(async () => {
      const creations = new Creations(options);
      pulumi.runtime.setAllConfig(options.config);
      await pulumi.runtime.setMocks(creations, options.project, options.stack, false);
      listeners.set(getStore(), options.onWarning);
      return creations.run(() => evaluate(options.root));
    }),
  );
}

/**
 * Listeners for the warnings of each program that is being loaded. Without an engine the runtime writes them to the
 * console; for an engine it would also format all its debug messages.
 */
const listeners = new WeakMap<object, ProgramOptions["onWarning"]>();
Object.assign(pulumi.log, { warn: async (text: string) => listeners.get(getStore())?.(text) });

/**
 * The Pulumi runtime follows each of its tens of thousands of promises, with a stack trace, to name those that are pending as the
 * process exits: a fifth of the time to run the program. A program that is loaded here is known to have ended by its outputs.
 */
Object.assign(debuggable, { debuggablePromise: <T>(promise: Promise<T>) => promise });

/** Number of programs being loaded, and the stack trace limit at other times. */
const loading = { count: 0, stackTraceLimit: Error.stackTraceLimit };

/**
 * The Pulumi runtime records a stack trace for each of its thousands of promises: an eighth of the time in this
 * process, three quarters if traces are unlimited and mapped to sources, as in mocha. Three lines suffice to locate a
 * fault.
 */
async function withShortTraces<T>(load: () => Promise<T>): Promise<T> {
  if (loading.count === 0) loading.stackTraceLimit = Error.stackTraceLimit;
  loading.count += 1;
  Error.stackTraceLimit = 3;
  try {
    return await load();
  } finally {
    loading.count -= 1;
    if (loading.count === 0) Error.stackTraceLimit = loading.stackTraceLimit;
  }
}

/**
 * The answer to the declaration of a resource that could not be created: the Pulumi runtime would turn a refusal into a
 * rejection for each output that depends on it.
 */
const NEVER = new Promise<never>(() => {});

/** Pulumi's monitor: turns each registration into a creation on a local service. */
class Creations implements pulumi.runtime.Mocks {
  readonly #options: ProgramOptions;
  readonly #factories = new Map<string, ResourceFactory>();
  readonly #functions: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;
  readonly #failure = Promise.withResolvers<never>();
  readonly #pending = new Set<Promise<ResourceResult>>();
  #failed = false;

  constructor(options: ProgramOptions) {
    this.#options = options;
    for (const service of options.services) {
      for (const [type, factory] of Object.entries(service.resources)) this.#factories.set(type, factory);
    }
    this.#functions = Object.assign({}, ...options.services.map((service) => service.functions));
    // The first one ends the start; the others follow from it.
    this.#failure.promise.catch(() => undefined);
  }

  /** Runs the program until all its outputs are known or its first failure. */
  async run(program: () => Promise<Record<string, unknown>>): Promise<Record<string, ProgramOutput>> {
    // Errors thrown inside an `apply` surface here only.
    let rejections = 0;
    const onRejection = (reason: unknown) => {
      rejections += 1;
      this.#failure.reject(reason);
    };
    process.on("unhandledRejection", onRejection);
    const { signal } = this.#options;
    const onAbort = () => this.#failure.reject(signal?.reason);
    signal?.addEventListener("abort", onAbort);
    try {
      signal?.throwIfAborted();
      return await Promise.race([this.#failure.promise, this.#finish(program)]);
    } catch (error) {
      // Waits for resources that are being created: they must exist to be stopped.
      this.#failed = true;
      await Promise.allSettled(this.#pending);
      // A failure rejects everything that depends on it. Those rejections add nothing and must not end the process.
      for (let seen = -1; seen !== rejections; await nextTurn()) seen = rejections;
      throw error;
    } finally {
      process.off("unhandledRejection", onRejection);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  async #finish(program: () => Promise<Record<string, unknown>>): Promise<Record<string, ProgramOutput>> {
    let outputs: Record<string, unknown> = {};
    // The return value is fully resolved but no longer marks secrets.
    await pulumi.runtime.runInPulumiStack(async () => {
      outputs = await program();
      return outputs;
    });
    const known = await Promise.all(
      Object.entries(outputs).map(async ([name, value]) => {
        const output = pulumi.output(value);
        return [name, { value: await resolved(output), secret: await pulumi.isSecret(output) }] as const;
      }),
    );
    await pulumi.runtime.disconnect();
    return Object.fromEntries(known);
  }

  async newResource(
    args: pulumi.runtime.MockResourceArgs,
  ): Promise<{ id: string; state: Record<string, unknown> }> {
    // A component exists in the program only; the state of one in another language, such as awsx's, is created here.
    const factory = this.#factories.get(args.type);
    if (args.custom === false && !factory) return { id: args.name, state: {} };
    if (this.#failed) return NEVER;
    const creation = this.#create(args, factory ?? this.#options.otherwise);
    this.#pending.add(creation);
    try {
      return await creation;
    } catch (error) {
      const sentence = `${args.type} "${args.name}" could not be created: ${reasonOf(error)}`;
      // The message of a LocalCloudError is sufficient.
      const isSentence = error instanceof LocalCloudError;
      this.#failure.reject(isSentence ? error : new LocalCloudError(sentence, { cause: error }));
      return NEVER;
    } finally {
      this.#pending.delete(creation);
    }
  }

  async #create(
    args: pulumi.runtime.MockResourceArgs,
    factory: ResourceFactory | undefined,
  ): Promise<ResourceResult> {
    if (!factory) {
      throw new Error(
        "the local cloud does not support this type. Add it to a service in local/, or, if it has no effect on this " +
          "machine, to local/services/aws/withoutEffect.ts with the reason.",
      );
    }
    const inputs = withoutSecrets(args.inputs) as Record<string, unknown>;
    const result = await factory({
      type: args.type,
      name: args.name,
      inputs: args.id ? { id: args.id, ...inputs } : inputs,
    });
    this.#options.onResource({ type: args.type, name: args.name, inputs, ...result });
    return result;
  }

  call(args: pulumi.runtime.MockCallArgs): Record<string, unknown> {
    const answer = this.#functions[args.token];
    if (!answer) {
      throw new LocalCloudError(
        `The local cloud does not support the provider function ${args.token}. Add it in local/.`,
      );
    }
    return answer(args.inputs);
  }
}

/** Pulumi's mark of a wrapped value, and its mark of a secret; both are part of its wire format. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Unwraps secrets at any depth for mocks; passes assets and archives unchanged. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isPlainObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return withoutSecrets(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Pulumi has no public way to await an output; `apply` never calls when it failed, which `run` notices otherwise. */
function resolved(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The folder of the local cloud, whose modules stay loaded. */
const LOCAL = join(__dirname, "..");

/** Evaluates `index.ts` again: reloads the program's modules, but not its packages or the local cloud. */
async function evaluate(root: string): Promise<Record<string, unknown>> {
  const load = createRequire(join(root, "index.ts"));
  for (const path of Object.keys(load.cache)) {
    const isOwn = path.startsWith(root) && !path.includes("/node_modules/") && !path.startsWith(LOCAL);
    if (isOwn) delete load.cache[path];
  }
  return load("./index");
}
