import type { CloudContext, InvokeResult, Service } from "../../engine/service";
import { answerSchedulerApi } from "./actions";
import { Clock } from "./clock";
import { Deliveries, type DeliveryOptions } from "./delivery";
import type { SchedulerState, ScheduleView } from "./model";
import { scheduleResources } from "./resources";

export interface Scheduler extends Service {
  schedules(): ScheduleView[];
  /**
   * Sends the event of a schedule at once, as if it were due at `at` (default: now), and returns the target's answer; a
   * function is waited for.
   *
   * @throws AwsError ResourceNotFoundException for an unknown name.
   */
  runNow(name: string, at?: Date): Promise<InvokeResult>;
}

/**
 * EventBridge Scheduler. It runs while the local cloud does: what was due while that was off is left out, and after a sleep
 * of the machine each schedule runs once, for the last time it missed. Not here: one-time schedules, flexible windows, start
 * and end dates, other targets than functions and state machines.
 */
export function scheduler(context: CloudContext, options: DeliveryOptions): Scheduler {
  const document = context.document<SchedulerState>("scheduler", {});
  const clock = new Clock(document, new Deliveries(context, options), options.report);
  return {
    scopes: ["scheduler"],
    resources: scheduleResources(context, clock),
    handle: async (request, response) => answerSchedulerApi(clock, request, response),
    schedules: () => clock.all().map((schedule) => clock.view(schedule)),
    runNow: (name, at = new Date()) => clock.runNow(clock.find(name), at),
    settle: () => clock.start(),
    close: () => clock.stop(),
  };
}
