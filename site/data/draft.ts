import { textList } from "../../domain/expenses/texts";
import { isCurrency } from "../../domain/values/currency";
import { isDay } from "../../domain/values/day";
import { isWithin, oneLine, severalLines } from "../../domain/values/text";
import { type Said, say } from "../i18n";
import { readAmount } from "../lib/format";
import type { Draft } from "./model";

/** Input in the fields of an expense. The amount may name the currency. */
export type Typed = Omit<Draft, "currency">;

/** Problems by field. */
export type Problems = Partial<Record<string, Said>>;

/** Nothing typed yet. */
export const EMPTY: Typed = { description: "", category: "", amount: "", date: "" };

/** Readers of the fields that are not one line. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  notes: severalLines,
  tags: (text) => text.split(",").map(oneLine).filter(Boolean),
};

/** Reads the fields of a form, whichever it has: what stands in no form is left as it is. */
export function typedIn(form: HTMLFormElement): Typed {
  const fields = [...new FormData(form)].map(([name, value]) => [
    name,
    (READERS[name] ?? oneLine)(String(value)),
  ]);
  return { ...EMPTY, ...Object.fromEntries(fields) };
}

/**
 * Checks the input by the rules of the API, so that a problem shows beside its field before anything is sent.
 * @param standard The currency, unless the amount names another: "12 EUR".
 */
export function check(typed: Typed, standard: string): { draft: Draft } | { problems: Problems } {
  const problems: Problems = {};
  const { number, currency = standard } = currencyIn(typed.amount);
  const read = readAmount(number, currency);
  if ("problem" in read) problems.amount = read.problem;
  if (typed.description === "") problems.description = say("expense.descriptionMissing");
  for (const { key, max } of textList) {
    if (!isWithin(typed[key] ?? "", max)) problems[key] = say("app.tooLong", { count: max });
  }
  if (!isDay(typed.date)) problems.date = say("expense.dateMissing");
  if ("problem" in read || Object.keys(problems).length > 0) return { problems };
  return { draft: { ...typed, ...read, currency } };
}

/** Takes the code of a currency out of what was typed as an amount. */
function currencyIn(text: string): { number: string; currency?: string } {
  const [code = ""] = /[a-z]{3}/i.exec(text) ?? [];
  const currency = code.toUpperCase();
  return isCurrency(currency) ? { number: text.replace(code, ""), currency } : { number: text };
}
