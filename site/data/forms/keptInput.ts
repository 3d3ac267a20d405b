import { optionalParagraphs } from "../../../domain/expenses/optionalTexts";
import { readInput, type Typed } from "./formInput";

/**
 * Input together with what was typed, before the page was loaded again, into fields that the form does not have yet: the further ones
 * are fetched after the others.
 * @param kept What the page keeps of the form.
 */
export function withKept(kept: Readonly<Record<string, unknown>>, typed: Typed): Typed {
  const missing = Object.entries(kept).filter(([name]) => !(name in typed));
  const paragraphs: readonly string[] = optionalParagraphs;
  const read = missing.map(([name, text]) => [
    name,
    readInput(name, String(text), paragraphs.includes(name)),
  ]);
  return { ...typed, ...Object.fromEntries(read) };
}
