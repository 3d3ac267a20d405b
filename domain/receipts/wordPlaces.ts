import { around } from "./boxes";
import type { ReceiptBox } from "./model";
import { legible } from "./printedAmounts";
import type { ReadText } from "./readText";

/**
 * Returns the place of a part of a text: of the fewest words that contain it, the last match; the whole text if none
 * do.
 */
export function placeOf(part: string, { words = [], box }: ReadText): ReceiptBox | undefined {
  const wanted = squeezed(part);
  // Each word has a letter of it at least.
  const most = Math.min(words.length, Math.max(wanted.length, 1));
  for (let count = 1; count <= most; count += 1)
    for (let start = words.length - count; start >= 0; start -= 1) {
      const some = words.slice(start, start + count);
      if (squeezed(some.map(({ text }) => text).join(" ")).includes(wanted))
        return around(some.map((word) => word.box));
    }
  return box;
}

/** As rules read a text, but without its spaces. */
const squeezed = (text: string) => legible(text).replace(/\s/g, "");
