/** Normalizes entered or pasted text to one line, as the API accepts it. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .toWellFormed()
    .trim();
}
