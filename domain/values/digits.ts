// A constant, since bundles make a call of an expression with `\p`, which would compile it for each text.
const FOREIGN_DIGITS = /[^\P{Nd}0-9]/gu;

/** Returns a text with the digits of any script as ASCII digits. */
export const asciiDigits = (text: string) => text.replace(FOREIGN_DIGITS, (digit) => String(numberOf(digit)));

/** Unicode keeps the digits of a script together, from 0 to 9. */
function numberOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let below = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - below - 1))) below += 1;
  return below % 10;
}
