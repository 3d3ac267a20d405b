import * as z from "zod";
import { refuses } from "../http/refuses";
import { day } from "../http/schemas";
import { MAX_EVERY, MAX_OCCURRENCES } from "../values/limits";
import type { RefusalCode, RefusalValues } from "../values/refusals";
import type { Recurrence } from "./model";
import { SCHEDULE_UNITS } from "./modes";
import { completed, isImpossible, occurrence } from "./occurrences";

const EVERY = refuses("schedule.everyInvalid", { max: MAX_EVERY });
const WEEKDAYS = refuses("schedule.weekdaysInvalid");
const DAY = refuses("schedule.dayInvalid");
const WEEKDAY = refuses("schedule.weekdayInvalid");
const COUNT = refuses("schedule.countInvalid", { max: MAX_OCCURRENCES });

const weekday = (error: string) => z.int(error).min(1, error).max(7, error);

/** A schedule, as requests and responses have it. */
export const schedule = z
  .strictObject(
    {
      every: z.int(EVERY).min(1, EVERY).max(MAX_EVERY, EVERY).describe("Units between two occurrences."),
      unit: z.enum(SCHEDULE_UNITS, refuses("schedule.unitInvalid")),
      start: day.describe("YYYY-MM-DD. The first occurrence is on this day, or the next one that fits."),
      weekdays: z
        .array(weekday(WEEKDAYS), WEEKDAYS)
        .min(1, WEEKDAYS)
        .refine((days) => new Set(days).size === days.length, WEEKDAYS)
        .overwrite((days) => days.toSorted())
        .optional()
        .describe("Of weeks: 1 (Monday) to 7. Default: that of the start."),
      day: z
        .union([z.int(DAY).min(1, DAY).max(31, DAY), z.literal("last", DAY)], DAY)
        .optional()
        .describe(
          "Of months and years: the day of the month, or `last`. In a shorter month, its last day. Default: that of the start.",
        ),
      nth: z
        .union([z.int(WEEKDAY).min(1, WEEKDAY).max(4, WEEKDAY), z.literal("last", WEEKDAY)], WEEKDAY)
        .optional()
        .describe("Of months, instead of `day`: which `weekday` of the month, 1 to 4 or `last`."),
      weekday: weekday(WEEKDAY).optional(),
      end: day.optional().describe("YYYY-MM-DD. The last day on which it can be due."),
      count: z
        .int(COUNT)
        .min(1, COUNT)
        .max(MAX_OCCURRENCES, COUNT)
        .optional()
        .describe(
          "Number of occurrences, including what is done: also what was done before the start, if that is changed later.",
        ),
    },
    { error: refuses("schedule.invalid") },
  )
  .superRefine((value, { issues, addIssue }) => {
    // Each property that is invalid by itself is refused by itself.
    const problem = issues.length === 0 ? problemOf(value) : undefined;
    if (problem === undefined) return;
    const { code, field, values } = problem;
    addIssue({ code: "custom", message: refuses(code, values), path: [field] });
  })
  .meta({ id: "Schedule" });

interface Problem {
  code: RefusalCode;
  field: keyof Recurrence;
  values?: RefusalValues;
}

/** Faults that involve several properties. */
function problemOf(value: Recurrence): Problem | undefined {
  const { unit, weekdays, day: dayOfMonth, nth, weekday: nthWeekday, end, count } = value;
  if (weekdays !== undefined && unit !== "weeks")
    return { code: "schedule.weekdaysInvalid", field: "weekdays" };
  if (dayOfMonth !== undefined && ((unit !== "months" && unit !== "years") || nth !== undefined)) {
    return { code: "schedule.dayInvalid", field: "day" };
  }
  const hasNth = nth !== undefined || nthWeekday !== undefined;
  if (hasNth && (unit !== "months" || nth === undefined || nthWeekday === undefined)) {
    return { code: "schedule.weekdayInvalid", field: "weekday" };
  }
  if (isImpossible(value)) {
    return { code: "schedule.dayImpossible", field: "day", values: { day: String(dayOfMonth) } };
  }
  if (end !== undefined && count !== undefined) return { code: "schedule.endOrCount", field: "count" };
  if (occurrence(completed(value), 0) === undefined) return { code: "schedule.endBeforeStart", field: "end" };
  return undefined;
}
