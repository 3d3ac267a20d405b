import { setTimeout as pause } from "node:timers/promises";

const STEP_MS = 1000;

/**
 * Runs work whose duration must reveal nothing: success and failure take full seconds. Differences in the work take a
 * fraction of one.
 */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    await pause(STEP_MS - ((performance.now() - startedAt) % STEP_MS));
  }
}
