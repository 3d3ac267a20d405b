import { AMOUNT_REFUSALS } from "../../../domain/values/amountRefusals";
import { isCurrency } from "../../../domain/values/currency";
import { AmountError, formatAmount } from "../../../domain/values/money";
import { type AmountRead, readAmount } from "../../../domain/values/typedAmount";
import { locale, type Said } from "../../i18n";

/** An amount that was typed: a plain decimal, as the API takes it. */
export interface TypedAmount extends Omit<AmountRead, "minor"> {
  amount: string;
}

/** Reason why a text is not an amount. */
interface AmountProblem {
  problem: Said;
  /** The currencies that a sign can mean, to be chosen from. */
  candidates?: readonly string[];
}

/**
 * Reads what a person typed as an amount, in the page's language.
 * @param currency The currency, unless the text names another: "12 EUR".
 * @param max The largest amount, in major units.
 */
export function readTypedAmount(text: string, currency: string, max?: string): TypedAmount | AmountProblem {
  // Only a newer version of the page knows the currency of this expense.
  if (!isCurrency(currency)) return problemOf(new AmountError("amount.unclear", { text }));
  try {
    const { minor, ...others } = readAmount(text, currency, locale(), max);
    return { ...others, amount: formatAmount(minor, others.currency) };
  } catch (error) {
    if (error instanceof AmountError) return problemOf(error);
    throw error;
  }
}

function problemOf({ code, values }: AmountError): AmountProblem {
  const problem = { key: `refusal.${code}`, values, otherwise: AMOUNT_REFUSALS[code].text };
  if (code !== "amount.currencyShared") return { problem };
  return { problem, candidates: String(values?.currencies).split(", ").filter(isCurrency) };
}
