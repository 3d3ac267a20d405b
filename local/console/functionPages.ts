import { html, type Markup } from "../engine/html";
import type { LocalFunction } from "../services/lambda/model";
import { badge, live, longName, type Page, table, time } from "./layout";
import {
  isError,
  LOG_LEVELS,
  type LogEntry,
  type LogFilter,
  type LogRecord,
  logEntries,
  shownEntries,
} from "./logs";
import { type Notice, noticeBox } from "./servicePages";
import type { ConsoleSources } from "./sources";

const LINES_SHOWN = 200;

/** Seconds after which a log is read again. */
const LOG_SECONDS = 3;

export function functions(sources: ConsoleSources): Page {
  return {
    title: "Functions",
    content: table(
      byName(sources),
      [
        {
          label: "Name",
          cell: ({ name }) => html`<a href=${`/functions/${encodeURIComponent(name)}`}><b>${name}</b></a>`,
        },
        { label: "Timeout", cell: ({ inputs }) => `${inputs.timeout ?? 3} s` },
        { label: "Memory", cell: ({ inputs }) => `${inputs.memorySize ?? 128} MB` },
        { label: "Log lines", cell: ({ name }) => sources.lambda.logs(name).length },
      ],
      "The program has no functions.",
    ),
  };
}

const byName = ({ lambda }: ConsoleSources) =>
  [...lambda.all()].sort((left, right) => left.name.localeCompare(right.name));

/** One function: a form that calls it, and its log. */
export function functionPage(
  { name, arn }: LocalFunction,
  log: readonly string[],
  payload: string,
  notice: Notice | undefined,
): Page {
  return {
    title: name,
    content: html`
      <p class="hint"><a href="/functions">All functions</a> · ${longName(arn)}</p>
      ${noticeBox(notice)}
      <form class="stacked" method="post">
        <label>Event (JSON) <textarea name="payload" rows="4" spellcheck=${false}>${payload}</textarea></label>
        <button>Invoke</button>
      </form>
      <h2>Log</h2>
      <p class="hint"><a href=${`/logs?function=${encodeURIComponent(name)}`}>Search this log</a></p>
      ${logList(logEntries(name, log), { level: "", functionName: "", text: "" })}
    `,
  };
}

/** The logs of all functions, and a form that filters them. */
export function logs(sources: ConsoleSources, filter: LogFilter): Page {
  const names = byName(sources).map(({ name }) => name);
  const entries = names.flatMap((name) => logEntries(name, sources.lambda.logs(name)));
  const option = (value: string, label: string, chosen: string) =>
    html`<option value=${value} selected=${value === chosen}>${label}</option>`;
  return {
    title: "Logs",
    content: html`
      <form class="filter" method="get" action="/logs">
        <label>Level <select name="level">
          ${Object.entries(LOG_LEVELS).map(([value, label]) => option(value, label, filter.level))}
        </select></label>
        <label>Function <select name="function">
          ${option("", "All", filter.functionName)}
          ${names.map((name) => option(name, name, filter.functionName))}
        </select></label>
        <label>Text <input type="search" name="text" value=${filter.text} /></label>
        <button>Filter</button>
      </form>
      ${logList(entries, filter)}
    `,
  };
}

/** Entries of logs, errors first. */
function logList(entries: readonly LogEntry[], filter: LogFilter): Markup {
  const found = shownEntries(entries, filter);
  const lines = found.slice(0, LINES_SHOWN);
  return live(
    "log",
    LOG_SECONDS,
    html`
      ${lines.length === 0 && html`<p class="empty">${entries.length === 0 ? "No log entries yet." : "No log entry matches."}</p>`}
      ${lines.length > 0 && html`<ol class="log">${lines.map(logLine)}</ol>`}
      ${found.length > lines.length && html`<p class="hint">Showing ${LINES_SHOWN} of ${found.length} lines.</p>`}
    `,
  );
}

function logLine(entry: LogEntry): Markup {
  const { functionName, line, record } = entry;
  if (!record) return html`<li><b>${functionName}</b> <code>${line}</code></li>`;
  const { timestamp, time: at, level } = record;
  return html`<li>
    <details data-key=${`${functionName} ${line}`}>
      <summary>${time(timestamp ?? at)} ${level && badge(level, isError(entry) || /warn/i.test(level) ? "bad" : "plain")}
        <b>${functionName}</b> <span>${words(record)}</span></summary>
      <pre>${JSON.stringify(record, undefined, 2)}</pre>
    </details>
  </li>`;
}

/** Summarizes a log record in one line. */
function words({ message, type, record: details, ...rest }: LogRecord): string {
  if (typeof message === "string") return message;
  if (details) return `${type}: ${details.metrics.durationMs} ms`;
  return type ?? JSON.stringify(message ?? rest);
}
