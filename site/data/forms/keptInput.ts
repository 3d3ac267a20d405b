import { optionalParagraphs } from "../../../domain/expenses/optionalTexts";
import { typedInto } from "../../lib/storage/typedForms";
import { readInput, type Typed } from "./formInput";

/**
 * Input together with what was typed, before the page was loaded again, into fields that the form does not have yet: the further ones
 * are fetched after the others.
 * @param form The form among the kept ones.
 */
export function withKept(form: string, typed: Typed): Typed {
  const kept = Object.entries(typedInto(form)).filter(([name]) => !(name in typed));
  const paragraphs: readonly string[] = optionalParagraphs;
  const read = kept.map(([name, text]) => [name, readInput(name, String(text), paragraphs.includes(name))]);
  return { ...typed, ...Object.fromEntries(read) };
}
