import { isCurrency } from "../values/currency";
import { isTimeZone } from "../values/day";
import type { StoredSettings } from "./model";

/** Values of the ledger for what a request leaves out. */
export interface LedgerDefaults {
  /** ISO 4217. */
  currency: string;
  /** IANA time zone that determines the current day. */
  timezone: string;
}

/**
 * A ledger's own currency and zone, or the deployment's. Settings were valid when they were saved; what this runtime no longer
 * knows of them gives way to the deployment's, so that it stops nobody.
 */
export function defaultsOf<Deployment extends Partial<LedgerDefaults>>(
  { settings: { currency, timezone } }: Pick<StoredSettings, "settings">,
  deployment: Deployment,
): Deployment {
  return {
    ...deployment,
    ...("currency" in deployment && currency !== undefined && isCurrency(currency) && { currency }),
    ...("timezone" in deployment && timezone !== undefined && isTimeZone(timezone) && { timezone }),
  };
}
