import type { AlertThresholds } from "../expenses/alertMarks";
import { isCurrency } from "../values/currency";
import { isTimeZone } from "../values/day";
import { AmountError, parseAmount } from "../values/money";
import type { StoredSettings } from "./model";
import type { LedgerSettings } from "./settings";

/** The ledger's values for what a request omits or the deployment otherwise decides. */
interface LedgerDefaults {
  /** ISO 4217. */
  currency: string;
  /** IANA time zone that determines the current day. */
  timezone: string;
  /** The ledger's own threshold is added, or replaces the deployment's in its currency. */
  thresholds: AlertThresholds;
}

/**
 * A ledger's own currency, zone and alert threshold, or the deployment's. Settings were valid when they were saved; the
 * deployment's replace what this runtime no longer supports, so that nobody is blocked.
 */
export function defaultsOf<Deployment extends Partial<LedgerDefaults>>(
  { settings: { currency, timezone, alertThreshold } }: Pick<StoredSettings, "settings">,
  deployment: Deployment,
): Deployment {
  return {
    ...deployment,
    ...("currency" in deployment && currency !== undefined && isCurrency(currency) && { currency }),
    ...("timezone" in deployment && timezone !== undefined && isTimeZone(timezone) && { timezone }),
    ...(deployment.thresholds && { thresholds: { ...deployment.thresholds, ...minorOf(alertThreshold) } }),
  };
}

function minorOf(threshold: LedgerSettings["alertThreshold"]): AlertThresholds {
  if (threshold === undefined || !isCurrency(threshold.currency)) return {};
  try {
    return { [threshold.currency]: parseAmount(threshold.amount, threshold.currency) };
  } catch (error) {
    if (error instanceof AmountError) return {};
    throw error;
  }
}
