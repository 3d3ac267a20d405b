import { signal } from "@preact/signals";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { type Language, languages } from "../../i18n/languages";
import { propertiesOf, readStored, store } from "../storage/webStorage";
import { PREFERENCES_KEY } from "./preferenceKey";
import { showTheme } from "./theme";

/** Look and language of the page on this device. */
export interface Preferences {
  theme: NonNullable<UserSettings["theme"]>;
  /** `system` follows the browser's languages. */
  language: "system" | Language;
  currencyDisplay: "narrowSymbol" | "code" | "name";
}

const DEFAULTS: Preferences = { theme: "system", language: "system", currencyDisplay: "narrowSymbol" };

const CHOICES: Readonly<Record<keyof Preferences, readonly unknown[]>> = {
  theme: ["system", "light", "dark"],
  language: ["system", ...Object.keys(languages)],
  currencyDisplay: ["narrowSymbol", "code", "name"],
};

export const preferences = signal<Preferences>(DEFAULTS);

/** Loads the preferences of this device. */
export function loadPreferences(): void {
  const stored = propertiesOf(readStored(PREFERENCES_KEY));
  const known = Object.entries(CHOICES).filter(([name, choices]) => choices.includes(stored[name]));
  preferences.value = { ...DEFAULTS, ...Object.fromEntries(known.map(([name]) => [name, stored[name]])) };
}

/** Changes one preference, here and for the next visit. */
export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  preferences.value = { ...preferences.value, [name]: value };
  store(PREFERENCES_KEY, preferences.value);
  if (name === "theme") showTheme(preferences.value.theme);
}
