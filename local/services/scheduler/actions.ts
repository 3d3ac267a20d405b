import type { ServerResponse } from "node:http";
import { AwsError } from "../../engine/awsError";
import { pageOf } from "../../engine/paging";
import type { AwsRequest } from "../../engine/service";
import type { Clock } from "./clock";
import type { Schedule } from "./model";

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
