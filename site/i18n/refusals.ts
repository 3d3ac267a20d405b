import type { RefusalCode } from "../../domain/values/refusals";

/**
 * The API's refusals in a language other than English, the API's own language. `{label}` is not used: it is English, and the page
 * shows the text next to the field.
 */
export type Refusals = { readonly [Code in RefusalCode as `refusal.${Code}`]: string };
