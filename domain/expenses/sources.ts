// The ways by which expenses come in, for the API and the page. No schemas here: they would end up in the page's bundle.

/** `page`: entered on the page; `api`: by another program. */
export const SOURCES = ["page", "api"] as const;
export type Source = (typeof SOURCES)[number];
