import { DAY_MS } from "../../domain/values/duration";

interface CronField {
  min: number;
  max: number;
  /** Names of the values from `min` on. */
  names?: readonly string[];
  /** Syntax that only this field accepts. */
  special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const FIELDS: readonly CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { min: 1, max: 12, names: MONTHS },
  { min: 1, max: 7, names: WEEKDAYS, special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/ },
  { min: 1970, max: 2199 },
];

const HOURS_OF = { minute: 1 / 60, hour: 1, day: 24 } as const;

/** Returns true if EventBridge Scheduler accepts an expression. */
export function isScheduleExpression(text: string): boolean {
  return rateHours(text) !== undefined || cronFields(text) !== undefined;
}

/**
 * Returns the hours of the longest interval between two runs; undefined if the expression names years, as one that
 * postpones a job does, or the weekday nearest to a day.
 */
export function longestInterval(expression: string): number | undefined {
  const hours = rateHours(expression);
  if (hours !== undefined) return hours;
  const [minutes = "", hoursOfDay = "", day = "", month = "", weekday = "", year] =
    cronFields(expression) ?? [];
  if (year !== "*" || day.includes("W")) return undefined;
  const [, , , months, weekdays] = FIELDS as [CronField, CronField, CronField, CronField, CronField];
  const inMonth = valuesOf(month, months);
  const minutesOfHour = [...valuesOf(minutes, FIELDS[0] as CronField)];
  const times = [...valuesOf(hoursOfDay, FIELDS[1] as CronField)]
    .flatMap((hour) => minutesOfHour.map((minute) => hour + minute / 60))
    .sort((left, right) => left - right);
  const isDue = (date: Date) =>
    inMonth.has(date.getUTCMonth() + 1) &&
    (weekday === "?" ? isDayOfMonth(day, date) : isWeekday(weekday, date, weekdays));
  let longest = 0;
  let last: number | undefined;
  // Eight years have every kind of year.
  for (let start = Date.UTC(2023, 0, 1); start < Date.UTC(2031, 0, 1); start += DAY_MS) {
    if (!isDue(new Date(start))) continue;
    for (const time of times) {
      const at = (start / DAY_MS) * 24 + time;
      longest = Math.max(longest, at - (last ?? at));
      last = at;
    }
  }
  // A day that never comes.
  return longest === 0 ? Infinity : longest;
}

function rateHours(text: string): number | undefined {
  const [, count, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * HOURS_OF[unit as keyof typeof HOURS_OF];
}

/** Returns the six fields of a valid cron expression. */
function cronFields(text: string): string[] | undefined {
  const fields = /^cron\((\S+(?: \S+){5})\)$/.exec(text)?.[1]?.toUpperCase().split(" ");
  if (fields === undefined || (fields[2] === "?") === (fields[4] === "?")) return undefined;
  return fields.every((field, index) => isField(field, FIELDS[index] as CronField)) ? fields : undefined;
}

function isField(text: string, field: CronField): boolean {
  return field.special?.test(text) || text.split(",").every((part) => isPart(part, field));
}

function isPart(part: string, field: CronField): boolean {
  const [, range = "", step] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(part) ?? [];
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(end, field));
  return (ends.length === 1 || (ends.length === 2 && step !== "0")) && ends.every((end) => end !== undefined);
}

function numberOf(text: string, { min, max, names = [] }: CronField): number | undefined {
  const named = names.indexOf(text);
  const value = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? value : undefined;
}

/** The values of a valid field of lists, ranges and steps. */
function valuesOf(text: string, field: CronField): Set<number> {
  const values = text.split(",").flatMap((part) => {
    const [range = "", step] = part.split("/");
    const [from = field.min, to] =
      range === "*" ? [field.min, field.max] : range.split("-").map((end) => numberOf(end, field));
    const end = to ?? (step === undefined ? from : field.max);
    const length = end >= from ? end - from + 1 : end - from + 1 + (field.max - field.min + 1);
    const all = Array.from(
      { length },
      (_, index) => field.min + ((from - field.min + index) % (field.max - field.min + 1)),
    );
    return all.filter((_, index) => index % Number(step ?? 1) === 0);
  });
  return new Set(values);
}

function isDayOfMonth(day: string, date: Date): boolean {
  if (day === "L") return new Date(date.getTime() + DAY_MS).getUTCDate() === 1;
  return valuesOf(day, FIELDS[2] as CronField).has(date.getUTCDate());
}

function isWeekday(weekday: string, date: Date, field: CronField): boolean {
  const [, name = "", kind] = /^(\w+?)(L|#\d)?$/.exec(weekday) ?? [];
  const number = date.getUTCDay() + 1;
  if (weekday === "L") return number === field.max;
  if (kind === undefined) return valuesOf(weekday, field).has(number);
  if (number !== numberOf(name, field)) return false;
  if (kind === "L") return new Date(date.getTime() + 7 * DAY_MS).getUTCMonth() !== date.getUTCMonth();
  return Math.ceil(date.getUTCDate() / 7) === Number(kind.slice(1));
}
