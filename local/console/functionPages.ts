import { z } from "zod";
import { html, type Markup } from "../engine/html";
import type { LocalFunction } from "../services/lambda/model";
import { badge, type Page, table, time } from "./layout";
import { type Notice, noticeBox } from "./servicePages";
import type { ConsoleSources } from "./sources";

const LINES_SHOWN = 200;

export function functions(sources: ConsoleSources): Page {
  const list = [...sources.lambda.all()].sort((left, right) => left.name.localeCompare(right.name));
  return {
    title: "Functions",
    content: table(
      list,
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

/** One function: a form that calls it, and its log with the newest line first. */
export function functionPage(
  { name, arn }: LocalFunction,
  log: readonly string[],
  payload: string,
  notice: Notice | undefined,
): Page {
  const lines = log.slice(-LINES_SHOWN).reverse();
  return {
    title: name,
    content: html`
      <p class="hint"><a href="/functions">All functions</a> · <code>${arn}</code></p>
      ${noticeBox(notice)}
      <form class="stacked" method="post">
        <label>Event (JSON) <textarea name="payload" rows="4" spellcheck=${false}>${payload}</textarea></label>
        <button>Invoke</button>
      </form>
      <h2>Log</h2>
      ${lines.length === 0 && html`<p class="empty">No log entries yet.</p>`}
      <ol class="log">${lines.map(logLine)}</ol>
      ${log.length > lines.length && html`<p class="hint">Showing the newest ${LINES_SHOWN} of ${log.length} lines.</p>`}
    `,
  };
}

/** A record of Lambda's JSON log format, either a function's own or the platform's. */
const record = z.looseObject({
  timestamp: z.string().optional(),
  time: z.string().optional(),
  level: z.string().optional(),
  type: z.string().optional(),
  message: z.unknown().optional(),
  record: z.looseObject({ metrics: z.looseObject({ durationMs: z.number() }) }).optional(),
});
type LogRecord = z.output<typeof record>;

function logLine(line: string): Markup {
  const parsed = record.safeParse(parseJson(line));
  if (!parsed.success) return html`<li><code>${line}</code></li>`;
  const { timestamp, time: at, level } = parsed.data;
  return html`<li>
    <details>
      <summary>${time(timestamp ?? at)} ${level && badge(level, tone(level))} <span>${words(parsed.data)}</span></summary>
      <pre>${JSON.stringify(parsed.data, undefined, 2)}</pre>
    </details>
  </li>`;
}

/** Summarizes a log record in one line. */
function words({ message, type, record: details, ...rest }: LogRecord): string {
  if (typeof message === "string") return message;
  if (details) return `${type}: ${details.metrics.durationMs} ms`;
  return type ?? JSON.stringify(message ?? rest);
}

function tone(level: string): "bad" | "plain" {
  return /error|fatal|warn/i.test(level) ? "bad" : "plain";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
