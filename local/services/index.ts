import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openNoted, openPorts } from "../engine/dataFolder";
import { createEndpoint } from "../engine/endpoint";
import { Inbox } from "../engine/inbox";
import { listenAgain, type Ports, stopListening } from "../engine/listen";
import { LogGroups } from "../engine/logGroups";
import type { CloudContext, Service } from "../engine/service";
import type { Credentials } from "../engine/signature";
import type { Started } from "../engine/started";
import { apiGateway } from "./apigateway";
import { provider } from "./aws";
import { withoutEffect } from "./aws/withoutEffect";
import { cloudfront } from "./cloudfront";
import { cloudwatch, type QueueContents } from "./cloudwatch";
import { type Cognito, cognito } from "./cognito-idp";
import { type DynamoDb, dynamodb } from "./dynamodb";
import { lambda } from "./lambda";
import type { Lambda } from "./lambda/model";
import { logs } from "./logs";
import { random } from "./random";
import { s3 } from "./s3";
import { type Scheduler, scheduler } from "./scheduler";
import { sns } from "./sns";
import { type Sqs, sqs } from "./sqs";
import { type StepFunctions, stepFunctions } from "./states";
import type { ExecutionOptions } from "./states/model";
import { sts } from "./sts";
import { textract } from "./textract";

interface ServicesOptions extends Pick<CloudContext, "region" | "accountId" | "dataDir"> {
  host: string;
  sitePort: number;
  retryDelaysMs?: readonly number[];
  maxWorkers?: number;
  passwordCost?: number;
  pausedSchedules?: boolean;
  executions?: ExecutionOptions;
  onStep?(text: string): void;
  report(problem: string): void;
}

/** The running services: all of them for the program and the endpoint, and by name those that others depend on. */
export interface Services {
  context: CloudContext;
  ports: Ports;
  /** The origins of the program's sites, which may call its APIs and Cognito. Sites are added as they are created. */
  sites: Set<string>;
  all: readonly Service[];
  /** @param name By which reports know a service without a scope. */
  add<S extends Service>(service: S, name?: string): S;
  inbox: Inbox;
  cognito: Cognito;
  dynamodb: DynamoDb;
  lambda: Lambda;
  scheduler: Scheduler;
  sqs: Sqs;
  stepFunctions: StepFunctions;
}

function contentsOf(queues: Sqs, queueName: string): QueueContents | undefined {
  const queue = queues.queues().find(({ name }) => name === queueName);
  if (!queue) return undefined;
  const { messages, createdAt, changedAt = createdAt } = queue;
  return { sentAt: messages.map(({ sentAt }) => sentAt), changedAt };
}

/** The access keys of a data folder, drawn when it is first used. */
async function credentialsOf(document: CloudContext["document"]): Promise<Credentials> {
  const stored = document("credentials", { accessKeyId: "", secretAccessKey: "" });
  if (stored.value.accessKeyId === "") {
    await stored.update((value) => {
      value.accessKeyId = `LOCAL${randomBytes(8).toString("hex").toUpperCase()}`;
      value.secretAccessKey = randomBytes(30).toString("base64url");
    });
  }
  return stored.value;
}

/** Opens the documents of a data folder that all services share. */
async function openFolder(dataDir: string) {
  const document: CloudContext["document"] = (name, initial) => openNoted(dataDir, name, initial);
  const ports = openPorts(dataDir);
  return { document, ports, inbox: new Inbox({ document }), credentials: await credentialsOf(document) };
}

/** Services that use no other one. */
function servicesAlone(context: CloudContext, logGroups: LogGroups): Service[] {
  return [logs(context, logGroups), sts(context), withoutEffect(context), provider(context), random(context)];
}

/**
 * Starts the endpoint and the services behind it; adds them to `started` in the order in which they were started. A
 * port and a database are open from the start, so that a second local cloud over the same data fails immediately.
 */
export async function startServices(options: ServicesOptions, started: Started[]): Promise<Services> {
  const { region, accountId, dataDir, host, sitePort, report } = options;
  const { retryDelaysMs, maxWorkers, passwordCost } = options;
  const all: Service[] = [];
  const add = <S extends Service>(service: S, name = service.scopes.join()): S => {
    all.push(service);
    started.push({ name, close: () => service.close?.() ?? Promise.resolve() });
    return service;
  };
  const tables = add(await dynamodb({ region, accountId, dataDir }, report, options.onStep));
  const { document, ports, inbox, credentials } = await openFolder(dataDir);
  const trust = { host, sites: new Set<string>() };
  const endpoint = createEndpoint({ services: all, credentials, trust, report });
  started.push({ name: "endpoint", close: () => stopListening(endpoint) });

  const context: CloudContext = {
    region,
    accountId,
    dataDir,
    document,
    credentials,
    endpointUrl: `http://127.0.0.1:${await listenAgain(endpoint, "endpoint", ports)}`,
    invoke: (...call) => functions.invoke(...call),
    sendToQueue: (...message) => queues.send(...message),
    deliverMail: (mail) => inbox.deliver(mail),
  };
  const logGroups = new LogGroups(join(dataDir, "logs"), report);
  started.push({ name: "log files", close: () => logGroups.close() });
  for (const service of servicesAlone(context, logGroups)) add(service);
  const mayInvoke: Lambda["mayInvoke"] = (...call) => functions.mayInvoke(...call);
  const users = add(cognito({ ...context, mayInvoke, passwordCost }));
  const topics = add(sns(context));
  const queues = add(await sqs(context));
  add(cloudwatch(context, (queue) => contentsOf(queues, queue)));
  const functions = add(
    lambda(context, { retryDelaysMs, maxWorkers, logGroups, queue: queues.source, report }),
  );
  const machines = add(await stepFunctions(context, report, options.executions));
  const { pausedSchedules: paused } = options;
  const schedules = add(scheduler(context, { startExecution: machines.start, paused, report }));
  const buckets = add(await s3(context, { host, sitePort, ports, report }));
  add(
    textract(context, {
      readObject: buckets.read,
      hasTopic: topics.hasTopic,
      publish: topics.publish,
      report,
    }),
  );
  add(cloudfront(context, { host, sitePort, ports, s3: buckets, report }), "cloudfront");
  add(apiGateway(context, { trust, ports, logGroups, jwks: users.jwks, mayInvoke, report }), "apigateway");
  return {
    context,
    ports,
    sites: trust.sites,
    all,
    add,
    inbox,
    cognito: users,
    dynamodb: tables,
    lambda: functions,
    scheduler: schedules,
    sqs: queues,
    stepFunctions: machines,
  };
}
