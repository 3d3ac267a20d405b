import { effect, untracked } from "@preact/signals";
import type { Settings } from "../../domain/ledgers/settings";
import { t } from "../i18n";
import { isLanguage } from "../i18n/languages";
import { ledgerId, shared } from "../lib/ledger";
import { preferences, setPreference } from "../lib/preferences";
import { online } from "../lib/reach";
import { failureOf, problemOf, RequestError } from "../lib/requestError";
import { expired } from "../lib/session";
import { keepSettings, settings as shownSettings } from "../lib/settings";
import { showToast } from "../lib/toasts";
import type { SettingsChange } from "./model";
import { readSettings, replaceSettings, type StoredSettings } from "./storedSettings";
import { forgetUnsent, keepMoreUnsent, keepUnsent, unsentOf } from "./unsentSettings";

// The server keeps the settings for all devices of the user. A change shows at once and is sent in order. It is kept as a
// function, not as its result: if another device was faster, it is applied again to the newer settings.

/** The settings on the server, as far as they are known. */
let held: StoredSettings | undefined;
let pending: readonly SettingsChange[] = [];
let sending: Promise<void> | undefined;

/** Remembers unsent changes, also for the next start of the page. */
function setPending(changes: readonly SettingsChange[]): void {
  const owner = ledgerId.peek();
  pending = changes;
  if (!owner) return;
  if (changes.length === 0) forgetUnsent();
  else if (held) keepUnsent(owner, held.settings, applied(changes, held.settings));
}

const applied = (changes: readonly SettingsChange[], settings: Settings) =>
  changes.reduce((before, change) => change(before), settings);

/** Reads the settings after sign-in, and sends pending changes when the network is back. @returns stops it. */
export function followSettings(): () => void {
  let owner: string | undefined;
  return effect(() => {
    const id = ledgerId.value;
    if (id !== owner) {
      owner = id;
      held = undefined;
      pending = id ? unsentOf(id) : [];
    }
    if (id && !expired.value && online.value) void untracked(sync);
  });
}

/** Takes up changes that were kept out of sight while the user was signed out. */
export function takeUpSettings(): void {
  const id = ledgerId.peek();
  if (!id || pending.length > 0) return;
  pending = unsentOf(id);
  void sync();
}

/** Changes the settings here immediately, then on the server. The change is kept until it can be sent. */
export function changeSettings(change: SettingsChange): void {
  if (held) {
    setPending([...pending, change]);
    show(held);
  } else {
    const owner = ledgerId.peek();
    const before = shownSettings.peek();
    const after = change(before);
    pending = [...pending, change];
    if (owner) keepMoreUnsent(owner, before, after);
    showSettings(after);
  }
  void sync();
}

/** Sends what is unsent. @returns once it is sent, or cannot be. */
export const sendSettings = () => sync();

/** Reads the settings unless they are known, and sends all changes. */
function sync(): Promise<void> {
  sending ??= sendAll()
    .catch(tell)
    .finally(() => {
      sending = undefined;
    });
  return sending;
}

async function sendAll(): Promise<void> {
  const owner = ledgerId.peek();
  const isOwner = () => ledgerId.peek() === owner;
  let most = Number.POSITIVE_INFINITY;
  for (;;) {
    held ??= orOfDevice(await readSettings());
    if (!isOwner()) return;
    show(held);
    const changes = pending.slice(0, most);
    if (changes.length === 0) return;
    try {
      const after = await save(held, changes);
      if (!isOwner()) return;
      held = after;
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== undefined && failure !== "refused") throw error;
      if (!isOwner()) return;
      // One of several is refused: each by itself tells which.
      if (changes.length > 1) most = 1;
      else {
        forget(changes);
        if (held) show(held);
        showToast(problemOf(error).message);
      }
    }
  }
}

const forget = (changes: readonly SettingsChange[]) =>
  setPending(pending.filter((change) => !changes.includes(change)));

/** Before the first save only the device has preferences; the first save includes them. */
function orOfDevice({ settings, version }: StoredSettings): StoredSettings {
  if (version !== '"0"') return { settings, version };
  const { theme, language } = preferences.peek();
  return { settings: { ...settings, theme, ...(language !== "system" && { language }) }, version };
}

/** @returns the server's settings after the change; undefined if they must be read first, because another device changed them. */
async function save(
  before: StoredSettings,
  changes: readonly SettingsChange[],
): Promise<StoredSettings | undefined> {
  try {
    const after = await replaceSettings({ ...before, settings: applied(changes, before.settings) });
    forget(changes);
    return after;
  } catch (error) {
    if (failureOf(error) === "conflict") return undefined;
    throw error;
  }
}

const show = ({ settings }: StoredSettings) => showSettings(applied(pending, settings));

function showSettings(shown: Settings): void {
  keepSettings(shown);
  // Look and language are the user's, not a ledger's that others share.
  if (shared.peek()) return;
  const { theme = "system", language } = shown;
  const { theme: shownTheme, language: shownLanguage } = preferences.peek();
  const wanted = language !== undefined && isLanguage(language) ? language : "system";
  if (theme !== shownTheme) setPreference("theme", theme);
  if (wanted !== shownLanguage) setPreference("language", wanted);
}

function tell(error: unknown): void {
  if (failureOf(error) === "expired") return; // The page asks the user to sign in, then continues.
  if (failureOf(error) === "gone") return; // The user cannot enter the ledger any more: `people.ts` says so, and offers another.
  const waits = pending.length > 0;
  if (!waits && error instanceof RequestError && error.temporary) return; // The known settings stay visible.
  const retry = { label: t("app.retry"), run: () => void sync() };
  showToast(problemOf(error).message, waits ? retry : undefined);
}
