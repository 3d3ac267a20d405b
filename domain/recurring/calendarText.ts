import { addDays } from "../values/day";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { BYTES_PER_CHARACTER_OF_LINES, byteLength, cut } from "../values/text";
import type { Rule } from "./model";
import { occurrenceIdOf } from "./occurrenceIds";
import { occurrencesBetween, yearFrom } from "./occurrences";

// A calendar in the format of RFC 5545. The package `ics` would add a validation library of 80 kB to a function that
// anybody can call, for eight properties.

/** Maximum number of events in a calendar, the soonest: a function's response is limited to 6 MB. */
export const MAX_EVENTS = 2000;

/** Characters of a title, as people count them; its bytes are limited as well, for the size of the response. */
const MAX_TITLE = 200;

/** Maximum number of bytes in a line; the rest continues on the next one, after a space. */
const LINE_BYTES = 75;

/** Titles of the calendars of ledgers without a name: that of the page. */
export const CALENDAR_NAMES: Readonly<Record<MailLanguage, string>> = {
  en: "Expenses",
  de: "Ausgaben",
  ar: "المصروفات",
};

interface CalendarOptions {
  /** Title of the calendar. */
  name: string;
  /** In the zone of the ledger. */
  today: string;
  /** True to include amounts. */
  amounts: boolean;
}

interface Event {
  day: string;
  rule: Rule;
  title: string;
  isProposed: boolean;
}

/**
 * Returns the occurrences of the next year, and those that wait to be confirmed, as an iCalendar text: a whole-day
 * event for each.
 */
export function calendarText(rules: readonly Rule[], { name, today, amounts }: CalendarOptions): string {
  const events = soonest(rules, today);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Serverless Expense Tracker//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ...events.flatMap((event) => linesOf(event, amounts)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** The soonest events of all rules together. No rule's days are computed beyond them: a ledger may have many daily ones. */
function soonest(rules: readonly Rule[], today: string): Event[] {
  const sources = rules.map((rule) => eventsOf(rule, today));
  let heads = sources.flatMap((events) => headOf(events));
  const found: Event[] = [];
  while (found.length < MAX_EVENTS) {
    const [first, ...others] = heads;
    if (first === undefined) break;
    const head = others.reduce((least, one) => (one.event.day < least.event.day ? one : least), first);
    found.push(head.event);
    heads = heads.flatMap((one) => (one === head ? headOf(head.events) : [one]));
  }
  return found;
}

/** The next event of a rule with those after it; nothing if there is none. */
function headOf(events: Generator<Event>): { event: Event; events: Generator<Event> }[] {
  const { done, value } = events.next();
  return done ? [] : [{ event: value, events }];
}

/** The events of a rule, in order. */
function* eventsOf(rule: Rule, today: string): Generator<Event> {
  const { schedule, proposals = [], decided = {}, pausedAt, nextOn, content } = rule;
  const title = cut(content.description, MAX_TITLE, MAX_TITLE * BYTES_PER_CHARACTER_OF_LINES);
  for (const day of proposals) yield { day, rule, title, isProposed: true };
  if (pausedAt !== undefined || nextOn === undefined) return;
  for (const day of occurrencesBetween(schedule, nextOn, yearFrom(today))) {
    if (decided[day] === undefined) yield { day, rule, title, isProposed: false };
  }
}

function linesOf({ day, rule, title, isProposed }: Event, amounts: boolean): string[] {
  const { content, updatedAt } = rule;
  const { amount, currency } = content;
  return [
    "BEGIN:VEVENT",
    `UID:${occurrenceIdOf(rule, day)}`,
    `DTSTAMP:${updatedAt.slice(0, 19).replace(/[-:]/g, "")}Z`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    `DTEND;VALUE=DATE:${addDays(day, 1).replaceAll("-", "")}`,
    `SUMMARY:${escaped(title)}`,
    ...(amounts ? [`DESCRIPTION:${escaped(`${formatAmount(amount, currency)} ${currency}`)}`] : []),
    `STATUS:${isProposed ? "TENTATIVE" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Splits a line without cutting a character. */
function folded(line: string): string {
  if (byteLength(line) <= LINE_BYTES) return line;
  let [text, bytes] = ["", 0];
  for (const character of line) {
    const size = byteLength(character);
    // The space that begins the next line counts as a byte of it.
    if (bytes + size > LINE_BYTES) [text, bytes] = [`${text}\r\n `, 1];
    text += character;
    bytes += size;
  }
  return text;
}
