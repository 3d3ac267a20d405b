import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { apiGateway } from "./apiGateway";
import { cloudwatch } from "./cloudwatch";
import { type Cognito, cognito } from "./cognito";
import { readConfiguration } from "./configuration";
import { MARKER, prepareDataFolder } from "./dataFolder";
import { openDocument } from "./document";
import { type DynamoDb, dynamodb } from "./dynamodb";
import { createEndpoint } from "./endpoint";
import { LocalCloudError } from "./errors";
import { type Lambda, lambda } from "./lambda";
import { listenAgain, type Ports, stopListening } from "./listen";
import { installMariaDb, type MariaDbInstall } from "./mariadbInstall";
import { type LocalResource, loadProgram, type ProgramOutput } from "./program";
import { provider } from "./provider";
import { random } from "./random";
import { rds } from "./rds";
import { s3 } from "./s3";
import { scheduler } from "./scheduler";
import type { CloudContext, Mail, Service } from "./service";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { stepFunctions } from "./stepFunctions";
import { withoutEffect } from "./withoutEffect";

export interface CloudOptions {
  /** Where the engines keep their data; made when missing. */
  dataDir: string;
  /** Begin with empty data. Default false. */
  fresh?: boolean;
  /** The folder of `index.ts` and `Pulumi.yaml`. Default: this project's. */
  root?: string;
  /** Whose `Pulumi.<stack>.yaml` is read. Default `dev`. */
  stack?: string;
  /** Configuration over the files', for example `{ alertThreshold: "500" }`. */
  config?: Readonly<Record<string, string>>;
  /** The host name in the addresses of the site and the API. Default `localhost`. */
  host?: string;
  /** The port of the site. Default 0: any free one. */
  sitePort?: number;
  /** Waits between the tries of an asynchronous event, in milliseconds. Default: 1 s, then 2 s. */
  retryDelaysMs?: readonly number[];
  /** Called for each resource once it is made. */
  onResource?(resource: LocalResource): void;
  /** Called for each mail that is sent. */
  onMail?(mail: Mail): void;
  /** Called for what goes wrong while it runs and has nobody else to tell. Default: to standard error. */
  report?(problem: string): void;
}

export interface RunningCloud {
  /** The stack's outputs by name, secrets in plain text. */
  readonly outputs: Readonly<Record<string, ProgramOutput>>;
  readonly local: LocalInfo;
  /** What the program declared, in the order in which it was made. */
  readonly resources: readonly LocalResource[];
  readonly lambda: Lambda;
  readonly dynamodb: DynamoDb;
  /** Stops everything; the data stays. */
  stop(): Promise<void>;
}

export interface LocalInfo {
  /** Where AWS clients find every service, as `AWS_ENDPOINT_URL`. */
  awsEndpointUrl: string;
  /** A user of the first user pool, made for trying the program out; absent when it has no pool. */
  demoUser?: { email: string; password: string };
}

const ROOT = join(__dirname, "..");
/** The account in every ARN: nobody's. */
const ACCOUNT_ID = "000000000000";
const DEMO_EMAIL = "demo@example.com";

/**
 * Runs the Pulumi program on this machine. Several clouds can run in one process, each over a data folder of its own:
 * tests start theirs with `startCloud` inside the test process, which lets them reach into `lambda` to make it fail.
 *
 * @throws LocalCloudError with a sentence for the user; all that was started is stopped again.
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const started: Started[] = [];
  try {
    return await start(options, started);
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

/** What is to be stopped, in the order in which it was started. */
type Started = { close?(): Promise<void> };

async function stopAll(started: Started[]): Promise<void> {
  // Those started later use those started before.
  for (const one of started.splice(0).reverse()) await one.close?.();
}

async function start(options: CloudOptions, started: Started[]): Promise<RunningCloud> {
  const { root = ROOT, stack = "dev", report = (problem) => console.error(problem) } = options;
  const dataDir = resolve(options.dataDir);
  const { project, config } = readConfiguration(root, stack, options.config ?? {});
  const region = config["aws:region"] ?? "us-east-1";
  await prepareDataFolder(dataDir, options.fresh ?? false);

  const tables = await dynamodb({ region, accountId: ACCOUNT_ID, dataDir }, report);
  started.push(tables);
  const document: CloudContext["document"] = (name, initial) =>
    openDocument(join(dataDir, `${name}.json`), initial);
  const ports: Ports = openDocument(join(dataDir, MARKER), {});

  const services: Service[] = [];
  const add = <S extends Service>(service: S): S => {
    services.push(service);
    started.push(service);
    return service;
  };
  const endpoint = createEndpoint(services, report);
  started.push({ close: () => stopListening(endpoint) });
  const endpointUrl = `http://127.0.0.1:${await listenAgain(endpoint, "endpoint", ports)}`;

  const context: CloudContext = {
    region,
    accountId: ACCOUNT_ID,
    dataDir,
    endpointUrl,
    document,
    invoke: (...call) => functions.invoke(...call),
    sendToQueue: (queueArn, body) => queues.send(queueArn, body),
    publish: (...message) => topics.publish(...message),
    async deliverMail(mail) {
      if (options.onMail) options.onMail(mail);
      else report(`Mail to ${mail.to}: ${mail.subject}`);
    },
  };
  services.push(tables);
  add(withoutEffect(context));
  add(provider(context));
  add(random(context));
  const users = add(cognito(context));
  const topics = add(sns(context));
  const queues = add(sqs(context));
  const messagesIn = (queue: string) => queues.queues().find(({ name }) => name === queue)?.messages.length;
  add(cloudwatch(context, messagesIn));
  const functions = add(lambda(context, options.retryDelaysMs));
  const machines = add(stepFunctions(context));
  add(scheduler(context, { startExecution: machines.start, report }));
  const backup = `${project}:backup`;
  if (config[backup] !== "false") {
    const server = await findMariaDb(report);
    if (server === undefined) config[backup] = "false";
    else add(rds(context, server));
  }
  const host = options.host ?? "localhost";
  add(await s3(context, { host, sitePort: options.sitePort ?? 0, ports }));
  add(apiGateway(context, { host, ports, jwks: users.jwks, mayInvoke: functions.mayInvoke, report }));

  const resources: LocalResource[] = [];
  const outputs = await loadProgram({
    root,
    project,
    stack,
    config: { ...config, "aws:region": region, "aws:endpoints": endpointsOf(endpointUrl) },
    services,
    onResource(resource) {
      resources.push(resource);
      options.onResource?.(resource);
    },
  });
  for (const service of services) await service.settle?.();
  const demoUser = await createDemoUser(context, users, resources);
  return {
    outputs,
    local: { awsEndpointUrl: endpointUrl, demoUser },
    resources,
    lambda: functions,
    dynamodb: tables,
    stop: () => stopAll(started),
  };
}

/** The server that stands in for RDS; without one everything but the backup works. */
async function findMariaDb(report: (problem: string) => void): Promise<MariaDbInstall | undefined> {
  try {
    return await installMariaDb(join(ROOT, ".engines"));
  } catch (error) {
    if (!(error instanceof LocalCloudError)) throw error;
    report(`The backup is left out: ${error.message}`);
    return undefined;
  }
}

/** The AWS provider's own setting for other endpoints, by which the program can tell the page where Cognito is. */
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
