import { KINDS, type Kind, signOf } from "./kinds";

/** The kinds that are part of spending: refunds reduce it. Apart from {@link KINDS}, which the page's first screen loads. */
export const SPENT_KINDS: readonly Kind[] = KINDS.filter((kind) => signOf(kind) !== 0);
