import type { ServerResponse } from "node:http";
import { AwsError } from "../../engine/awsError";
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
    send(
      200,
      name ? describe(clock.find(decodeURIComponent(name))) : { Schedules: clock.all().map(summarise) },
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    response.setHeader("x-amzn-errortype", error.code);
    send(error.status, { Message: error.message });
  }
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
