import type { ServerResponse } from "node:http";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { invalidSentence } from "../../engine/awsJson";
import { pageOf } from "../../engine/paging";
import type { AwsRequest } from "../../engine/service";
import type { Clock } from "./clock";
import type { Schedule } from "./model";

const INVALID = "ValidationException";

const listing = z.strictObject({
  ScheduleGroup: z.string().optional(),
  NamePrefix: z.string().default(""),
  // All are enabled here.
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** ListSchedules, for the runbook. */
export function answerSchedulerApi(clock: Clock, { http, url }: AwsRequest, response: ServerResponse): void {
  const send = (status: number, body: object) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };
  try {
    if (http.method !== "GET" || !/^\/schedules\/?$/.test(url.pathname)) {
      throw new AwsError("UnknownOperationException", "The local cloud supports listing schedules only.");
    }
    send(200, list(clock, url.searchParams));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    response.setHeader("x-amzn-errortype", error.code);
    send(error.status, { Message: error.message });
  }
}

function list(clock: Clock, query: URLSearchParams): object {
  const parsed = listing.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw new AwsError(INVALID, invalidSentence(parsed.error));
  const { ScheduleGroup, NamePrefix, State, MaxResults, NextToken } = parsed.data;
  const found = clock
    .all()
    .filter(({ group }) => (ScheduleGroup ?? group) === group)
    .filter(({ name }) => State === "ENABLED" && name.startsWith(NamePrefix));
  const { items, next } = pageOf(found, MaxResults, NextToken, INVALID);
  return { Schedules: items.map(summarise), NextToken: next };
}

function summarise({ name, group, scheduleArn, arn: Arn }: Schedule) {
  return { Name: name, GroupName: group, Arn: scheduleArn, State: "ENABLED", Target: { Arn } };
}
