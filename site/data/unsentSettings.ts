import type { Settings } from "../../domain/ledgers/settings";
import { usable } from "../lib/settings";
import { propertiesOf, readStored, store } from "../lib/storage";
import type { SettingsChange } from "./model";

const UNSENT = "settings-unsent";

/** Settings that the user changed and the server does not know yet; null for a removed one. */
interface Unsent {
  userId: string;
  values: Readonly<Record<string, unknown>>;
}

/** Keeps changed settings on this device, in case the page is closed before they are sent, in place of what was kept. */
export function keepUnsent(userId: string, before: Settings, after: Settings): void {
  keepValues(userId, changed(before, after));
}

export function keepValues(userId: string, values: Unsent["values"]): void {
  store(UNSENT, { userId, values } satisfies Unsent);
}

/** Keeps changed settings beside those that are kept: without the server's settings it is not known what those changed. */
export function keepMoreUnsent(userId: string, before: Settings, after: Settings): void {
  keepValues(userId, { ...unsentSettings(userId), ...changed(before, after) });
}

function changed(before: Settings, after: Settings): Unsent["values"] {
  const [old, fresh]: Record<string, unknown>[] = [before, after];
  const names = Object.keys({ ...old, ...fresh });
  const differing = names.filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(fresh?.[name]));
  return Object.fromEntries(differing.map((name) => [name, fresh?.[name] ?? null]));
}

export function forgetUnsent(): void {
  store(UNSENT, undefined);
}

/** The values that this user has not sent, by name. */
export function unsentSettings(userId: string | undefined): Unsent["values"] {
  const { userId: owner, values } = propertiesOf(readStored(UNSENT));
  return owner === userId ? propertiesOf(values) : {};
}

/** The unsent changes of this user: one for each setting, so that each can be refused by itself. */
export function unsentOf(userId: string): readonly SettingsChange[] {
  return Object.entries(unsentSettings(userId)).map(([name, value]) => (settings) => {
    const { [name as keyof Settings]: _, ...others } = settings;
    return usable(value === null ? others : { ...others, [name]: value });
  });
}
