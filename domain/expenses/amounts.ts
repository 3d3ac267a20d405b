import { ApiError } from "../http/apiError";
import { AmountError, parseAmount } from "../values/money";
import { readAmount } from "../values/typedAmount";

/** The property of a request that holds an amount, and its currency. */
interface AmountContext {
  /** The currency, unless the text names another one. */
  expected: string;
  /** The currency that the request sets; it must match the one in the text. */
  requested?: string | undefined;
  /** The property that holds the amount. Default: `amount`. */
  field?: string;
}

/** Plain decimals, which most requests send. To read them as people type takes ten times as long as to parse them. */
const PLAIN = /^\d{1,9}(?:\.\d{1,9})?$/;

/**
 * Reads an amount, whose text may name the currency.
 * @throws ApiError 400 if the amount is invalid in the currency.
 */
export function moneyOf(
  value: string | number,
  { expected, requested, field = "amount" }: AmountContext,
): { amount: number; currency: string } {
  try {
    if (typeof value === "number" || PLAIN.test(value)) {
      return { amount: parseAmount(value, expected), currency: expected };
    }
    const { minor, currency } = readAmount(value, expected);
    if (requested !== undefined && currency !== requested) {
      throw new AmountError("amount.currencyMixed", { first: requested, second: currency });
    }
    return { amount: minor, currency };
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new ApiError(error.code, { field, values: error.values });
  }
}
