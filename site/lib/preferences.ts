import { signal } from "@preact/signals";
import type { Settings } from "../../domain/ledgers/settings";
import type { Language } from "../i18n/languages";
import { PREFERENCES_KEY } from "./preferenceKey";

/** Look and language of the page on this device. */
export interface Preferences {
  theme: NonNullable<Settings["theme"]>;
  /** `system` follows the browser's languages. */
  language: "system" | Language;
  currencyDisplay: "narrowSymbol" | "code" | "name";
}

const DEFAULTS: Preferences = { theme: "system", language: "system", currencyDisplay: "narrowSymbol" };

export const preferences = signal<Preferences>(DEFAULTS);

/** Loads the preferences of this device. */
export function loadPreferences(): void {
  const stored = localStorage.getItem(PREFERENCES_KEY);
  if (stored) preferences.value = { ...DEFAULTS, ...JSON.parse(stored) };
}

/** Changes one preference, here and for the next visit. */
export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  preferences.value = { ...preferences.value, [name]: value };
  localStorage.setItem(PREFERENCES_KEY, JSON.stringify(preferences.value));
  if (name === "theme") document.documentElement.dataset.theme = preferences.value.theme;
}
