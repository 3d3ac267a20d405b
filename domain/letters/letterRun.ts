import { describe, log } from "../aws/log";
import { ApiError } from "../http/apiError";
import type { LetterReaders } from "./letterReaders";
import type { LetterSender } from "./letterSender";

interface LetterRunOptions {
  readers: Pick<LetterReaders, "all">;
  sender: Pick<LetterSender, "send">;
  now(): Date;
  hasTime(): boolean;
}

interface LetterRunResult {
  /** Users who want a letter. */
  readers: number;
  mailed: number;
}

/**
 * Emails the letters of the last month, one after the other. A failed run is repeated as a whole, and emails the
 * remaining ones.
 * @throws Error if a letter failed, or if there was not enough time for all.
 */
export async function runLetters({
  readers,
  sender,
  now,
  hasTime,
}: LetterRunOptions): Promise<LetterRunResult> {
  const result = { readers: 0, mailed: 0 };
  let left = 0;
  for await (const page of readers.all()) {
    for (const reader of page) {
      result.readers += 1;
      try {
        if (!hasTime()) left += 1;
        else if (await sender.send(reader, now(), hasTime)) result.mailed += 1;
      } catch (error) {
        left += 1;
        const isUnfinished = error instanceof ApiError && error.code === "sums.unfinished";
        if (!isUnfinished) log("error", "A letter failed", { userId: reader.userId, error: describe(error) });
      }
    }
  }
  if (left > 0) throw new Error(`${left} letters could not be emailed.`);
  return result;
}
