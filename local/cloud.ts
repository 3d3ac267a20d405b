import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { createConsole } from "./console";
import { readConfiguration } from "./engine/configuration";
import { noteContents, prepareDataFolder } from "./engine/dataFolder";
import { listenAgain, stopListening } from "./engine/listen";
import { LocalCloudError } from "./engine/localCloudError";
import { type LocalResource, loadProgram, type ProgramOptions, type ProgramOutput } from "./engine/program";
import type { CloudContext } from "./engine/service";
import type { Credentials } from "./engine/signature";
import { closeAll, type Started } from "./engine/started";
import { type Services, startServices } from "./services";
import type { Cognito } from "./services/cognito-idp";
import { type DynamoDb, isInUse } from "./services/dynamodb";
import type { Lambda } from "./services/lambda/model";
import { endDatabases, rds } from "./services/rds";
import { installMariaDb, type MariaDbInstall } from "./services/rds/mariadbInstall";
import type { StepFunctions } from "./services/states";
import type { ExecutionOptions } from "./services/states/model";

export interface CloudOptions {
  /** Data folder of the engines; created if missing. */
  dataDir: string;
  /** Begin with empty data. Default false. */
  fresh?: boolean;
  /** The folder of `index.ts` and `Pulumi.yaml`. Default: this project's. */
  root?: string;
  /** Stack whose `Pulumi.<stack>.yaml` is read. Default `dev`. */
  stack?: string;
  /** Configuration over the files', for example `{ alertThreshold: "500" }`. */
  config?: Readonly<Record<string, string>>;
  /** The host name in the addresses of the site and the API. Default `localhost`. */
  host?: string;
  /** The port of the site. Default 0: any free one. */
  sitePort?: number;
  /** Waits between the tries of an asynchronous event, in milliseconds. Default: 1 s, then 2 s. */
  retryDelaysMs?: readonly number[];
  /** Workers that all functions have together. Default: few, for the sake of memory. */
  maxWorkers?: number;
  /**
   * Cost of password hashes, scrypt's `N`, a power of two. Default: 16,384; tests, which create many users, use less.
   */
  passwordCost?: number;
  /** Lets schedules wait until `runNow`. Default: they run when they are due. */
  pausedSchedules?: boolean;
  /** Waits of state machines. Default: as their definitions say. */
  executions?: ExecutionOptions;
  /** Ends the start: no further resource is created, and what has been started is stopped again. */
  signal?: AbortSignal;
  /** Called with progress messages during long operations. */
  onStep?(text: string): void;
  /** Called for each created resource. */
  onResource?(resource: LocalResource): void;
  /** Called for background errors. Default: writes to standard error. */
  report?(problem: string): void;
}

export interface RunningCloud {
  /** The stack's outputs by name, secrets in plain text. */
  readonly outputs: Readonly<Record<string, ProgramOutput>>;
  readonly local: LocalInfo;
  /** Resources that the program declared, in order of creation. */
  readonly resources: readonly LocalResource[];
  readonly lambda: Lambda;
  readonly dynamodb: DynamoDb;
  readonly stepFunctions: StepFunctions;
  /** Stops everything; the data stays. Resolves when all is closed, also if it is called again. */
  stop(): Promise<void>;
}

export interface LocalInfo {
  region: string;
  /** Address at which AWS clients find every service, as in `AWS_ENDPOINT_URL`. */
  awsEndpointUrl: string;
  /** The keys that requests to the endpoint are signed with. */
  credentials: Credentials;
  /** The page that shows what runs: inbox, logs, schedules, queues and resources. */
  consoleUrl: string;
  /** Demo user in the first user pool; absent if the program has no pool. */
  demoUser?: { email: string; password: string };
}

const ROOT = join(__dirname, "..");
/** The fictitious account in every ARN. */
const ACCOUNT_ID = "000000000000";
const DEMO_EMAIL = "demo@example.com";

/**
 * Settings that differ on this machine. Browsers trust plain HTTP on loopback, and would warn of CloudFront's certificate, which
 * signs itself here.
 */
const DEFAULTS = { siteAccess: "website", insecureWebsite: "true" };

/**
 * Runs the Pulumi program on this machine. Several clouds can run in one process, each over a data folder of its own:
 * tests start theirs with `startCloud` inside the test process, which lets them reach into `lambda` to make it fail.
 *
 * @throws LocalCloudError with a sentence for the user; all that was started is stopped again.
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const started: Started[] = [];
  const { report = (problem) => console.error(problem) } = options;
  try {
    return await start({ ...options, report }, started);
  } catch (error) {
    await closeAll(started, report);
    throw error;
  }
}

async function start(
  options: CloudOptions & Required<Pick<CloudOptions, "report">>,
  started: Started[],
): Promise<RunningCloud> {
  const { root = ROOT, stack = "dev", host = "localhost", sitePort = 0, onResource } = options;
  const { report, onStep, signal } = options;
  const dataDir = resolve(options.dataDir);
  const { project, config } = readConfiguration(root, stack, options.config ?? {}, DEFAULTS);
  const region = config["aws:region"] ?? "us-east-1";
  await prepareDataFolder(dataDir, options.fresh ?? false, {
    isInUse: () => isInUse(dataDir),
    endLeftovers: () => endDatabases(dataDir, { report }),
  });

  // Closed last: by then everything is saved.
  started.push({ name: "data folder", close: async () => noteContents(dataDir) });

  const place = { region, accountId: ACCOUNT_ID, dataDir, host, sitePort };
  const { retryDelaysMs, maxWorkers, passwordCost, pausedSchedules, executions } = options;
  const services = await startServices(
    { ...place, retryDelaysMs, maxWorkers, passwordCost, pausedSchedules, executions, report, onStep },
    started,
  );
  if (config[`${project}:backup`] !== "false") {
    const server = await findMariaDb(report, onStep);
    if (server) services.add(rds(services.context, server, { report }), "rds");
    else config[`${project}:backup`] = "false";
  }

  const program = { root, project, stack, config: { ...config, "aws:region": region }, signal };
  const { outputs, resources } = await deploy(program, services, onResource);
  const demoUser = await createDemoUser(services.context, services.cognito, resources);
  noteContents(dataDir);

  const { ports, sites: _, ...sources } = services;
  const { endpointUrl: awsEndpointUrl, credentials } = services.context;
  const consoleServer = createConsole({
    ...sources,
    project,
    region,
    host,
    endpointUrl: awsEndpointUrl,
    dataDir,
    report,
    demoUser: () => demoUser,
    outputs: () => outputs,
    resources: () => resources,
  });
  started.push({ name: "console", close: () => stopListening(consoleServer) });
  const consoleUrl = `http://${host}:${await listenAgain(consoleServer, "console", ports)}`;
  const { lambda, dynamodb, stepFunctions } = services;
  const local = { region, awsEndpointUrl, credentials, consoleUrl, demoUser };
  // A second caller, as after an error while it stops, waits for the same end.
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= closeAll(started, report);
    return stopped;
  };
  return { outputs, local, resources, lambda, dynamodb, stepFunctions, stop };
}

/** Runs the program: its resources are created by the services, which then remove those of an earlier run. */
async function deploy(
  program: Pick<ProgramOptions, "root" | "project" | "stack" | "config" | "signal">,
  { context, sites, all }: Services,
  onResource: CloudOptions["onResource"],
) {
  const resources: LocalResource[] = [];
  const outputs = await loadProgram({
    ...program,
    config: { ...program.config, "aws:endpoints": endpointsOf(context.endpointUrl) },
    services: all,
    onResource(resource) {
      resources.push(resource);
      for (const origin of originsOf(resource)) sites.add(origin);
      onResource?.(resource);
    },
  });
  for (const service of all) await service.settle?.();
  return { outputs, resources };
}

/** The origin of a resource that serves a site, as browsers send it. */
function originsOf({ type, state }: LocalResource): string[] {
  if (type === "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration")
    return [new URL(`http://${state.websiteEndpoint}`).origin];
  return type === "aws:cloudfront/distribution:Distribution"
    ? [new URL(`https://${state.domainName}`).origin]
    : [];
}

/** The server that replaces RDS. Without it, everything except the backup works. */
async function findMariaDb(
  report: (problem: string) => void,
  onStep?: (text: string) => void,
): Promise<MariaDbInstall | undefined> {
  try {
    return await installMariaDb(join(ROOT, ".engines"), onStep);
  } catch (error) {
    if (!(error instanceof LocalCloudError)) throw error;
    report(`The backup is left out: ${error.message}`);
    return undefined;
  }
}

/** The AWS provider's setting for other endpoints, from which the program derives Cognito's address for the page. */
function endpointsOf(url: string): string {
  const names = ["cognitoidp", "dynamodb", "lambda", "s3", "scheduler", "sfn", "sns", "sqs"];
  return JSON.stringify([Object.fromEntries(names.map((name) => [name, url]))]);
}

async function createDemoUser(
  context: CloudContext,
  users: Cognito,
  resources: readonly LocalResource[],
): Promise<LocalInfo["demoUser"]> {
  const pool = resources.find(({ type }) => type === "aws:cognito/userPool:UserPool");
  if (!pool) return undefined;
  const demo = context.document("demoUser", { password: "" });
  // Fits every password policy, and is easily copied.
  if (!demo.value.password) {
    await demo.update((value) => {
      value.password = `Demo-${randomInt(10 ** 5, 10 ** 6)}-${randomInt(10 ** 5, 10 ** 6)}`;
    });
  }
  const user = { email: DEMO_EMAIL, password: demo.value.password };
  await users.createUser(pool.id, user.email, user.password);
  return user;
}
