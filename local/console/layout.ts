import { html, type Markup, renderPage } from "../engine/html";

const NAVIGATION = [
  ["/", "Overview"],
  ["/inbox", "Inbox"],
  ["/codes", "Codes"],
  ["/functions", "Functions"],
  ["/logs", "Logs"],
  ["/schedules", "Schedules"],
  ["/executions", "Executions"],
  ["/queues", "Queues"],
  ["/resources", "Resources"],
] as const;

export interface Page {
  title: string;
  content: Markup;
}

/** The whole document of a page, with the navigation; `path` is marked in it. */
export function renderConsole(project: string, path: string, { title, content }: Page): string {
  const current = (href: string) =>
    (href === "/" ? path === "/" : path.startsWith(href)) ? "page" : undefined;
  return renderPage(html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title} – ${project}</title>
      <link rel="stylesheet" href="/console.css" />
      <link rel="icon" href="data:," />
      <script src="/console.js" type="module"></script>
    </head>
    <body>
      <header>
        <a class="skip" href="#content">Skip to content</a>
        <p class="brand">${project} <span>local cloud</span></p>
        <nav aria-label="Console">
          <ul>
            ${NAVIGATION.map(([href, label]) => html`<li><a href=${href} aria-current=${current(href)}>${label}</a></li>`)}
          </ul>
        </nav>
      </header>
      <main id="content">
        <h1>${title}</h1>
        ${content}
      </main>
    </body>
  </html>`);
}

export interface Column<Row> {
  label: string;
  cell(row: Row): Markup | string | number | undefined;
}

/** A table that becomes a list of cards on a narrow screen. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): Markup {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table>
    <thead>
      <tr>
        ${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${columns.map(({ label, cell }) => html`<td data-label=${label}><div>${cell(row) ?? "–"}</div></td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * A part of a page that the browser reads again while the page is open.
 * @param seconds Pause before it is read again; it stays as it is without them.
 */
export function live(id: string, seconds: number | undefined, content: Markup): Markup {
  return html`<div id=${id} data-follow=${seconds}>${content}</div>`;
}

/** A long name, such as an ARN, that breaks between its parts, not within a word. */
export function longName(text: string): Markup {
  const parts = text.split(/(?<=[:/])/);
  return html`<code>${parts.map((part, index) => html`${index > 0 && html`<wbr />`}${part}`)}</code>`;
}

/** A text with a button that copies it. */
export function copied(text: string): Markup {
  return html`<span class="copied"><code>${text}</code> ${copyButton(text, "Copy")}</span>`;
}

export function copyButton(text: string, label: string): Markup {
  return html`<button type="button" class="copy" data-copy=${text} aria-label=${`Copy ${text}`}>${label}</button>`;
}

/** A list whose rows open to show more. A row that is open stays so while its key is in the list. */
export function disclosures(
  rows: readonly { key: string; summary: Markup; content: Markup }[],
  empty: string,
): Markup {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<ul class="rows">
    ${rows.map(
      ({ key, summary, content }) => html`<li><details data-key=${key}>
        <summary>${summary}</summary>
        ${content}
      </details></li>`,
    )}
  </ul>`;
}

/** A point in time as people read it, in UTC. */
export function time(iso: string | undefined): Markup | undefined {
  if (iso === undefined) return undefined;
  const text = iso.replace("T", " ").replace(/\.\d+/, "").replace("Z", " UTC");
  return html`<time datetime=${iso}>${text}</time>`;
}

/** JSON text with indentation; any other text unchanged. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** A status label, colored good, bad or neutral. */
export function badge(text: string, tone: "good" | "bad" | "plain"): Markup {
  return html`<span class=${`badge ${tone}`}>${text}</span>`;
}

/** A button that does something by POST; what cannot be undone looks dangerous. */
export function action(href: string, label: string, danger = false): Markup {
  return html`<form method="post" action=${href}><button class=${danger ? "danger" : undefined}>${label}</button></form>`;
}
