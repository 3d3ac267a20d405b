import { sortedJson } from "../values/sortedJson";
import type { LedgerSettings, Settings, UserSettings } from "./settings";

// The release before kept the settings of users with those of their own ledgers, in one version. Pages that are installed still send
// and read both in one, and profiles hold both until they are migrated.

/** The settings of a user among those of both. */
export function userPart({
  theme,
  language,
  quietInsights,
  monthlyLetter,
  phrasedLetters,
}: Settings): UserSettings {
  return {
    ...(theme !== undefined && { theme }),
    ...(language !== undefined && { language }),
    ...(quietInsights !== undefined && { quietInsights }),
    ...(monthlyLetter !== undefined && { monthlyLetter }),
    ...(phrasedLetters !== undefined && { phrasedLetters }),
  };
}

/** The settings of a ledger among those of both. */
export function ledgerPart(settings: Settings): LedgerSettings {
  const {
    theme: _theme,
    language: _language,
    quietInsights: _quiet,
    monthlyLetter: _letter,
    phrasedLetters: _phrased,
    ...others
  } = settings;
  return others;
}

/** A profile's settings with others of the ledger. Those of the user that it still holds stay until they are migrated. */
export function withLedgerPart(stored: Settings, wanted: LedgerSettings): Settings {
  return { ...userPart(stored), ...wanted };
}

/** Returns true if settings have the same values. */
export function isSameSettings(one: Settings, other: Settings): boolean {
  return sortedJson(one) === sortedJson(other);
}
