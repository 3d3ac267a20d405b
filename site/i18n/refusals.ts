import type { RefusalCode } from "../../domain/values/refusals";

/**
 * The API's refusals in a language other than English, in which the API answers them. `{label}` is left out: it is English, and
 * the page shows the text at the field that it is about.
 */
export type Refusals = { readonly [Code in RefusalCode as `refusal.${Code}`]: string };
