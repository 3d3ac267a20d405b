import "../../i18n/en/fields";
import "../../i18n/en/more";
import { type SimpleField, simpleFieldList } from "../../../domain/expenses/simpleFields";
import { isDay } from "../../../domain/values/day";
import { MAX_TAG_LENGTH, MAX_TAGS } from "../../../domain/values/limits";
import { BYTES_PER_CHARACTER_OF_LINES, isWithin } from "../../../domain/values/text";
import { type Said, say } from "../../i18n";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import type { Draft } from "../expenses/model";
import type { Problems, Typed } from "./formInput";
import { checkParts } from "./splitParts";

/** Checks the input by the rules of the API, so that a problem shows beside its field before anything is sent. */
export function check(typed: Typed, standard: string): { draft: Draft } | { problems: Problems } {
  const problems: Problems = {};
  const read = readTypedAmount(typed.amount, typed.currency ?? standard);
  if ("problem" in read) problems.amount = read.problem;
  if (typed.description === "") problems.description = say("more.descriptionMissing");
  for (const field of simpleFieldList) {
    const problem = problemOf(field, typed[field.key] ?? "");
    if (problem) problems[field.key] = problem;
  }
  const tags = problemOfTags(typed.tags ?? []);
  if (tags) problems.tags = tags;
  if (!isDay(typed.date)) problems.date = say("more.dateMissing");
  const split = typed.parts && "amount" in read ? checkParts(typed.parts, read) : undefined;
  if (split?.problem) problems.parts = split.problem;
  if ("problem" in read || Object.keys(problems).length > 0) return { problems };
  return { draft: { ...typed, ...split?.draft, amount: read.amount, currency: read.currency } };
}

function problemOf(field: SimpleField, value: string | number | boolean): Said | undefined {
  if (value === "" || field.type === "boolean") return undefined;
  if (field.type === "day") return isDay(String(value)) ? undefined : say("more.dateMissing");
  const { max } = field;
  if (field.type !== "number") {
    const bytes = field.type === "lines" ? max * BYTES_PER_CHARACTER_OF_LINES : undefined;
    return isWithin(String(value), max, bytes) ? undefined : say("fields.tooLong", { count: max });
  }
  const { min } = field;
  const fits = Number.isInteger(value) && min <= Number(value) && Number(value) <= max;
  return fits ? undefined : say("more.notInRange", { min, max });
}

function problemOfTags(tags: readonly string[]): Said | undefined {
  if (tags.length > MAX_TAGS) return say("more.tagsTooMany", { count: MAX_TAGS });
  return tags.every((tag) => isWithin(tag, MAX_TAG_LENGTH))
    ? undefined
    : say("fields.tooLong", { count: MAX_TAG_LENGTH });
}
