import { html, type Markup } from "../engine/html";
import type { StoredMail } from "../engine/inbox";
import type { AppCode } from "../services/cognito-idp/totp";
import type { ScheduleView } from "../services/scheduler/model";
import type { StoredQueue } from "../services/sqs/model";
import type { Execution } from "../services/states/model";
import {
  action,
  badge,
  copied,
  copyButton,
  disclosures,
  live,
  longName,
  type Page,
  pretty,
  table,
  time,
} from "./layout";
import { masker } from "./masking";
import type { ConsoleSources } from "./sources";

/** Result of a console action, shown once on the page that the action returns to. */
export interface Notice {
  text: string;
  failed: boolean;
}

const MAILS_SHOWN = 100;

// Seconds after which a page is reloaded.
const MAIL_SECONDS = 5;
const CODE_SECONDS = 2;
const RUN_SECONDS = 1;

/** Codes in an email, and one-time passwords, which have a line of their own. */
const CODES = /\b\d{6}\b|^(?=\S*\d)(?!\S*[:/])\S{8,64}$/gm;

export function overview(sources: ConsoleSources): Page {
  const outputs = Object.entries(sources.outputs());
  const failures = sources.stepFunctions.executions().filter(({ status }) => status === "FAILED").length;
  const letters = sources.sqs.queues().reduce((count, { messages }) => count + messages.length, 0);
  const demo = sources.demoUser();
  const tiles: [href: string, label: string, count: number][] = [
    ["/inbox", "mails", sources.inbox.mails().length],
    ["/functions", "functions", [...sources.lambda.all()].length],
    ["/schedules", "schedules", sources.scheduler.schedules().length],
    ["/executions", "failed executions", failures],
    ["/queues", "messages in queues", letters],
    ["/resources", "resources", sources.resources().length],
  ];
  return {
    title: "Overview",
    content: html`
      <ul class="tiles">
        ${tiles.map(([href, label, count]) => html`<li><a href=${href}><b>${count}</b> ${label}</a></li>`)}
      </ul>
      ${
        demo &&
        html`<h2>Demo user</h2>
          <p>Sign in as ${copied(demo.email)} with the password ${copied(demo.password)}.</p>`
      }
      <h2>Outputs</h2>
      ${table(
        outputs,
        [
          { label: "Name", cell: ([name]) => html`<code>${name}</code>` },
          { label: "Value", cell: ([, { value, secret }]) => (secret ? "••••••" : outputValue(value)) },
        ],
        "The program has no outputs.",
      )}
      <h2>For the AWS CLI and SDKs</h2>
      <pre>${shellLines(`${sources.dataDir}/aws-config`)}</pre>
      <p>It contains the access keys of this local cloud, and its endpoint, <code>${sources.endpointUrl}</code>.</p>
    `,
  };
}

/** Without the second file and the first line, credentials of the reader's own would come first. */
function shellLines(profile: string): string {
  return [
    "unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
    `export AWS_CONFIG_FILE=${profile} AWS_SHARED_CREDENTIALS_FILE=${profile}`,
  ].join("\n");
}

function outputValue(value: unknown): Markup {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^https?:\/\//.test(text) ? html`<a href=${text}>${text}</a>` : copied(text);
}

export function inbox(mails: readonly StoredMail[], to: string | undefined): Page {
  const shown = mails.slice(0, MAILS_SHOWN);
  return {
    title: to ? `Inbox of ${to}` : "Inbox",
    content: html`
      <p class="hint">All emails that the program sends appear here; none leave this machine.
        ${to && html`<a href="/inbox">Show all addresses</a>`}</p>
      ${live(
        "mails",
        MAIL_SECONDS,
        html`
          ${shown.length === 0 && html`<p class="empty">No emails yet.</p>`}
          ${shown.map(mailCard)}
          ${mails.length > shown.length && html`<p class="hint">Showing the newest ${MAILS_SHOWN} of ${mails.length}.</p>`}
        `,
      )}
    `,
  };
}

function mailCard({ to, subject, text, links = [], at }: StoredMail): Markup {
  const codesIn = text.match(CODES) ?? [];
  return html`<article class="card">
    <h2>${subject}</h2>
    <p class="meta">to <a href=${`/inbox?to=${encodeURIComponent(to)}`}>${to}</a> · ${time(at)}</p>
    <pre class="text">${text}</pre>
    ${
      links.length + codesIn.length > 0 &&
      html`<p class="links">
        ${codesIn.map((code) => copyButton(code, `Copy ${code}`))}
        ${links.map(({ label, href }) => html`<a class="button" href=${href} target="_blank" rel="noopener">${label}</a>`)}
      </p>`
    }
  </article>`;
}

/** The current codes of users' authenticator apps, so that no phone is needed to try the sign-in. */
export function codes(list: readonly AppCode[]): Page {
  return {
    title: "Codes",
    content: html`
      <p class="hint">What the authenticator apps of users show now. A code works once, for about a minute.</p>
      ${live(
        "codes",
        CODE_SECONDS,
        table(
          list,
          [
            { label: "User", cell: ({ email }) => email },
            { label: "Code", cell: ({ code }) => copied(code) },
            { label: "Next code in", cell: ({ seconds }) => `${seconds} s` },
          ],
          "No user has set up an authenticator app.",
        ),
      )}
    `,
  };
}

export function schedules(list: readonly ScheduleView[], notice: Notice | undefined): Page {
  return {
    title: "Schedules",
    content: html`
      ${noticeBox(notice)}
      ${table(
        list,
        [
          { label: "Name", cell: ({ name }) => html`<b>${name}</b>` },
          {
            label: "When",
            cell: ({ expression, timezone }) =>
              html`<code>${expression}</code> <span class="hint">${timezone}</span>`,
          },
          { label: "Next run", cell: ({ next }) => time(next) },
          { label: "Last run", cell: ({ lastRun }) => time(lastRun) },
          {
            label: "Action",
            cell: ({ name }) => action(`/schedules/${encodeURIComponent(name)}/run`, "Run now"),
          },
        ],
        "The program has no schedules.",
      )}
    `,
  };
}

export function queues(list: readonly StoredQueue[], notice: Notice | undefined): Page {
  const ordered = list.toSorted((left, right) => right.messages.length - left.messages.length);
  return {
    title: "Queues",
    content: html`
      ${noticeBox(notice)}
      ${ordered.length === 0 && html`<p class="empty">The program has no queues.</p>`}
      ${ordered.map(queueCard)}
    `,
  };
}

function queueCard({ name, messages }: StoredQueue): Markup {
  const tone = messages.length > 0 ? "bad" : "good";
  return html`<article class="card">
    <h2>${name} ${badge(messages.length === 0 ? "empty" : String(messages.length), tone)}</h2>
    ${messages.map(
      ({ id, sentAt, receiveCount, body }) => html`<details>
        <summary>${time(new Date(sentAt).toISOString())} · received ${receiveCount}× · <code>${id}</code></summary>
        <pre>${pretty(body)}</pre>
      </details>`,
    )}
    ${messages.length > 0 && action(`/queues/${encodeURIComponent(name)}/purge`, "Delete all messages", true)}
  </article>`;
}

export function executions(
  machines: readonly { name: string; arn: string }[],
  list: readonly Execution[],
  notice: Notice | undefined,
): Page {
  return {
    title: "Executions",
    content: html`
      ${noticeBox(notice)}
      <h2>Start a state machine</h2>
      ${machines.length === 0 && html`<p class="empty">The program has no state machines.</p>`}
      ${
        machines.length > 0 &&
        html`<form class="stacked" method="post" action="/executions">
          <label>State machine <select name="machine">
            ${machines.map(({ name, arn }) => html`<option value=${arn}>${name}</option>`)}
          </select></label>
          <label>Input (JSON) <textarea name="input" rows="3" spellcheck=${false}>{}</textarea></label>
          <button>Start</button>
        </form>`
      }
      <h2>Recent executions</h2>
      ${live(
        "executions",
        // Until the last one has ended.
        list.some(({ status }) => status === "RUNNING") ? RUN_SECONDS : undefined,
        disclosures(list.map(executionRow), "No executions yet."),
      )}
    `,
  };
}

function executionRow(execution: Execution) {
  const { name, stateMachineArn, status, startDate, input, output, error, cause } = execution;
  const parts = [
    ["Name", name],
    ["Input", input],
    ["Output", output],
    ["Error", error],
    ["Cause", cause],
  ] as const;
  return {
    key: execution.executionArn,
    summary: html`<b>${stateMachineArn.split(":").at(-1)}</b>
      ${badge(status.toLowerCase().replace("_", " "), executionTone(status))}
      ${error && html`<span>${error}</span>`}
      <span class="meta">${time(startDate)} ${duration(execution)}</span>`,
    content: html`${parts.map(([label, text]) => text !== undefined && html`<h3>${label}</h3><pre>${pretty(text)}</pre>`)}`,
  };
}

function executionTone(status: Execution["status"]): "good" | "bad" | "plain" {
  if (status === "SUCCEEDED") return "good";
  return status === "RUNNING" ? "plain" : "bad";
}

function duration({ startDate, stopDate }: Execution): string | undefined {
  if (stopDate === undefined) return undefined;
  return `· ${((Date.parse(stopDate) - Date.parse(startDate)) / 1_000).toFixed(1)} s`;
}

export function resources(sources: ConsoleSources): Page {
  const list = sources.resources();
  const mask = masker(list, sources.outputs());
  const json = (value: unknown) => mask(JSON.stringify(value, undefined, 2) ?? "");
  return {
    title: "Resources",
    content: html`
      <p class="hint">All resources that the program declares, in order of creation. Secrets are masked.</p>
      ${disclosures(
        list.map(({ type, name, id, inputs, state }) => ({
          key: `${type} ${name}`,
          summary: html`<b>${name}</b> ${longName(type)} ${id !== name && html`<span class="meta">${mask(id)}</span>`}`,
          content: html`<h3>Inputs</h3><pre>${json(inputs)}</pre><h3>Outputs</h3><pre>${json(state)}</pre>`,
        })),
        "The program declares no resources.",
      )}
    `,
  };
}

export function noticeBox(notice: Notice | undefined): Markup | undefined {
  if (!notice) return undefined;
  return html`<div class=${`notice ${notice.failed ? "bad" : "good"}`} role="status"><pre>${notice.text}</pre></div>`;
}
