import { z } from "zod";
import { arn, type Place } from "../../engine/arn";
import { AwsError } from "../../engine/awsError";
import { type JsonOperation, signedOperation } from "../../engine/awsJson";
import type { LogEvent, LogFile } from "../../engine/logFile";
import type { LogGroups } from "../../engine/logGroups";
import { pageOf } from "../../engine/paging";
import { eventFilter } from "./filterPattern";

/** The one stream of a group. */
const STREAM = "local";

const INVALID = "InvalidParameterException";

/** Maximum number of events in an answer. */
const MAX_EVENTS = 10_000;

const page = z.strictObject({
  limit: z.number().int().min(1).max(MAX_EVENTS).optional(),
  nextToken: z.string().optional(),
});
const onGroup = page.extend({
  logGroupName: z.string().optional(),
  logGroupIdentifier: z.string().optional(),
});
const period = { startTime: z.number().default(0), endTime: z.number().default(Number.MAX_SAFE_INTEGER) };

const describeGroups = page.extend({
  logGroupNamePrefix: z.string().default(""),
  logGroupNamePattern: z.string().default(""),
});
const filterEvents = onGroup.extend({
  ...period,
  filterPattern: z.string().default(""),
  logStreamNames: z.array(z.string()).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().optional(),
  // Sent by `aws logs tail`. Events of one stream need no interleaving.
  interleaved: z.boolean().optional(),
});
const describeStreams = onGroup.extend({
  logStreamNamePrefix: z.string().default(""),
  // One stream is in any order.
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).optional(),
  descending: z.boolean().optional(),
});
const getEvents = onGroup.extend({
  ...period,
  logStreamName: z.string(),
  startFromHead: z.boolean().default(false),
});

/** Reading logs (runbook, operators): `describe-log-groups`, `describe-log-streams`, `filter-log-events`, `get-log-events`, `tail`. */
export function logActions(place: Place, groups: LogGroups): Record<string, JsonOperation> {
  return {
    DescribeLogGroups: signedOperation(describeGroups, (input) => listGroups(place, groups, input)),
    DescribeLogStreams: signedOperation(describeStreams, (input) => listStreams(groups, input)),
    FilterLogEvents: signedOperation(filterEvents, (input) => matchingEvents(groups, input)),
    GetLogEvents: signedOperation(getEvents, (input) => eventsAround(groups, input)),
  };
}

function listGroups(
  place: Place,
  groups: LogGroups,
  { logGroupNamePrefix, logGroupNamePattern, limit = 50, nextToken }: z.infer<typeof describeGroups>,
) {
  const names = groups
    .names()
    .filter((name) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern));
  const { items, next } = pageOf(names, limit, nextToken, INVALID);
  return {
    logGroups: items.map((name) => ({
      logGroupName: name,
      creationTime: groups.declared.get(name) ?? groups.file(name)?.createdAt,
      arn: arn(place, "logs", `log-group:${name}:*`),
      logGroupArn: arn(place, "logs", `log-group:${name}`),
    })),
    nextToken: next,
  };
}

async function listStreams(
  groups: LogGroups,
  { logStreamNamePrefix, limit = 50, nextToken, ...input }: z.infer<typeof describeStreams>,
) {
  const file = fileOf(groups, input);
  const files = file && STREAM.startsWith(logStreamNamePrefix) ? [file] : [];
  const { items, next } = pageOf(files, limit, nextToken, INVALID);
  return { logStreams: await Promise.all(items.map(describeStream)), nextToken: next };
}

/** The events that match a pattern, from the token's on. */
async function matchingEvents(
  groups: LogGroups,
  { limit = MAX_EVENTS, nextToken = "0", ...input }: z.infer<typeof filterEvents>,
) {
  const isMatching = eventFilter(input.filterPattern);
  const file = streamOf(groups, input);
  if (!/^\d{1,15}$/.test(nextToken)) throw invalidToken();
  const events: LogEvent[] = [];
  for await (const event of eventsOf(file, input, Number(nextToken))) {
    if (!isMatching(event.message)) continue;
    if (events.length === limit) return filtered(events, event.index);
    events.push(event);
  }
  return filtered(events);
}

/** The events after a place in the log or before it, as the token says: `f/` or `b/`, and the number of an event. */
async function eventsAround(
  groups: LogGroups,
  { limit = MAX_EVENTS, nextToken, ...input }: z.infer<typeof getEvents>,
) {
  const file = fileOf(groups, input);
  if (!file || input.logStreamName !== STREAM) throw notFound("log stream");
  const token = /^([fb])\/(\d{1,15})$/.exec(nextToken ?? "");
  if (nextToken !== undefined && token === null) throw invalidToken();
  const [, direction = input.startFromHead ? "f" : "b", place] = token ?? [];
  const all: LogEvent[] = [];
  for await (const event of eventsOf(file, input, 0)) all.push(event);
  const position = Number(place ?? (direction === "f" ? 0 : file.count));
  const events =
    direction === "f"
      ? all.filter(({ index }) => index >= position).slice(0, limit)
      : all.filter(({ index }) => index < position).slice(-limit);
  return {
    events: events.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp })),
    nextForwardToken: `f/${(events.at(-1)?.index ?? position - 1) + 1}`,
    nextBackwardToken: `b/${events[0]?.index ?? position}`,
  };
}

/** The file of a group that the input names; undefined if nothing was written to it. @throws AwsError for an unknown group. */
function fileOf(
  groups: LogGroups,
  { logGroupName, logGroupIdentifier = "" }: { logGroupName?: string; logGroupIdentifier?: string },
): LogFile | undefined {
  const name =
    logGroupName ??
    logGroupIdentifier.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, "").replace(/:\*$/, "");
  if (!groups.names().includes(name)) throw notFound("log group");
  return groups.file(name);
}

/** The file of a group if its stream is asked for. @throws AwsError for an unknown group or stream. */
function streamOf(
  groups: LogGroups,
  { logStreamNames, logStreamNamePrefix, ...input }: z.infer<typeof filterEvents>,
): LogFile | undefined {
  const file = fileOf(groups, input);
  if (logStreamNames === undefined) return STREAM.startsWith(logStreamNamePrefix ?? "") ? file : undefined;
  if (logStreamNamePrefix !== undefined)
    throw new AwsError(INVALID, "Only one of logStreamNames and logStreamNamePrefix can be given.");
  if (!file || logStreamNames.some((name) => name !== STREAM)) throw notFound("log stream");
  return file;
}

/** The events of a period, from a line on. */
async function* eventsOf(
  file: LogFile | undefined,
  { startTime, endTime }: { startTime: number; endTime: number },
  start: number,
): AsyncGenerator<LogEvent> {
  if (file === undefined) return;
  for await (const event of file.events()) {
    const isWithin = event.timestamp >= startTime && event.timestamp <= endTime;
    if (event.index >= start && isWithin) yield event;
  }
}

function filtered(events: readonly LogEvent[], next?: number) {
  return {
    events: events.map(({ index, timestamp, message }) => ({
      logStreamName: STREAM,
      timestamp,
      message,
      ingestionTime: timestamp,
      eventId: String(index).padStart(20, "0"),
    })),
    nextToken: next === undefined ? undefined : String(next),
    searchedLogStreams: [],
  };
}

async function describeStream(file: LogFile) {
  let [first, last]: (LogEvent | undefined)[] = [];
  for await (const event of file.events()) {
    first ??= event;
    last = event;
  }
  return {
    logStreamName: STREAM,
    creationTime: file.createdAt,
    firstEventTimestamp: first?.timestamp,
    lastEventTimestamp: last?.timestamp,
    lastIngestionTime: last?.timestamp,
  };
}

function invalidToken(): AwsError {
  return new AwsError(INVALID, "The specified nextToken is invalid.");
}

function notFound(what: string): AwsError {
  return new AwsError("ResourceNotFoundException", `The specified ${what} does not exist.`);
}
