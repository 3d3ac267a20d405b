import { decimalsOf } from "../../../domain/values/currency";
import { formatAmount, MAX_AMOUNT, parseAmount } from "../../../domain/values/money";
import type { SiteConfig } from "../../lib/config/siteConfig";
import { powerOf } from "./currencyScale";

type Thresholds = Pick<SiteConfig, "alertThresholds" | "currency">;

/**
 * The initial threshold: the deployment's in the currency, or the one in the deployment's currency, moved by powers of ten to
 * the currency's order of magnitude. That is no conversion: the user sees it before it is stored.
 */
export function proposedThreshold(
  currency: string,
  { alertThresholds, currency: standard }: Thresholds,
): string {
  const own = alertThresholds[currency];
  if (own !== undefined) return own;
  const minor = parseAmount(alertThresholds[standard] ?? "500", standard);
  const power = (code: string) => powerOf(code) + decimalsOf(code);
  return formatAmount(moved(minor, power(currency) - power(standard), currency), currency);
}

/** Minor units times a power of ten, the largest up to this one that an amount of the currency can be. */
function moved(minor: number, power: number, currency: string): bigint {
  const most = BigInt(parseAmount(MAX_AMOUNT.split(".")[0] ?? "", currency));
  const digits = 10n ** BigInt(Math.abs(power));
  let amount = power < 0 ? BigInt(minor) / digits : BigInt(minor) * digits;
  while (amount > most) amount /= 10n;
  return amount || 1n;
}
