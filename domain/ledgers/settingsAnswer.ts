import type { Answer } from "../http/answers";
import { etagOf } from "../http/etag";
import { distinctCategories } from "./distinctCategories";
import type { Ledger } from "./model";
import { ledgerPart } from "./settingsParts";
import type { StoredUserSettings } from "./userSettings";

/** A ledger's settings with their version as ETag. */
export function ledgerSettingsAnswer({ settings, version }: Pick<Ledger, "settings" | "version">): Answer {
  return answer(distinctCategories(ledgerPart(settings)), version);
}

/** A user's settings with their version as ETag. */
export function userSettingsAnswer({ settings, version }: StoredUserSettings): Answer {
  return answer(settings, version);
}

/** Both in one. Each version only grows, so their sum changes with every change. */
export function combinedSettingsAnswer(
  ledger: Pick<Ledger, "settings" | "version">,
  user: StoredUserSettings,
): Answer {
  const body = { ...distinctCategories(ledgerPart(ledger.settings)), ...user.settings };
  return answer(body, ledger.version + user.version);
}

function answer(body: object, version: number): Answer {
  return { status: 200, body, headers: { ETag: etagOf(version) } };
}
