import { randomUUID } from "node:crypto";
import { reasonOf } from "../../engine/localCloudError";
import type { LogGroups } from "../../engine/logGroups";
import type { CloudContext, InvokeResult } from "../../engine/service";
import type { QueueSource } from "../sqs";
import { answerLambdaApi } from "./actions";
import { AsyncEvents } from "./asyncEvents";
import { ExecutionLimit } from "./executionLimit";
import { invokeOnce } from "./invocation";
import { LocalFunctions } from "./localFunctions";
import type { Lambda } from "./model";
import { Permissions } from "./permissions";
import { QueueSources } from "./queueSources";

/** Each worker takes up to 40 MB: with this many, 50 concurrent users leave the process below 1.2 GB. */
const MAX_WORKERS_IN_ALL = 16;

/** Waits between the tries of an asynchronous event. AWS waits one and two minutes. */
const RETRY_DELAYS_MS = [1000, 2000];

interface LambdaOptions {
  /** Waits between the tries of an asynchronous event. */
  retryDelaysMs?: readonly number[];
  /** Workers that all functions have together. */
  maxWorkers?: number;
  logGroups: LogGroups;
  /** The queue of an ARN, for functions that are called with its messages. */
  queue(queueArn: string): QueueSource;
  report(problem: string): void;
}

/**
 * Lambda over worker threads. A function runs the very code that would be uploaded, with an environment of its own, one
 * event per worker at a time, within its timeout and memory. Unlike on AWS a worker is not frozen between events, and
 * asynchronous events that wait are lost when the local cloud stops.
 */
export function lambda(
  context: CloudContext,
  {
    retryDelaysMs = RETRY_DELAYS_MS,
    maxWorkers = MAX_WORKERS_IN_ALL,
    logGroups,
    queue,
    report,
  }: LambdaOptions,
): Lambda {
  const beforeInvoke: Lambda["beforeInvoke"] = (...call) => service.beforeInvoke(...call);
  const functions = new LocalFunctions({ context, logGroups, maxWorkers, beforeInvoke });
  const permissions = new Permissions();
  const executions = new ExecutionLimit();
  // For hours, Lambda retries events for which it has no capacity.
  const events = new AsyncEvents(context, retryDelaysMs, (...event) =>
    executions.whenFree(() => functions.run(...event)),
  );
  const sources = new QueueSources({
    region: context.region,
    sourceOf: queue,
    invoke: (name, event) => service.invoke(name, event),
    report: (name, fault) =>
      functions.find(name)?.log.add(`A message of a queue could not be handed on: ${fault}`),
    reportQueue: (queueArn, fault) =>
      report(`SQS: nothing is received from ${queueArn}, which is tried again: ${reasonOf(fault)}`),
  });

  const service: Lambda = {
    scopes: ["lambda"],
    executions,
    all: () => functions.all(),
    find: (nameOrArn) => functions.find(nameOrArn),
    beforeInvoke() {},
    mayInvoke: (...request) => permissions.allow(...request),
    resources: {
      "aws:lambda/function:Function": (request) => functions.create(request),
      "aws:lambda/permission:Permission": (request) => permissions.create(request),
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": (request) =>
        events.configure(request),
      "aws:lambda/eventSourceMapping:EventSourceMapping": (request) => sources.create(request),
      "aws:lambda/invocation:Invocation": (request) => invokeOnce(context, service, request),
    },
    async invoke(nameOrArn, payload, type = "RequestResponse") {
      const local = functions.get(nameOrArn);
      const text = JSON.stringify(payload ?? {});
      if (type === "RequestResponse") {
        const answer = await executions.ifFree(() => functions.run(local, text, randomUUID()));
        return answer ?? THROTTLED;
      }
      events.add(local, text);
      return { statusCode: 202, payload: "" };
    },
    logs: (functionName) => functions.get(functionName).log.lines,
    terminate: (functionName) => functions.get(functionName).pool.terminate(),
    setEnvironment: (...change) => functions.setEnvironment(...change),
    async idle() {
      await events.idle();
      await sources.idle();
    },
    handle: (request, response) => answerLambdaApi(service, request, response),
    async close() {
      events.stop();
      const stopped = sources.stop();
      await functions.terminateAll();
      await stopped;
    },
  };
  return service;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const THROTTLED: InvokeResult = {
  statusCode: 429,
  functionError: "TooManyRequestsException",
  payload: JSON.stringify({ Reason: "ConcurrentInvocationLimitExceeded", message: "Rate Exceeded." }),
};
