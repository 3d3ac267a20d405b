import htm from "htm";
import { Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** Markup as a tagged template; every value in it is escaped. */
export const html = htm.bind(h);

export type Markup = VNode | VNode[];

/** A whole document. */
export function renderPage(root: Markup): string {
  return `<!doctype html>\n${renderToString(h(Fragment, {}, root))}`;
}
