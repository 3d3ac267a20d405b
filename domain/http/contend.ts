import { setTimeout as pause } from "node:timers/promises";
import type { RefusalCode } from "../values/refusals";
import { ApiError } from "./apiError";

/** The outcome of an attempt at a change: another version was stored meanwhile. */
export const OVERTAKEN = Symbol("overtaken");

const MAX_ATTEMPTS = 8;

/** Spreads the retries of concurrent writers of the same item. */
const MAX_PAUSE_MS = 50;

/**
 * Attempts a change of stored data until no other writer interferes.
 * @param contended Code of the refusal.
 * @param attempt Reads what is stored, and replaces it if it is unchanged.
 * @throws ApiError with that code if others keep changing it for too long.
 */
export async function contend<Result>(
  contended: RefusalCode,
  attempt: () => Promise<Result | typeof OVERTAKEN>,
): Promise<Result> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
    await pause(Math.random() * MAX_PAUSE_MS);
  }
  throw new ApiError(contended);
}
