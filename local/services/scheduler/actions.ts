import type { ServerResponse } from "node:http";
import { AwsError } from "../../engine/awsError";
import { pageOf } from "../../engine/paging";
import type { AwsRequest } from "../../engine/service";
import type { Clock } from "./clock";
import type { Schedule } from "./model";

/** ListSchedules and GetSchedule, for the runbook and operators. */
export function answerSchedulerApi(clock: Clock, { http, url }: AwsRequest, response: ServerResponse): void {
  const send = (status: number, body: object) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };
  try {
    const [, collection, name] = url.pathname.split("/");
    if (http.method !== "GET" || collection !== "schedules") {
      throw new AwsError(
        "ValidationException",
        "The local cloud supports listing and reading schedules only.",
      );
    }
    send(200, name ? find(clock, decodeURIComponent(name), url.searchParams) : list(clock, url.searchParams));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    response.setHeader("x-amzn-errortype", error.code);
    send(error.status, { Message: error.message });
  }
}

function find(clock: Clock, name: string, query: URLSearchParams): object {
  const schedule = clock.find(name);
  const group = query.get("groupName") ?? "default";
  if (group === schedule.group) return describe(schedule);
  throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
}

function list(clock: Clock, query: URLSearchParams): object {
  const [group, prefix, state] = ["ScheduleGroup", "NamePrefix", "State"].map((name) => query.get(name));
  const found = clock
    .all()
    .filter((schedule) => (group ?? schedule.group) === schedule.group)
    .filter(({ name }) => name.startsWith(prefix ?? ""))
    // All are enabled here.
    .filter(() => (state ?? "ENABLED") === "ENABLED");
  const size = Number(query.get("MaxResults") ?? 100);
  const { items, next } = pageOf(found, size, query.get("NextToken") ?? undefined, "ValidationException");
  return { Schedules: items.map(summarise), NextToken: next };
}

function summarise({ name, group, scheduleArn, arn: Arn }: Schedule) {
  return { Name: name, GroupName: group, Arn: scheduleArn, State: "ENABLED", Target: { Arn } };
}

function describe(schedule: Schedule) {
  return {
    ...summarise(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timezone,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: schedule.arn,
      Input: schedule.input,
      RetryPolicy: {
        MaximumRetryAttempts: schedule.maximumRetryAttempts,
        MaximumEventAgeInSeconds: schedule.maximumEventAgeInSeconds,
      },
      DeadLetterConfig: { Arn: schedule.deadLetterArn },
    },
  };
}
