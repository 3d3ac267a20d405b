import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { asciiDigits } from "../../../domain/values/digits";
import { formatMinor } from "../../../domain/values/money";
import { locale } from "../../i18n";
import { cached } from "./format";

// Numbers in fields, which are written as they are typed: the locale's digits and decimal mark, nothing else.

/** Writes numbers as the locale does. */
export const plain = () => cached(`${locale()} plain`, () => new Intl.NumberFormat(locale()));

/** Writes the digits of a text, such as those of a year, in the locale's own. */
export const localDigits = (text: string) => text.replace(/[0-9]/g, (digit) => plain().format(Number(digit)));

/** The mark before the decimals of money, which in some locales differs from that of plain numbers. */
export function decimalMark(currency: string): string {
  const format = cached(`${locale()} ${currency} mark`, () => {
    return new Intl.NumberFormat(locale(), { style: "currency", currency, minimumFractionDigits: 1 });
  });
  return format.formatToParts(0).find(({ type }) => type === "decimal")?.value ?? ".";
}

/** An amount in an editable field: the parser reads it as the same. */
export const editableAmount = (amount: string, currency: string) =>
  localDigits(amount).replace(".", decimalMark(currency));

/** Placeholder of an empty amount field: "0.00". */
export function amountPlaceholder(currency: string): string {
  return editableAmount(formatMinor(0, isCurrency(currency) ? decimalsOf(currency) : 0), currency);
}

/** Reads a number that was typed in the digits of any script; NaN if the text is not a number. */
export const readNumber = (text: string) => Number(asciiDigits(text));
