import { oneLine } from "../../../domain/values/text";
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

/** Readers of the fields that are not one line of text: `keptInput.ts` adds them, which is fetched with their inputs. */
export const readers: Record<string, (text: string) => unknown> = {};

/** Reads the fields that a form has; others stay unchanged. */
export function typedIn(form: HTMLFormElement): Typed {
  const fields = [...new FormData(form)].map(([name, value]) => {
    const read = readers[name] ?? oneLine;
    return [name, read(String(value))];
  });
  return { ...EMPTY, ...Object.fromEntries(fields) };
}
