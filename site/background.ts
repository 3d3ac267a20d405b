import "./i18n/en/device";
import { effect, untracked } from "@preact/signals";
import { remember } from "./data/memory";
import { refreshAll } from "./data/refresh";
import { isSealed } from "./data/sealedKey";
import { sendNow, startSending } from "./data/sending";
import { followSettings } from "./data/settingsSync";
import { unsentEdits } from "./data/unsentEdits";
import { t } from "./i18n";
import { install } from "./lib/install";
import { tellMissing } from "./lib/missing";
import { followNetwork } from "./lib/reach";
import { navigate } from "./lib/route";
import { expired, user } from "./lib/session";
import { timezone, unknownZone } from "./lib/settings";
import { showToast } from "./lib/toasts";
import { loadAll } from "./parts/lazy";

/** Starts everything that the first screen does not need. Loaded once that screen is shown. */
export function start(): void {
  remember();
  startSending();
  followSettings();
  followAttention();
  effect(tellUnknownZone);
  effect(takeUpSealed);
  effect(resumeEdits);
  void loadAll();
  install().catch((error: unknown) => console.warn("The page could not be made to open offline:", error));
}

/** Takes up what the user left unsent on this device when they signed out. Without the API it stays sealed until the next look. */
function takeUpSealed(): void {
  const id = user.value?.id;
  if (!id || expired.value || !isSealed(id)) return;
  import("./data/sealed").then(async ({ unseal }) => {
    await unseal(id).catch((error: unknown) => console.warn("Unsent expenses stay sealed:", error));
    resumeEdits();
  }, tellMissing);
}

/** Saves what was being saved when the page was closed. */
function resumeEdits(): void {
  if (!user.value || expired.value) return;
  const edits = untracked(unsentEdits);
  if (edits.length === 0) return;
  import("./data/changes").then(({ change }) => {
    for (const { before, changes } of edits) void change(before, changes);
  }, tellMissing);
}

/** Looks for what other devices did when the user comes back to the page, and sends what waits. */
function followAttention(): void {
  const look = () => {
    if (document.visibilityState === "hidden" || !user.peek()) return;
    takeUpSealed();
    void sendNow();
    void refreshAll();
  };
  followNetwork(look);
  document.addEventListener("visibilitychange", look);
}

/** Days that are not the user's own must not pass unnoticed. */
function tellUnknownZone(): void {
  const zone = unknownZone();
  if (zone === undefined) return;
  untracked(() => {
    showToast(t("device.unknownZone", { zone, used: timezone() }), {
      label: t("app.settings"),
      run: () => navigate("settings"),
    });
  });
}
