import { Cron } from "croner";
import { Temporal } from "temporal-polyfill";
import { AwsError } from "../../engine/awsError";
import { DAY_SECONDS, HOUR_SECONDS } from "../../engine/duration";

/** The times at which a schedule is due. */
export interface Recurrence {
  /** The next time after this one; undefined if there is none. */
  next(after: Date): Date | undefined;
}

/**
 * Parses `cron(…)` or `rate(…)` like EventBridge Scheduler. A rate counts from `anchor`, a time at which it is due; its
 * days are 24 hours. Cron uses the wall clock of the time zone: a time that the clock skips in spring is skipped, and
 * one that it shows twice in autumn counts once, the first time
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
 */
export function parseExpression(expression: string, timezone: string, anchor: Date): Recurrence {
  const [, kind, body = ""] = /^(cron|rate)\((.*)\)$/.exec(expression) ?? [];
  requireZone(timezone);
  if (kind === "cron") return parseCron(expression, body, timezone);
  if (kind === "rate") return parseRate(expression, body, anchor);
  throw invalid(expression, "it must be cron(…) or rate(…)");
}

/** All times at which a schedule is due, from `from` (inclusive) to `to` (exclusive). */
export function occurrences(expression: string, timezone: string, from: Date, to: Date): Date[] {
  const recurrence = parseExpression(expression, timezone, from);
  const found: Date[] = [];
  let at = recurrence.next(new Date(from.getTime() - 1));
  while (at && at < to) {
    found.push(at);
    at = recurrence.next(at);
  }
  return found;
}

function requireZone(timezone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw new AwsError("ValidationException", `The time zone ${timezone} is not valid.`);
  }
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  name: string;
  min: number;
  max: number;
  /** Names of the values from `min` on. */
  names?: readonly string[];
  /** Syntax that only this field accepts, in addition to values, ranges, lists and steps. */
  special?: RegExp;
}

const fields: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day-of-month", min: 1, max: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: "month", min: 1, max: 12, names: months },
  { name: "day-of-week", min: 1, max: 7, names: weekdays, special: /^(\?|L|\w+L|\w+#[1-5])$/ },
  { name: "year", min: 1970, max: 2199 },
];

function parseCron(expression: string, body: string, timezone: string): Recurrence {
  const given = body.trim().toUpperCase().split(/\s+/);
  if (given.length !== fields.length)
    throw invalid(expression, `it needs six fields and has ${given.length}`);
  for (const [index, field] of fields.entries()) checkField(expression, field, given[index] ?? "");
  const [minutes, hours, day = "", month, weekday = "", year] = given;
  if ((day === "?") === (weekday === "?")) {
    throw invalid(expression, "one of day-of-month and day-of-week must be ?, and only one");
  }
  const pattern = ["0", minutes, hours, day, month, quartzWeekday(weekday), year].join(" ");
  // In UTC, where the clock never jumps: croner finds the times on the wall, and the zone is this file's concern, because
  // croner runs a skipped time after the gap and a repeated one twice.
  const wall = readPattern(expression, pattern);
  return {
    next(after) {
      let local = wall.nextRun(onWall(after, timezone));
      while (local) {
        const at = firstInstant(local, timezone);
        if (at && at > after) return at;
        local = wall.nextRun(local);
      }
      return undefined;
    },
  };
}

function readPattern(expression: string, pattern: string): Cron {
  try {
    return new Cron(pattern, {
      timezone: "UTC",
      mode: "7-part",
      alternativeWeekdays: true,
      sloppyRanges: true,
    });
  } catch (error) {
    throw invalid(expression, error instanceof Error ? error.message : String(error));
  }
}

/** AWS writes the last Friday `6L` and the last day of the week `L`; croner `6#L` and `7`. */
function quartzWeekday(field: string): string {
  return field === "L" ? "7" : field.replace(/^(\w+)L$/, "$1#L");
}

function checkField(expression: string, field: Field, text: string): void {
  const fault = (part: string) => invalid(expression, `${part || "nothing"} is no valid ${field.name}`);
  if (field.special?.test(text)) {
    const value = /^(\w+?)(L|#\d)$/.exec(text)?.[1];
    if (field.name === "day-of-week" && value && !isValue(field, value)) throw fault(text);
    return;
  }
  for (const part of text.split(",")) {
    const [range = "", step] = part.split("/");
    const ends = range === "*" ? [] : range.split("-");
    const valid =
      ends.length <= 2 &&
      ends.every((end) => isValue(field, end)) &&
      (step === undefined || /^[1-9]\d*$/.test(step));
    if (!valid || part.split("/").length > 2) throw fault(part);
  }
}

function isValue({ min, max, names }: Field, text: string): boolean {
  if (names?.includes(text)) return true;
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}

const secondsPer = { minute: 60, hour: HOUR_SECONDS, day: DAY_SECONDS } as const;

function parseRate(expression: string, body: string, anchor: Date): Recurrence {
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(body.trim()) ?? [];
  if (!value || !unit) {
    throw invalid(expression, "it must be a whole number of at least 1 and minutes, hours or days");
  }
  const step = Number(value) * secondsPer[unit as keyof typeof secondsPer] * 1_000;
  return {
    next(after) {
      const passed = Math.floor((after.getTime() - anchor.getTime()) / step) + 1;
      // Also before the anchor, which is in the future if the machine's clock has been set back since.
      return new Date(anchor.getTime() + passed * step);
    },
  };
}

/** Local time in the time zone at this instant, expressed as if it were UTC. */
function onWall(instant: Date, timezone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timezone);
  return new Date(`${zoned.toPlainDateTime()}Z`);
}

/** The first instant at which the clock shows this time; undefined when it jumps over it. */
function firstInstant(wall: Date, timezone: string): Date | undefined {
  const plain = Temporal.PlainDateTime.from(wall.toISOString().slice(0, -1));
  const zoned = plain.toZonedDateTime(timezone, { disambiguation: "earlier" });
  return zoned.toPlainDateTime().equals(plain) ? new Date(zoned.epochMilliseconds) : undefined;
}

function invalid(expression: string, reason: string): AwsError {
  return new AwsError("ValidationException", `Invalid Schedule Expression ${expression}: ${reason}.`);
}
