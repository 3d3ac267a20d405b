import type { ReadText } from "./readText";

/**
 * Limits that no receipt comes near. The rules look at each text often, and would take longer for others than the time
 * in which a receipt is read: it would be read, and paid for, again.
 */
const MOST = { texts: 3_000, length: 1_000, characters: 200_000 };

/** Returns texts within the limits: the first ones, without those that are too long, so that no amount is cut. */
export function boundedTexts<Found extends ReadText & { label?: string }>(texts: readonly Found[]): Found[] {
  let left = MOST.characters;
  return texts.slice(0, MOST.texts).filter(({ text, label = "" }) => {
    const length = text.length + label.length;
    if (length > MOST.length || length > left) return false;
    left -= length;
    return true;
  });
}
