import type { UserSettings } from "../../../domain/ledgers/settings";
import { isLanguage } from "../../i18n/languages";
import { user } from "../../lib/auth/session";
import { preferences, setPreference } from "../../lib/config/preferences";
import { callForVersion } from "../../lib/ledger/api";
import { editQuiet } from "./listEdits";
import { SettingsSync } from "./settingsSync";
import { unsentUserSettings } from "./unsentSettings";

type SettingsAnswer = Awaited<ReturnType<typeof callForVersion<"GET /account/settings">>>;

/** Before the first save only the device has preferences; the first save includes them. */
const stored = ({ body, etag = '"0"' }: SettingsAnswer) => ({
  settings: etag === '"0"' ? { ...ofDevice(), ...body } : body,
  version: etag,
});

function ofDevice(): UserSettings {
  const { theme, language } = preferences.peek();
  return { theme, ...(language !== "system" && { language }) };
}

/** The settings of the user, on every device and whichever ledger shows. */
export const userSettings = new SettingsSync<UserSettings>({
  owner: () => user.value?.id,
  unsent: unsentUserSettings,
  usable: (read) => read,
  edit: editQuiet,
  isMerged: () => false,
  merge: (settings) => settings,
  read: async () => stored(await callForVersion("GET /account/settings")),
  replace: async ({ settings: body, version }) =>
    stored(await callForVersion("PUT /account/settings", { body, headers: { "If-Match": version } })),
  shown: ofDevice,
  show({ theme = "system", language }) {
    const { theme: shownTheme, language: shownLanguage } = preferences.peek();
    const wanted = language !== undefined && isLanguage(language) ? language : "system";
    if (theme !== shownTheme) setPreference("theme", theme);
    if (wanted !== shownLanguage) setPreference("language", wanted);
  },
});
