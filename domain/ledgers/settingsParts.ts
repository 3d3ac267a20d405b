import { sortedJson } from "../values/sortedJson";
import type { LedgerSettings, Settings, UserSettings } from "./settings";

// The previous release kept the settings of users with those of their own ledgers, in one version. Installed pages
// still send and read both in one, and profiles hold both until they are migrated.

/** Returns the settings of the user. */
export function userPart({
  theme,
  language,
  quietInsights,
  monthlyLetter,
  phrasedLetters,
  phrasedBy,
}: Settings): UserSettings {
  return {
    ...(theme !== undefined && { theme }),
    ...(language !== undefined && { language }),
    ...(quietInsights !== undefined && { quietInsights }),
    ...(monthlyLetter !== undefined && { monthlyLetter }),
    ...(phrasedLetters !== undefined && { phrasedLetters }),
    ...(phrasedBy !== undefined && { phrasedBy }),
  };
}

/** Returns the settings of the ledger. */
export function ledgerPart(settings: Settings): LedgerSettings {
  const {
    theme: _theme,
    language: _language,
    quietInsights: _quiet,
    monthlyLetter: _letter,
    phrasedLetters: _phrased,
    phrasedBy: _model,
    ...others
  } = settings;
  return others;
}

/**
 * Returns a profile's settings with the ledger's replaced. Those of the user that it still holds stay until they are
 * migrated.
 */
export function withLedgerPart(stored: Settings, wanted: LedgerSettings): Settings {
  return { ...userPart(stored), ...wanted };
}

/** Returns true if settings have the same values. */
export function isSameSettings(one: Settings, other: Settings): boolean {
  return sortedJson(one) === sortedJson(other);
}
