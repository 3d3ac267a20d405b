import "../../i18n/en/recurring";
import type { Expense } from "../../../domain/expenses/expense";
import type { Recurrence } from "../../../domain/recurring/model";
import { SCHEDULE_UNITS } from "../../../domain/recurring/modes";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { daysOfMonth, weekdayOf } from "../../../domain/values/day";
import { say } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { fullDay } from "../../lib/formatting/format";
import { localDigits, readNumber } from "../../lib/formatting/typedNumbers";
import { call } from "../../lib/ledger/api";
import { undoAction } from "../../lib/network/undoAction";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import type { Draft } from "../expenses/model";
import { refreshAll } from "../lists/listRefresh";
import { patchRule } from "./ruleVersions";

type DayOfMonth = Pick<Recurrence, "day" | "nth" | "weekday">;

/** The schedule in a form, besides the day that it counts from. */
export interface TypedSchedule {
  every: string;
  unit: string;
  /** 1 (Monday) to 7, of weeks. */
  weekdays: readonly number[];
  /** With months: `day`, `last`, `nth` or `nthLast`, by the day that it counts from. */
  on: string;
  ends: string;
  end: string;
  count: string;
  /**
   * The schedule that the form begins with. Its day need not be that of its start: one on the 31st may go on from 28 February.
   */
  former?: Recurrence;
}

/** The ordinal of a day among its weekdays in the month, 1 to 5. */
const nthOf = (day: string) => Math.ceil(Number(day.slice(8)) / 7);

/** Returns true if a day is among the last seven of its month. */
const isInLastWeek = (day: string) =>
  daysOfMonth(day.slice(0, 7)).indexOf(day) >= daysOfMonth(day.slice(0, 7)).length - 7;

/** The schedule that a form says. What is no number is refused by the API, which names the field. */
export function scheduleOf(start: string, typed: TypedSchedule): Recurrence {
  const unit = SCHEDULE_UNITS.find((one) => one === typed.unit) ?? "months";
  return {
    every: readNumber(typed.every),
    unit,
    start,
    ...(unit === "weeks" && {
      weekdays: typed.weekdays.length > 0 ? [...typed.weekdays] : [weekdayOf(start)],
    }),
    ...(unit === "months" && (monthDays(start, typed).get(typed.on) ?? { day: Number(start.slice(8)) })),
    ...(unit === "years" && (keptDay(start, typed) ?? { day: Number(start.slice(8)) })),
    ...(typed.ends === "end" && { end: typed.end }),
    ...(typed.ends === "count" && { count: readNumber(typed.count) }),
  };
}

/** The days of the month that a schedule by months can be on, by {@link TypedSchedule.on}. */
export function monthDays(start: string, typed: TypedSchedule): ReadonlyMap<string, DayOfMonth> {
  const [nth, weekday] = [nthOf(start), weekdayOf(start)];
  const days = new Map<string, DayOfMonth>([
    ["day", { day: Number(start.slice(8)) }],
    ["last", { day: "last" }],
  ]);
  if (nth <= 4) days.set("nth", { nth, weekday });
  if (isInLastWeek(start)) days.set("nthLast", { nth: "last", weekday });
  const kept = keptDay(start, typed);
  return kept ? days.set(onOf(kept), kept) : days;
}

/** The day of the schedule that the form began with, for as long as it counts in the same unit from the same day. */
function keptDay(start: string, { unit, former }: TypedSchedule): DayOfMonth | undefined {
  if (former === undefined || former.start !== start || former.unit !== unit) return undefined;
  const { day, nth, weekday } = former;
  return nth === undefined ? { day } : { nth, weekday };
}

function onOf({ day, nth }: DayOfMonth): string {
  if (nth !== undefined) return nth === "last" ? "nthLast" : "nth";
  return day === "last" ? "last" : "day";
}

/** The values with which the form shows an existing schedule. */
export function typedSchedule(former: Recurrence): TypedSchedule {
  const { every, unit, weekdays = [], end, count } = former;
  return {
    every: localDigits(String(every)),
    unit,
    weekdays,
    on: onOf(former),
    ends: end ? "end" : count ? "count" : "never",
    end: end ?? "",
    count: localDigits(String(count ?? 12)),
    former,
  };
}

/** A recurring expense as a form says it. */
interface RuleDraft {
  draft: Draft;
  schedule: Recurrence;
  mode: RecurringExpense["mode"];
  /** The day from which changes hold; absent for all that is to come. */
  from?: string | undefined;
}

/** Adds a recurring expense. However often it is sent, there is one. */
export async function addRule({ draft, schedule, mode }: RuleDraft, key: string): Promise<void> {
  const { date: _date, ...content } = draft;
  await call("POST /recurring", {
    body: { ...content, schedule, mode },
    headers: { "Idempotency-Key": key },
  });
}

/**
 * Changes a recurring expense. An unchanged schedule is omitted, so that its days stay the same.
 * @throws RuleConflict if somebody has changed it since.
 */
export async function changeRule(
  rule: RecurringExpense,
  { draft, schedule, mode, from }: RuleDraft,
): Promise<void> {
  const { date: _date, ...content } = draft;
  const isSame =
    JSON.stringify(schedule) ===
    JSON.stringify(scheduleOf(rule.schedule.start, typedSchedule(rule.schedule)));
  await patchRule(rule, { ...content, mode, ...(!isSame && { schedule }), ...(from && { from }) });
}

/** Pauses or resumes a recurring expense. */
export const pauseRule = (rule: RecurringExpense, paused: boolean) => patchRule(rule, { paused });

/**
 * Deletes a recurring expense, which can be taken back.
 * @param reload Is called once it is taken back.
 */
export async function deleteRule(
  { id, description }: RecurringExpense,
  reload: () => Promise<void>,
): Promise<void> {
  const show = toastOfAct();
  await call("DELETE /recurring/{id}", { path: { id } });
  const restore = () => call("POST /recurring/{id}/restore", { path: { id } });
  show(say("recurring.deleted", { name: description }), undoBy(restore, reload));
}

/**
 * Enters the expense of an occurrence. One that is not due yet can be taken back.
 * @param reload Is called once it is taken back.
 * @param changes What differs in it from the others.
 */
export async function postOccurrence(
  rule: RecurringExpense,
  day: string,
  reload: () => Promise<void>,
  changes?: Draft,
): Promise<void> {
  const show = toastOfAct();
  await decide(rule, { day, action: "post", ...(changes && { changes }) });
  const isEarly = !rule.proposals.includes(day) && day > today.value;
  show(
    say("recurring.posted", { name: rule.description }),
    isEarly ? undoBy(() => unpost(rule, day), reload) : undefined,
  );
  await refreshAll();
}

/**
 * Skips an occurrence. One that is not due yet can be taken back: a due one is done with.
 * @param reload Is called once it is taken back.
 */
export async function skipOccurrence(
  rule: RecurringExpense,
  day: string,
  reload: () => Promise<void>,
): Promise<void> {
  const show = toastOfAct();
  await decide(rule, { day, action: "skip" });
  show(
    say("recurring.skipped", { name: rule.description }),
    rule.proposals.includes(day) ? undefined : undoBy(() => decide(rule, { day, action: "unskip" }), reload),
  );
}

/** Lets an occurrence come on its day that was skipped or entered early. */
export async function takeBackOccurrence(
  rule: RecurringExpense,
  { day, state }: NonNullable<RecurringExpense["decided"]>[number],
): Promise<void> {
  await (state === "posted" ? unpost(rule, day) : decide(rule, { day, action: "unskip" }));
  showToast(say("recurring.takenBack", { name: rule.description, day: fullDay(day) }));
}

/** Its expense goes to the trash. */
async function unpost(rule: RecurringExpense, day: string): Promise<void> {
  await decide(rule, { day, action: "unpost" });
  await refreshAll();
}

const decide = (
  { id }: RecurringExpense,
  body: Parameters<typeof call<"POST /recurring/{id}/occurrences">>[1]["body"],
) => call("POST /recurring/{id}/occurrences", { path: { id }, body });

/** Takes an act back by a request. */
const undoBy = (takeBack: () => Promise<unknown>, reload: () => Promise<void>) =>
  undoAction(() => takeBack().then(reload));

/** The expense that something is to recur like. */
export const expenseOf = (id: string): Promise<Expense> => call("GET /expenses/{id}", { path: { id } });
