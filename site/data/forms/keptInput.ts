import { optionalLines, optionalParagraphs } from "../../../domain/expenses/optionalTexts";
import { typedInto } from "../../lib/storage/typedForms";
import { readInput, type Typed, typedIn } from "./formInput";

/** The fields of an expense whose code is fetched after that of the others. */
const FURTHER: readonly string[] = ["kind", "tags", "parts", ...optionalLines, ...optionalParagraphs];

const LONG: readonly string[] = optionalParagraphs;

/**
 * The further fields that are kept, from before the page was loaded again, and that the form does not have yet.
 * @param kept What the page keeps of the form.
 */
export function missingIn(typed: Typed, kept: Readonly<Record<string, unknown>>): Partial<Typed> {
  const names = FURTHER.filter((name) => name in kept && !(name in typed));
  return Object.fromEntries(
    names.map((name) => [name, readInput(name, String(kept[name]), LONG.includes(name))]),
  );
}

/**
 * All that a form says: the input of its fields, and the kept input of those that it does not have yet.
 * @param name The name under which the input is kept.
 */
export function inputOf(form: HTMLFormElement, name: string): Typed {
  const typed = typedIn(form);
  return { ...typed, ...missingIn(typed, typedInto(name)) };
}
