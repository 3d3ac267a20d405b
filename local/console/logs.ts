import { z } from "zod";
import { parseJson } from "../engine/document";

/** A record of Lambda's JSON log format, either a function's own or the platform's. */
const record = z.looseObject({
  timestamp: z.string().optional(),
  time: z.string().optional(),
  level: z.string().optional(),
  type: z.string().optional(),
  message: z.unknown().optional(),
  record: z.looseObject({ metrics: z.looseObject({ durationMs: z.number() }) }).optional(),
});
export type LogRecord = z.output<typeof record>;

/** A line of a function's log. */
export interface LogEntry {
  functionName: string;
  line: string;
  /** Absent from a line that is not JSON. */
  record?: LogRecord;
  /** UTC, ISO 8601; for a line without a time, that of the line before. */
  at: string;
}

/** Levels from which on entries are shown, with what each is called. */
export const LOG_LEVELS = {
  "": "All",
  info: "Info and above",
  warn: "Warnings and errors",
  error: "Errors",
} as const;
type LogLevel = keyof typeof LOG_LEVELS;

const RANKS: Readonly<Record<LogLevel, number>> = { "": 0, info: 1, warn: 2, error: 3 };

/** Entries to show. */
export interface LogFilter {
  level: LogLevel;
  functionName: string;
  /** Words that a line has, in any order and case. */
  text: string;
}

/** The filter that a form asks for. */
export function logFilterOf(query: URLSearchParams): LogFilter {
  const level = query.get("level") ?? "";
  return {
    level: Object.hasOwn(LOG_LEVELS, level) ? (level as LogLevel) : "",
    functionName: query.get("function") ?? "",
    text: query.get("text") ?? "",
  };
}

/** The entries of a function's log, oldest first. */
export function logEntries(functionName: string, lines: readonly string[]): LogEntry[] {
  let at = "";
  return lines.map((line) => {
    const { data } = record.safeParse(parseJson(line));
    at = data?.timestamp ?? data?.time ?? at;
    return { functionName, line, at, ...(data && { record: data }) };
  });
}

/** The entries that match a filter: errors first, then the newest. */
export function shownEntries(
  entries: readonly LogEntry[],
  { level, functionName, text }: LogFilter,
): LogEntry[] {
  const words = text.toLowerCase().split(/\s+/);
  return entries
    .filter((entry) => functionName === "" || entry.functionName === functionName)
    .filter((entry) => rankOf(entry) >= RANKS[level])
    .filter(({ line }) => words.every((word) => line.toLowerCase().includes(word)))
    .reverse()
    .sort((a, b) => Number(isError(b)) - Number(isError(a)) || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Returns true if an entry reports a failure. */
export const isError = (entry: LogEntry) => rankOf(entry) >= RANKS.error;

function rankOf({ record: { level = "" } = {} }: LogEntry): number {
  if (/error|fatal/i.test(level)) return RANKS.error;
  if (/warn/i.test(level)) return RANKS.warn;
  return /info/i.test(level) ? RANKS.info : 0;
}
