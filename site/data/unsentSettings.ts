import type { Settings } from "../../domain/ledgers/settings";
import { usable } from "../lib/settings";
import { propertiesOf, readStored, store } from "../lib/storage";
import type { SettingsChange } from "./model";

const UNSENT = "settings-unsent";

/** Settings that the user changed and the server does not know yet; null for a removed one. */
interface Unsent {
  userId: string;
  values: Record<string, unknown>;
}

/** Keeps changed settings on this device, in case the page is closed before they are sent. */
export function keepUnsent(userId: string, before: Settings, after: Settings): void {
  const [old, fresh]: Record<string, unknown>[] = [before, after];
  const names = Object.keys({ ...old, ...fresh });
  const changed = names.filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(fresh?.[name]));
  const values = Object.fromEntries(changed.map((name) => [name, fresh?.[name] ?? null]));
  store(UNSENT, { userId, values } satisfies Unsent);
}

export function forgetUnsent(): void {
  store(UNSENT, undefined);
}

/** The unsent change of this user, if any. */
export function unsentOf(userId: string): readonly SettingsChange[] {
  const { userId: owner, values } = propertiesOf(readStored(UNSENT));
  if (owner !== userId) return [];
  return [
    (settings) => {
      const entries = Object.entries({ ...settings, ...propertiesOf(values) });
      return usable(Object.fromEntries(entries.filter(([, value]) => value !== null)));
    },
  ];
}
