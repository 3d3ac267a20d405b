/** Makes one line of a text that was typed or pasted, as the API accepts it. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .toWellFormed()
    .trim();
}
