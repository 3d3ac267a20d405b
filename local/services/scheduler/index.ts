import type { CloudContext, InvokeResult, Service } from "../../engine/service";
import { answerSchedulerApi } from "./actions";
import { Clock } from "./clock";
import { Deliveries, type DeliveryOptions } from "./delivery";
import type { SchedulerState, ScheduleView } from "./model";
import { scheduleResources } from "./resources";

export interface Scheduler extends Service {
  schedules(): ScheduleView[];
  /**
   * Sends the event of a schedule immediately, as if it were due at `at` (default: now), and returns the target's
   * answer; waits for a function.
   */
  runNow(name: string, at?: Date): Promise<InvokeResult>;
}

interface SchedulerOptions extends DeliveryOptions {
  /** Lets schedules wait until `runNow`. Default: they run when they are due. */
  paused?: boolean;
}

/**
 * EventBridge Scheduler. It runs while the local cloud does: events that were due while it was off are skipped, and
 * after a sleep of the machine each schedule runs once, for the last missed time. Not supported: one-time schedules,
 * flexible windows, start and end dates, other targets than functions and state machines.
 */
export function scheduler(context: CloudContext, options: SchedulerOptions): Scheduler {
  const document = context.document<SchedulerState>("scheduler", {});
  const clock = new Clock(document, new Deliveries(context, options), options);
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
