import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import createRouter, { type HTTPMethod } from "find-my-way";
import { html } from "../engine/html";
import { createListener } from "../engine/listener";
import { messageOf } from "../engine/localCloudError";
import type { InvokeResult } from "../engine/service";
import { ownPages } from "../engine/trust";
import { functionPage, functions, logs } from "./functionPages";
import { type Page, pretty, renderConsole } from "./layout";
import { logFilterOf } from "./logs";
import {
  codes,
  executions,
  inbox,
  type Notice,
  overview,
  queues,
  resources,
  schedules,
} from "./servicePages";
import type { ConsoleSources } from "./sources";

export type { ConsoleSources } from "./sources";

const fileOf = (...path: string[]) => readFileSync(join(__dirname, ...path), "utf8");

/** The colors are those of the site. */
const STYLE = fileOf("..", "..", "site", "styles", "tokens.css") + fileOf("base.css") + fileOf("parts.css");
const SCRIPT = fileOf("browser.js");

/** Nothing but its own style and script, and forms that go back to itself. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

interface Call {
  parameters: Record<string, string | undefined>;
  query: URLSearchParams;
  form: URLSearchParams;
}

/** A page, JSON, or a redirect to another page. */
type Answer = { page: Page; status?: number } | { json: unknown } | { redirect: string };
type Handler = (call: Call) => Answer | Promise<Answer>;

/**
 * The web console of the local cloud: the program's resources, the sent emails, logs, schedules, executions and dead
 * letters. It is restricted to this machine: it responds only to local names, and acts only on forms of its own pages.
 */
export function createConsole(sources: ConsoleSources): Server {
  const findRoute = router(new Routes(sources).table());
  return createListener(ownPages(sources.host), (request, response) => ({
    answer: () => respond(sources, findRoute, request, response),
    refuse: (reason) => sendPage(sources, request, response, 403, problem("Refused", reason)),
    fail(error) {
      sources.report(`Console, ${request.method} ${request.url}: ${messageOf(error)}`);
      if (response.headersSent) response.destroy();
      else sendPage(sources, request, response, 500, problem("Something went wrong", messageOf(error)));
    },
  }));
}

class Routes {
  /** Result of the last action on each page, kept until that page shows it. */
  private readonly notices = new Map<string, Notice>();
  /** The last event that each function was called with here. */
  private readonly payloads = new Map<string, string>();

  constructor(private readonly sources: ConsoleSources) {}

  table(): [method: HTTPMethod, path: string, handler: Handler][] {
    const { sources } = this;
    const { inbox: mailbox, scheduler, sqs, stepFunctions } = sources;
    const to = ({ query }: Call) => query.get("to") ?? undefined;
    return [
      ["GET", "/", () => ({ page: overview(sources) })],
      ["GET", "/inbox", (call) => ({ page: inbox(mailbox.mails(to(call)), to(call)) })],
      ["GET", "/inbox.json", (call) => ({ json: mailbox.mails(to(call)) })],
      ["GET", "/codes", () => ({ page: codes(sources.cognito.appCodes()) })],
      ["GET", "/functions", () => ({ page: functions(sources) })],
      ["GET", "/logs", ({ query }) => ({ page: logs(sources, logFilterOf(query)) })],
      ["GET", "/functions/:name", (call) => this.showFunction(call)],
      ["POST", "/functions/:name", (call) => this.invoke(call)],
      ["GET", "/schedules", () => ({ page: schedules(scheduler.schedules(), this.notice("/schedules")) })],
      ["POST", "/schedules/:name/run", (call) => this.runSchedule(call)],
      ["GET", "/queues", () => ({ page: queues(sqs.queues(), this.notice("/queues")) })],
      ["POST", "/queues/:name/purge", (call) => this.purge(call)],
      [
        "GET",
        "/executions",
        () => ({
          page: executions(stepFunctions.machines(), stepFunctions.executions(), this.notice("/executions")),
        }),
      ],
      ["POST", "/executions", (call) => this.startMachine(call)],
      ["GET", "/resources", () => ({ page: resources(sources) })],
    ];
  }

  private showFunction({ parameters: { name = "" } }: Call): Answer {
    const found = this.sources.lambda.find(name);
    if (!found) return { page: problem("Not found", `The function ${name} does not exist.`), status: 404 };
    const path = `/functions/${encodeURIComponent(name)}`;
    const log = this.sources.lambda.logs(name);
    return { page: functionPage(found, log, this.payloads.get(name) ?? "{}", this.notice(path)) };
  }

  private invoke({ parameters: { name = "" }, form }: Call): Promise<Answer> {
    const payload = form.get("payload") ?? "";
    this.payloads.set(name, payload);
    return this.act(`/functions/${encodeURIComponent(name)}`, async () =>
      resultNotice(await this.sources.lambda.invoke(name, parseEvent(payload), "RequestResponse")),
    );
  }

  private runSchedule({ parameters: { name = "" } }: Call): Promise<Answer> {
    return this.act("/schedules", async () => resultNotice(await this.sources.scheduler.runNow(name)));
  }

  private purge({ parameters: { name = "" } }: Call): Promise<Answer> {
    return this.act("/queues", async () => {
      await this.sources.sqs.purge(name);
      return { text: `Deleted all messages in ${name}.`, failed: false };
    });
  }

  private startMachine({ form }: Call): Promise<Answer> {
    return this.act("/executions", async () => {
      const { name } = await this.sources.stepFunctions.start(
        form.get("machine") ?? "",
        form.get("input") ?? "",
      );
      return { text: `Started ${name}.`, failed: false };
    });
  }

  /** Performs an action and redirects to a page with the outcome, so that reloading does not repeat it. */
  private async act(back: string, run: () => Promise<Notice>): Promise<Answer> {
    const notice = await run().catch((error: unknown) => ({ text: messageOf(error), failed: true }));
    this.notices.set(back, notice);
    return { redirect: back };
  }

  private notice(path: string): Notice | undefined {
    const notice = this.notices.get(path);
    this.notices.delete(path);
    return notice;
  }
}

function parseEvent(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw new Error(`The event is not valid JSON: ${messageOf(error)}`);
  }
}

function resultNotice({ functionError, payload }: InvokeResult): Notice {
  return { text: pretty(payload) || "Done.", failed: functionError !== undefined };
}

type FindRoute = (
  method: string,
  path: string,
) => { handler: Handler; parameters: Call["parameters"] } | undefined;

function router(table: [method: HTTPMethod, path: string, handler: Handler][]): FindRoute {
  const routes = createRouter();
  for (const [method, path, handler] of table) routes.on(method, path, () => undefined, handler);
  return (method, path) => {
    const found = routes.find(method as HTTPMethod, path);
    return found ? { handler: found.store as Handler, parameters: found.params } : undefined;
  };
}

async function respond(
  sources: ConsoleSources,
  findRoute: FindRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(`http://console${request.url ?? "/"}`);
  if (url.pathname === "/console.css") return send(response, 200, "text/css", STYLE);
  if (url.pathname === "/console.js") return send(response, 200, "text/javascript", SCRIPT);
  const route = findRoute(request.method ?? "GET", url.pathname);
  if (!route)
    return sendPage(sources, request, response, 404, problem("Not found", "This page does not exist."));
  const form = new URLSearchParams(request.method === "POST" ? await text(request) : "");
  const answer = await route.handler({ parameters: route.parameters, query: url.searchParams, form });
  if ("json" in answer) return send(response, 200, "application/json", JSON.stringify(answer.json));
  if ("page" in answer) return sendPage(sources, request, response, answer.status ?? 200, answer.page);
  response.writeHead(303, { Location: answer.redirect });
  response.end();
}

function problem(title: string, message: string): Page {
  return { title, content: html`<p class="empty">${message}</p>` };
}

function sendPage(
  { project }: ConsoleSources,
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  page: Page,
): void {
  const path = request.url?.split("?")[0] ?? "/";
  send(response, status, "text/html", renderConsole(project, path, page));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    // Not "no-referrer": browsers then send forms with the origin "null".
    "Referrer-Policy": "same-origin",
    // Pages show codes and the demo user's password.
    "Cache-Control": "no-store",
  });
  response.end(body);
}
