import { oneLine, severalLines } from "../../../domain/values/text";
import type { Said } from "../../i18n";
import type { Draft } from "../expenses/model";

/** Input in the fields of an expense. The amount may name another currency than the one that is chosen. */
export type Typed = Omit<Draft, "currency"> & Partial<Pick<Draft, "currency">>;

/** Problems by field. */
export type Problems = Partial<Record<string, Said>>;

/** Nothing typed yet. */
export const EMPTY: Typed = { description: "", category: "", amount: "", date: "" };

/** Identifies the form of a new expense among the kept ones. */
export const NEW = "new";

/** Readers of the fields that are no text. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  tags: (text) => text.split(",").map(oneLine).filter(Boolean),
  parts: (text) => JSON.parse(text || "[]"),
};

/** Reads the text of a field, which may have several lines. */
export const readInput = (name: string, text: string, isLong: boolean) =>
  (READERS[name] ?? (isLong ? severalLines : oneLine))(text);

/** Reads the fields that a form has; others stay unchanged. */
export function typedIn(form: HTMLFormElement): Typed {
  const fields = [...new FormData(form)].map(([name, value]) => [
    name,
    readInput(name, String(value), form[name].type === "textarea"),
  ]);
  return { ...EMPTY, ...Object.fromEntries(fields) };
}
