import { type Kind, signOf } from "../expenses/kinds";
import { optionalFields } from "../expenses/optionalFields";
import type { Part } from "../expenses/parts";
import type { OptionalField } from "../expenses/simpleFields";

// Lines of reports, for the CSV file and the page's spreadsheet alike. No schemas here: they would end up in the page's bundle.

const BESIDE_DESCRIPTION = "merchant";

const FURTHER_FIELDS = optionalFields
  .map(({ key }) => key)
  .filter((key): key is Exclude<OptionalField, typeof BESIDE_DESCRIPTION> => key !== BESIDE_DESCRIPTION);

/** The columns of a report: columns for people come first, those for programs last. */
export const REPORT_COLUMNS = [
  "date",
  "description",
  BESIDE_DESCRIPTION,
  "category",
  "amount",
  "currency",
  "kind",
  "parts",
  "tags",
  ...FURTHER_FIELDS,
  "source",
  "createdAt",
  "updatedAt",
  "createdBy",
  "version",
  "expenseId",
] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];

/** An expense as reports see it. */
interface Reported {
  kind?: Kind | undefined;
  category: string;
  /** Integer minor units, as in parts. */
  amount: number;
  parts?: Part<number>[] | undefined;
}

/** Expenses, and refunds with negative amounts, but no income, so that the sum of the amounts is the spending. */
export function spendingOf<Item extends Reported>(items: readonly Item[]): Item[] {
  return items.filter(({ kind }) => signOf(kind) !== 0).map(signed);
}

function signed<Item extends Reported>({ parts, ...item }: Item): Item {
  const sign = signOf(item.kind);
  const signedParts = parts?.map((part) => ({ ...part, amount: sign * part.amount }));
  return { ...item, amount: sign * item.amount, ...(signedParts && { parts: signedParts }) } as Item;
}

/** Returns the lines of an expense: one for each part, with its category and amount, or a single one. */
export function linesOf<Item extends Reported>({ parts, ...item }: Item): Item[] {
  if (parts === undefined) return [item as Item];
  return parts.map((part) => ({
    ...(item as Item),
    amount: part.amount,
    category: part.category,
    parts: [part],
  }));
}

/**
 * Characters that reorder or break what is read: control characters, line separators, directional marks. Tab and LF are
 * allowed.
 */
const DECEPTIVE = /\p{Bidi_Control}|[\u2028\u2029]|(?![\t\n\r])\p{Cc}/gu;

/**
 * Returns text that does not look like another: characters that would change its direction or its lines are written
 * out.
 */
export function legible(text: string): string {
  return text.replace(DECEPTIVE, (character) => `[U+${codeOf(character)}]`);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
