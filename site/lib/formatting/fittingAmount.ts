import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { readTypedAmount } from "./readTypedAmount";
import { decimalMark, editableAmount } from "./typedNumbers";

/**
 * Returns an amount as it stands in a field after a change of currency: without the zeros that the new one has no
 * decimals for, and with its mark before the decimals. Everything else stays as it is, also what the new one will refuse.
 */
export function fittingAmount(text: string, former: string, currency: string): string {
  const read = readTypedAmount(text, former);
  if (!isCurrency(currency) || !isCurrency(former)) return text;
  if (!("amount" in read)) return remarked(text, decimalMark(former), decimalMark(currency));
  if (read.isNamed || read.worked) return text;
  const [whole = "", fraction = ""] = read.amount.split(".");
  const decimals = decimalsOf(currency);
  if (fraction.length <= decimals || /[^0]/.test(fraction.slice(decimals))) return text;
  return editableAmount(decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals)}`, currency);
}

/** A number in which no mark but the one before its decimals is. */
const DECIMAL = /^\d+[.,]\d+$/;

const remarked = (text: string, former: string, mark: string) =>
  DECIMAL.test(text) ? text.replace(former, mark) : text;
