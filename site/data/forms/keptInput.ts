import { optionalFields } from "../../../domain/expenses/optionalFields";
import { oneLine, severalLines } from "../../../domain/values/text";
import { typedInto } from "../../lib/storage/typedForms";
import { readers, type Typed, typedIn } from "./formInput";
import { tagsIn } from "./tagList";

/** Readers of simple fields. Empty text stays: it removes a value. */
const BY_TYPE = {
  line: oneLine,
  lines: severalLines,
  day: oneLine,
  number: (text: string) => text && Number(text),
  boolean: (text: string) => text && JSON.parse(text),
};

/** Readers of the fields of an expense whose code is fetched after that of the others. */
const FURTHER: Readonly<Record<string, (text: string) => unknown>> = {
  kind: oneLine,
  tags: tagsIn,
  parts: (text) => JSON.parse(text || "[]"),
  ...Object.fromEntries(optionalFields.map(({ key, type }) => [key, BY_TYPE[type]])),
};

Object.assign(readers, FURTHER);

/**
 * The further fields that are kept, from before the page was loaded again, and that the form does not have yet.
 * @param kept What the page keeps of the form.
 */
export function missingIn(typed: Typed, kept: Readonly<Record<string, unknown>>): Partial<Typed> {
  const missing = Object.entries(FURTHER).filter(([name]) => name in kept && !(name in typed));
  return Object.fromEntries(missing.map(([name, read]) => [name, read(String(kept[name]))]));
}

/**
 * All that a form says: the input of its fields, and the kept input of those that it does not have yet.
 * @param name The name under which the input is kept.
 */
export function inputOf(form: HTMLFormElement, name: string): Typed {
  const typed = typedIn(form);
  return { ...typed, ...missingIn(typed, typedInto(name)) };
}
