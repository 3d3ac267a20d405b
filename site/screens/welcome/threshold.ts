import { formatAmount, parseAmount } from "../../../domain/values/money";
import type { SiteConfig } from "../../lib/config/siteConfig";

type Thresholds = Pick<SiteConfig, "alertThresholds" | "currency">;

/**
 * The initial threshold: the deployment's in the currency, or as many of its smallest units as of the deployment's
 * currency. That is no conversion, but the right order of magnitude for most currencies; the user sees it before it is
 * stored.
 */
export function proposedThreshold(
  currency: string,
  { alertThresholds, currency: standard }: Thresholds,
): string {
  const own = alertThresholds[currency];
  return own ?? formatAmount(parseAmount(alertThresholds[standard] ?? "500", standard), currency);
}
