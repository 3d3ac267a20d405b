// The ways by which expenses come in, for the API and the page. No schemas here: they would end up in the page's bundle.

/** `page`: entered on the page; `api`: by another program; `rule`: by a recurring expense; `receipt`: by confirming one. */
export const SOURCES = ["page", "api", "rule", "receipt"] as const;
export type Source = (typeof SOURCES)[number];
