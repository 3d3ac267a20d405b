import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { asciiDigits } from "../../../domain/values/digits";
import { locale } from "../../i18n";
import { cached } from "./format";

// Numbers in fields, which are written as they are typed: the locale's digits and decimal mark, nothing else.

/** Writes numbers as the locale does. */
export const plain = () => cached(`${locale()} plain`, () => new Intl.NumberFormat(locale()));

/** Writes the digits of a text, such as those of a year, in the locale's own. */
export const localDigits = (text: string) => text.replace(/[0-9]/g, (digit) => plain().format(Number(digit)));

/** The mark before the decimals of a number. */
export function decimalMark(): string {
  const parts = plain().formatToParts(0.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** An amount in an editable field. */
export const editableAmount = (amount: string) => localDigits(amount).replace(".", decimalMark());

/** Placeholder of an empty amount field: "0.00". */
export function amountPlaceholder(currency: string): string {
  const decimals = isCurrency(currency) ? decimalsOf(currency) : 0;
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals }).format(0);
}

/** Reads a number that was typed in the digits of any script; NaN if the text is not a number. */
export const readNumber = (text: string) => Number(asciiDigits(text));
