import { signal } from "@preact/signals";
import type { Settings } from "../../domain/ledgers/settings";
import { isTimeZone } from "../../domain/values/day";
import { config } from "./config";

const SETTINGS = "settings";

/** The user's settings as this device last saw them, so that nothing waits for the server. */
export const settings = signal<Settings>({});

/** Loads the settings that this device remembers. */
export function loadSettings(): void {
  settings.value = JSON.parse(localStorage.getItem(SETTINGS) ?? "{}");
}

/** Shows other settings, here and at the next start. */
export function keepSettings(value: Settings): void {
  settings.value = value;
  localStorage.setItem(SETTINGS, JSON.stringify(value));
}

/** ISO 4217 code that new expenses are in. */
export const currency = () => settings.value.currency ?? config().currency;

/** IANA zone that decides which day is today; the deployment's if this browser does not know the one that the user chose. */
export function timezone(): string {
  const { timezone: chosen } = settings.value;
  return chosen !== undefined && isTimeZone(chosen) ? chosen : config().timezone;
}
