import { isCurrency } from "./currency";
import { AmountError, formatAmount, parseAmount } from "./money";
import { refusalText } from "./refusals";
import { sortedJson } from "./sortedJson";

/** A value as MySQL takes and returns it: decimals, days and instants are text. */
export type SqlValue = string | number | null;

/** A value that the other database cannot represent. */
export class UnrepresentableError extends Error {
  override readonly name = "UnrepresentableError";
}

/** `2026-11-01T10:00:00.123Z` as MySQL's DATETIME(3), which has no zone: it is always UTC. */
export function toDatetime(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 23)}`;
}

/** A DATETIME(3) as an instant. */
export function fromDatetime(datetime: SqlValue): string {
  return `${String(datetime).replace(" ", "T")}Z`;
}

/** Returns a list or an object as JSON. Equal values yield equal text. */
export const toJson = sortedJson;

/** @throws UnrepresentableError if the text is not JSON. */
export function fromJson(json: SqlValue): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    throw new UnrepresentableError("text is not JSON");
  }
}

/**
 * Returns minor units of a DECIMAL(19,4) of MySQL.
 * @throws UnrepresentableError if the currency is unknown or the amount is invalid for an expense.
 */
export function toDecimal(minor: number, currency: string): string {
  const amount = formatAmount(minor, requireCurrency(currency));
  minorUnits(amount, currency);
  const [whole, fraction = ""] = amount.split(".");
  return `${whole}.${fraction.padEnd(4, "0")}`;
}

/**
 * Returns a DECIMAL(19,4) as minor units.
 * @throws UnrepresentableError if the currency is unknown or the amount is invalid for an expense.
 */
export function fromDecimal(decimal: SqlValue, currency: string): number {
  const [whole, fraction = ""] = String(decimal).split(".");
  const digits = fraction.replace(/0+$/, "");
  return minorUnits(digits === "" ? `${whole}` : `${whole}.${digits}`, requireCurrency(currency));
}

function requireCurrency(currency: string): string {
  if (isCurrency(currency)) return currency;
  throw new UnrepresentableError("currency is unknown");
}

function minorUnits(amount: string, currency: string): number {
  try {
    return parseAmount(amount, currency);
  } catch (error) {
    if (error instanceof AmountError) throw new UnrepresentableError(`amount: ${refusalText(error)}`);
    throw error;
  }
}
