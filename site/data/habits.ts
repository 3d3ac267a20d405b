import { computed, effect, signal, untracked } from "@preact/signals";
import type { Suggestions } from "../../domain/suggestions/suggestionSchemas";
import { fold } from "../../domain/values/text";
import { ledgerId } from "../lib/ledger";
import { callOrKept } from "./keptAnswers";
import { untilSummed } from "./untilSummed";

const NOTHING: Suggestions = { habits: [], categories: [] };

/** What is spent again and again in the ledger that shows, over its whole history. It is kept on this device. */
export const habits = signal(NOTHING);

/** The habits by folded description, the likeliest first. */
export const habitsByText = computed(
  () => new Map(habits.value.habits.map((habit) => [fold(habit.description), habit])),
);

/** What was added since is learnt by `known.ts`: the habits need not be newer than this. */
const FRESH_MS = 3_600_000;
let readAt = Number.NEGATIVE_INFINITY;

/** Reads the habits whenever another ledger is opened. @returns stops it. */
export function followHabits(): () => void {
  return effect(() => {
    const id = ledgerId.value;
    habits.value = NOTHING;
    readAt = Number.NEGATIVE_INFINITY;
    if (id !== undefined) void untracked(readHabits);
  });
}

/** Reads the habits unless they are fresh. */
export async function refreshHabits(): Promise<void> {
  if (performance.now() - readAt > FRESH_MS) await readHabits();
}

/** Reads the habits; without a connection, as they were read last. */
export async function readHabits(): Promise<void> {
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
