import type { Expense } from "../../../domain/expenses/expense";
import { optionalLines } from "../../../domain/expenses/optionalFields";
import type { OptionalField } from "../../../domain/expenses/simpleFields";
import { fold } from "../../../domain/values/text";
import { ledgerId } from "../../lib/ledger/openLedger";
import { splitTags } from "../forms/tagList";
import { knownLists } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { readMonths, type StoredMonth } from "../storage/expenseDatabase";
import { habits } from "./ledgerHabits";

/** The values on this device of fields that are typed again and again, in the order of the alphabet. */
interface Used {
  texts: Readonly<Partial<Record<OptionalField, readonly string[]>>>;
  tags: readonly string[];
  /** IDs of those who added expenses. */
  people: readonly string[];
}

export const NOTHING_USED: Used = { texts: {}, tags: [], people: [] };

/**
 * Searches the loaded expenses, those that wait to be sent, the months that this device keeps, and the ledger's habits.
 */
export async function lookUpUsed(): Promise<Used> {
  const kept = await readMonths(ledgerId.peek() ?? "").catch((error: unknown): StoredMonth[] => {
    console.warn("IndexedDB does not list the months that it keeps:", error);
    return [];
  });
  const found: Partial<Pick<Expense, OptionalField | "tags" | "createdBy">>[] = [
    ...outbox.peek().map(({ draft }) => draft),
    ...[...knownLists()].flatMap(({ expenses }) => expenses.peek()),
    ...kept.flatMap(({ expenses }) => expenses),
    ...habits.peek().habits,
    { tags: habits.peek().tags ?? [] }, // Absent from what the release before kept.
  ];
  return {
    texts: Object.fromEntries(
      optionalLines
        .filter(({ type }) => type === "line")
        .map(({ key }) => [key, distinct(found.flatMap((one) => one[key] || []).map(String))]),
    ),
    tags: distinct(found.flatMap(({ tags }) => tags ?? [])),
    people: [...new Set(found.flatMap(({ createdBy }) => createdBy ?? []))],
  };
}

/** The texts, each in the first way that it is written. */
function distinct(texts: readonly string[]): string[] {
  const exact = new Set(texts);
  const byFold = new Map([...exact].reverse().map((text) => [fold(text), text]));
  return [...byFold.values()].sort((a, b) => a.localeCompare(b));
}

/**
 * Completions of the last tag of a list that is being typed, each with the tags before it: a browser compares what it offers with
 * the whole text.
 */
export function completeTags(typed: string, known: readonly string[]): string[] {
  const before = splitTags(typed).map((tag) => tag.trim());
  const begun = fold(before.pop() ?? "");
  const taken = new Set(before.map(fold));
  const fitting = known.filter((tag) => fold(tag).startsWith(begun) && !taken.has(fold(tag)));
  return fitting.map((tag) => [...before, tag].join(", "));
}
