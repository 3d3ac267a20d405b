import { textList } from "../../../domain/expenses/texts";
import { isDay } from "../../../domain/values/day";
import { isWithin } from "../../../domain/values/text";
import { say } from "../../i18n";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import type { Draft } from "../expenses/model";
import type { Problems, Typed } from "./formInput";
import { checkParts } from "./splitParts";

/** Checks the input by the rules of the API, so that a problem shows beside its field before anything is sent. */
export function check(typed: Typed, standard: string): { draft: Draft } | { problems: Problems } {
  const problems: Problems = {};
  const read = readTypedAmount(typed.amount, typed.currency ?? standard);
  if ("problem" in read) problems.amount = read.problem;
  if (typed.description === "") problems.description = say("expense.descriptionMissing");
  for (const { key, max } of textList) {
    if (!isWithin(typed[key] ?? "", max)) problems[key] = say("app.tooLong", { count: max });
  }
  if (!isDay(typed.date)) problems.date = say("expense.dateMissing");
  const split = typed.parts && "amount" in read ? checkParts(typed.parts, read) : undefined;
  if (split?.problem) problems.parts = split.problem;
  if ("problem" in read || Object.keys(problems).length > 0) return { problems };
  return { draft: { ...typed, ...split?.draft, amount: read.amount, currency: read.currency } };
}
