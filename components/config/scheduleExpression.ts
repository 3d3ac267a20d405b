import { Cron } from "croner";
import { DAY_MS, HOUR_MS } from "../../domain/values/duration";

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

/** Eight years, which have every kind of year. */
const YEARS = [new Date("2023-01-01T00:00:00Z"), new Date("2031-01-01T00:00:00Z")] as const;
const DAY = [YEARS[0], new Date(YEARS[0].getTime() + DAY_MS)] as const;

/**
 * Returns the hours of the longest interval between two runs; undefined if the expression names years, as one that
 * postpones a job does.
 */
export function longestInterval(expression: string): number | undefined {
  const hours = rateHours(expression);
  if (hours !== undefined) return hours;
  const [minutes, hoursOfDay, day, month, weekday = "", year] = cronFields(expression) ?? [];
  if (year !== "*") return undefined;
  // Days and times apart: a job of each minute runs four million times in these years.
  const times = runsOf(`0 ${minutes} ${hoursOfDay} * * ?`, DAY);
  const isDaily = /^[*?]{3}$/.test(`${day}${month}${weekday}`);
  // Most jobs run daily, and walking eight years took a twelfth of the time in which the local cloud starts.
  const days = isDaily ? [] : runsOf(`0 0 0 ${day} ${month} ${ofCroner(weekday)}`, YEARS);
  if (days.length < 2 && !isDaily) return Infinity;
  const overNight = DAY_MS - Math.max(...times) + Math.min(...times);
  const daysBetween = isDaily ? 0 : longestGap(days) / DAY_MS - 1;
  return Math.max(longestGap(times), daysBetween * DAY_MS + overNight) / HOUR_MS;
}

/** Returns the instants at which a pattern is due from one instant on, before another. */
function runsOf(pattern: string, [from, to]: readonly [Date, Date]): number[] {
  const cron = new Cron(pattern, {
    timezone: "UTC",
    mode: "6-part",
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  const found: number[] = [];
  for (let at = cron.nextRun(new Date(from.getTime() - 1)); at && at < to; at = cron.nextRun(at))
    found.push(at.getTime());
  return found;
}

const longestGap = (sorted: readonly number[]) =>
  Math.max(0, ...sorted.slice(1).map((at, index) => at - (sorted[index] ?? at)));

/** AWS writes the last Friday `6L` and the last day of the week `L`; croner `6#L` and `7`. */
const ofCroner = (weekday: string) => (weekday === "L" ? "7" : weekday.replace(/^(\w+)L$/, "$1#L"));

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
