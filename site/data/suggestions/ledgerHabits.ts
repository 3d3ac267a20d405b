import { computed, effect, signal, untracked } from "@preact/signals";
import type { Suggestions } from "../../../domain/suggestions/suggestionSchemas";
import { HOUR_MS } from "../../../domain/values/duration";
import { fold } from "../../../domain/values/text";
import { ledgerId } from "../../lib/ledger/openLedger";
import { untilSummed } from "../../lib/network/untilSummed";
import { callOrKept } from "../storage/answerCache";

/** The habits of a ledger before they are read. */
export const NO_HABITS: Suggestions = { habits: [], categories: [], tags: [] };

/** Expenses that come again and again in the ledger that shows, over its whole history. They are kept on this device. */
export const habits = signal(NO_HABITS);

/** The habits by folded description, the likeliest first. */
export const habitsByText = computed(
  () => new Map(habits.value.habits.map((habit) => [fold(habit.description), habit])),
);

/** The habits need not be newer than this: `learnedCategories.ts` learns from newer expenses. */
const FRESH_MS = HOUR_MS;
/** The time they were read; undefined while nobody follows them. */
let readAt: number | undefined;

/** Reads the habits whenever another ledger is opened. @returns stops it. */
export function followHabits(): () => void {
  const stop = effect(() => {
    const id = ledgerId.value;
    habits.value = NO_HABITS;
    readAt = Number.NEGATIVE_INFINITY;
    if (id !== undefined) void untracked(readHabits);
  });
  return () => {
    stop();
    readAt = undefined;
  };
}

/**
 * Reloads the habits if they are this old, and followed at all.
 * @param age In milliseconds.
 */
export async function refreshHabits(age = FRESH_MS): Promise<void> {
  if (readAt !== undefined && performance.now() - readAt >= age) await readHabits();
}

/** Reads the habits; without a connection, as they were read last. */
async function readHabits(): Promise<void> {
  const owner = ledgerId.peek();
  try {
    const answer = await untilSummed(() => callOrKept("GET /suggestions"));
    if (ledgerId.peek() !== owner) return;
    habits.value = answer;
    readAt = performance.now();
  } catch (error) {
    console.warn("The page suggests only what it has seen:", error); // Nothing depends on it.
  }
}
