import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory } from "../../engine/service";
import type { Clock } from "./clock";
import { parseExpression } from "./expression";

const TARGETS = /^arn:aws:(lambda|states):/;

/** Strict: an unsupported setting would change when a schedule runs, or what it does. */
const inputs = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  groupName: z.string().default("default"),
  scheduleExpression: z.string(),
  scheduleExpressionTimezone: z.string().default("UTC"),
  flexibleTimeWindow: z.strictObject({ mode: z.literal("OFF") }),
  target: z.strictObject({
    arn: z.string().regex(TARGETS, "The local cloud's schedules reach functions and state machines."),
    roleArn: z.string(),
    input: z.string(),
    retryPolicy: z.strictObject({
      maximumRetryAttempts: z.number(),
      maximumEventAgeInSeconds: z.number(),
    }),
    deadLetterConfig: z.strictObject({ arn: z.string() }),
  }),
});

export function scheduleResources(context: CloudContext, clock: Clock): Record<string, ResourceFactory> {
  return {
    async "aws:scheduler/schedule:Schedule"(request) {
      const settings = readInputs(inputs, request);
      const { groupName: group, target } = settings;
      const { scheduleExpression: expression, scheduleExpressionTimezone: timezone } = settings;
      const name = physicalName(request);
      const scheduleArn = arn(context, "scheduler", `schedule/${group}/${name}`);
      await clock.declare(scheduleArn, (createdAt, checkedUntil) => ({
        name,
        group,
        scheduleArn,
        expression,
        timezone,
        recurrence: parseExpression(expression, timezone, createdAt),
        checkedUntil,
        arn: target.arn,
        input: target.input,
        ...target.retryPolicy,
        deadLetterArn: target.deadLetterConfig.arn,
      }));
      const state = { ...request.inputs, name, arn: scheduleArn, groupName: group, state: "ENABLED" };
      return { id: `${group}/${name}`, state };
    },
    "aws:scheduler/scheduleGroup:ScheduleGroup"(request) {
      const name = physicalName(request);
      const groupArn = arn(context, "scheduler", `schedule-group/${name}`);
      return { id: name, state: { ...request.inputs, name, arn: groupArn, state: "ACTIVE" } };
    },
  };
}
