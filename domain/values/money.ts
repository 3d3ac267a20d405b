import type { AMOUNT_REFUSALS } from "./amountRefusals";
import { decimalsOf } from "./currency";
import type { Refusal, RefusalValues } from "./refusals";

/** The largest amount a single expense may have, in major units of any currency. */
export const MAX_AMOUNT = "99999999.99";

/** A decimal without exponent or separators; the length is bounded so that hostile input stays cheap. */
const DECIMAL = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/;

/**
 * A value that is not an amount of a currency. It carries no text: the page, which checks amounts by the same rule, has
 * its own in each language.
 */
export class AmountError extends RangeError implements Refusal {
  override readonly name = "AmountError";

  constructor(
    readonly code: keyof typeof AMOUNT_REFUSALS,
    readonly values?: RefusalValues,
  ) {
    super(code);
  }
}

/**
 * Reads a plain decimal amount of money into integer minor units (cents for USD, yen for JPY). `typedAmount.ts` reads
 * what people type.
 *
 * A JSON number is read in its shortest decimal form, so 10.1 is 10.10 and 10.005 has three decimals.
 * @param max The largest amount, in major units.
 * @returns the minor units, above 0 and at most the largest amount.
 * @throws AmountError if the value is not such an amount.
 */
export function parseAmount(value: string | number, currency: string, max = MAX_AMOUNT): number {
  const decimals = decimalsOf(currency);
  const [, sign, whole, fraction = ""] = DECIMAL.exec(String(value)) ?? [];
  if (whole === undefined) throw new AmountError("amount.invalid");
  if (sign) throw new AmountError("amount.notPositive");
  if (fraction.length > decimals) {
    if (decimals === 0) throw new AmountError("amount.noDecimals", { currency });
    throw new AmountError("amount.decimals", { currency, decimals });
  }
  return checkedAmount(toMinor(whole, fraction, decimals), currency, max);
}

/**
 * Checks the limits of an amount in minor units.
 * @param max The largest amount, in major units.
 * @throws AmountError if it is not above 0 and at most the largest amount.
 */
export function checkedAmount(minor: bigint, currency: string, max = MAX_AMOUNT): number {
  if (minor <= 0n) throw new AmountError("amount.notPositive");
  const [maxWhole = "", maxFraction = ""] = max.split(".");
  if (minor > toMinor(maxWhole, maxFraction, decimalsOf(currency))) {
    throw new AmountError("amount.tooLarge", { max: Number(max) });
  }
  return Number(minor); // At most 15 digits: exact.
}

/** Minor units of a decimal; digits beyond the currency's decimals are cut. */
function toMinor(whole: string, fraction: string, decimals: number): bigint {
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}

/** Writes minor units as a decimal with all of its currency's decimals: 60000 USD is "600.00", 600 JPY is "600". */
export function formatAmount(minor: number | bigint, currency: string): string {
  return formatMinor(minor, decimalsOf(currency));
}

/** The number of decimals with which an amount is written. */
export const decimalsIn = (amount: string) => amount.split(".")[1]?.length ?? 0;

/** Writes minor units as a decimal with the given number of decimals. */
export function formatMinor(minor: number | bigint, decimals: number): string {
  const digits = String(minor < 0 ? -minor : minor).padStart(decimals + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
