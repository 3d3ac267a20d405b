import { signal } from "@preact/signals";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import { isCurrency } from "../../../domain/values/currency";
import { isTimeZone } from "../../../domain/values/day";
import { config } from "../config/deployedConfig";
import { propertiesOf, readStored, store } from "../storage/webStorage";
import { shared } from "./openLedger";

/** Each ledger has its own. */
const key = () => `settings${shared.peek()?.id ?? ""}`;

/** The ledger's settings as this device last saw them, so that nothing waits for the server. */
export const settings = signal<LedgerSettings>({});

/** Loads the settings that this device remembers. */
export function loadSettings(): void {
  settings.value = usable(readStored(key()));
}

/** Drops settings that the page cannot work with, whoever stored them: one of them must not prevent the start. */
export function usable(read: unknown): LedgerSettings {
  // The release before kept the user's with the ledger's.
  const { theme: _theme, language: _language, ...known } = propertiesOf(read);
  const text = (name: string) => (typeof known[name] === "string" ? known[name] : undefined);
  const currency = text("currency");
  return {
    ...known,
    currency: currency && isCurrency(currency) ? currency : undefined,
    timezone: text("timezone"), // One that this browser does not know may be known to another.
    alertThreshold: usableThreshold(known.alertThreshold),
    categories: Array.isArray(known.categories) ? known.categories.filter(isCategory) : undefined,
    categoryGroups: Array.isArray(known.categoryGroups) ? known.categoryGroups.filter(isText) : undefined,
  };
}

function usableThreshold(read: unknown): LedgerSettings["alertThreshold"] {
  const { amount, currency } = propertiesOf(read);
  if (typeof amount !== "string" || typeof currency !== "string" || !isCurrency(currency)) return undefined;
  return { amount, currency };
}

const isText = (read: unknown) => typeof read === "string";

function isCategory(read: unknown): boolean {
  const { name, colour, sign, group = "" } = propertiesOf(read);
  return [name, colour, sign, group].every(isText);
}

/** Shows other settings, here and at the next start. */
export function keepSettings(value: LedgerSettings): void {
  settings.value = value;
  store(key(), value);
}

/** ISO 4217 code that new expenses are in. */
export const currency = () => settings.value.currency ?? config().currency;

/** IANA zone that decides which day is today; the deployment's if this browser does not know the one that the user chose. */
export function timezone(): string {
  const { timezone: chosen } = settings.value;
  if (chosen !== undefined && isTimeZone(chosen)) return chosen;
  const { timezone: standard } = config();
  return isTimeZone(standard) ? standard : "UTC";
}

/** The zone that the user chose, if this browser does not know it. */
export function unknownZone(): string | undefined {
  const { timezone: chosen } = settings.value;
  return chosen !== undefined && !isTimeZone(chosen) ? chosen : undefined;
}
