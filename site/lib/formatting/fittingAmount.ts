import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { readTypedAmount } from "./readTypedAmount";
import { editableAmount } from "./typedNumbers";

/**
 * Returns an amount as it stands in a field after a change of currency: without the zeros that the new one has no
 * decimals for. Everything else stays as it is, also what the new one will refuse.
 */
export function fittingAmount(text: string, former: string, currency: string): string {
  const read = readTypedAmount(text, former);
  if (!("amount" in read) || read.isNamed || read.worked || !isCurrency(currency)) return text;
  const [whole = "", fraction = ""] = read.amount.split(".");
  const decimals = decimalsOf(currency);
  if (fraction.length <= decimals || /[^0]/.test(fraction.slice(decimals))) return text;
  return editableAmount(decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals)}`);
}
