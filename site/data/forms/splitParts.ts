import "../../i18n/en/fields";
import "../../i18n/en/more";
import { mainCategory, type Part } from "../../../domain/expenses/parts";
import { MAX_PART_NOTE_BYTES, MAX_PART_NOTE_LENGTH } from "../../../domain/values/limits";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { isWithin, oneLine } from "../../../domain/values/text";
import { type Said, say } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import { minorOf } from "../expenses/expenseSums";

// Splitting an expense into parts. Loaded with the form that does it.

type Parts = Part<string>[];

/** The amount of an expense with its currency. */
export interface Whole {
  /** With all decimals of the currency. */
  amount: string;
  currency: string;
}

/**
 * Reads parts as they were typed. Lines that are still empty are left out.
 * @returns those that can be read, and why another one cannot.
 */
export function readParts(
  typed: readonly Part<string>[],
  currency: string,
): { parts: Parts; problem?: Said } {
  const parts: Parts = [];
  let problem: Said | undefined;
  for (const { category, amount, note: text = "" } of typed) {
    const note = oneLine(text);
    if (amount === "" && !note) continue;
    const read = readTypedAmount(amount, currency);
    if ("problem" in read) problem ??= read.problem;
    else if (!isWithin(note, MAX_PART_NOTE_LENGTH, MAX_PART_NOTE_BYTES))
      problem ??= say("fields.tooLong", { count: MAX_PART_NOTE_LENGTH });
    else if (read.currency !== currency) problem ??= say("more.partCurrency", { currency });
    else parts.push({ category, amount: read.amount, ...(note && { note }) });
  }
  return { parts, ...(problem !== undefined && { problem }) };
}

/** The part of an amount that is left to distribute; below 0 if the parts are too much. */
export function leftOf({ amount }: Pick<Whole, "amount">, parts: readonly Part<string>[]): string {
  const left = parts.reduce((rest, part) => rest - minorOf(part.amount), minorOf(amount));
  return formatMinor(left, decimalsIn(amount));
}

/** The hint about what is left to distribute; undefined if nothing is. */
export function tellLeft(left: string, currency: string): Said | undefined {
  const minor = minorOf(left);
  if (minor === 0) return undefined;
  const amount = money(left.replace("-", ""), currency);
  return minor > 0 ? say("more.partsLeft", { amount }) : say("more.partsOver", { amount });
}

/**
 * Checks the parts of an expense by the rules of the API.
 * @returns why they cannot be saved; else the parts, with the category of their expense, which is that of the largest.
 */
export function checkParts(
  typed: readonly Part<string>[],
  whole: Whole,
): { problem?: Said | undefined; draft?: { parts: Parts; category?: string } } {
  const { parts, problem } = readParts(typed, whole.currency);
  if (problem !== undefined) return { problem };
  const category = mainCategory(parts.map((part) => ({ ...part, amount: minorOf(part.amount) })));
  if (category === undefined) return { draft: { parts } };
  return { problem: tellLeft(leftOf(whole, parts), whole.currency), draft: { parts, category } };
}
