import "../../i18n/en/settings";
import { type Said, say } from "../../i18n";
import { config } from "../../lib/config/deployedConfig";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import { currency, settings } from "../../lib/ledger/shownSettings";
import { ledgerSettings } from "./ledgerSettingsSync";

/** The ledger's own threshold, as a decimal in the ledger's currency. One in a former currency stays unchanged. */
export function ownThreshold(): string | undefined {
  const { alertThreshold } = settings.value;
  return alertThreshold?.currency === currency() ? alertThreshold.amount : undefined;
}

/** The threshold that the deployment sets for the ledger's currency, if it sets one. */
export const standardThreshold = () => config().alertThresholds[currency()];

/** Reads a threshold in a currency that was typed, as a plain decimal. */
export function readThreshold(text: string, currency: string): { amount: string } | { problem: Said } {
  const read = readTypedAmount(text, currency);
  if ("problem" in read || read.currency === currency) return read;
  return { problem: say("settings.thresholdCurrency", { currency }) };
}

/** Changes the ledger's own threshold; undefined goes back to the deployment's. */
export function setThreshold(amount: string | undefined): void {
  const threshold = amount && { amount, currency: currency() };
  ledgerSettings.change(({ alertThreshold: _, ...others }) => ({
    ...others,
    ...(threshold && { alertThreshold: threshold }),
  }));
}
