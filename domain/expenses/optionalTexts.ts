import { type OptionalText, textList } from "./texts";

// The texts that most expenses do without, for forms and reports. Apart from texts.ts, because no first screen needs them.

const optional = textList.filter(({ presence }) => presence === "optional");
const keysOf = (some: typeof optional) => some.map(({ key }) => key as OptionalText);

/** The texts of one line, in their order. */
export const optionalLines: readonly OptionalText[] = keysOf(optional.filter(({ multiline }) => !multiline));

/** The texts that may have several lines, in their order. */
export const optionalParagraphs: readonly OptionalText[] = keysOf(
  optional.filter(({ multiline }) => multiline),
);

/** Picks the optional texts that an expense has. */
export function optionalTextsOf(
  expense: Partial<Record<OptionalText, string | undefined>>,
): Partial<Record<OptionalText, string>> {
  const all = [...optionalLines, ...optionalParagraphs].map((key) => [key, expense[key]] as const);
  return Object.fromEntries(all.filter(([, text]) => text !== undefined));
}
