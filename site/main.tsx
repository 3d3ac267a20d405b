import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { editing } from "./data/editing";
import { forgetLists, refreshAll } from "./data/lists";
import { outbox, sendNow } from "./data/outbox";
import { speak, t } from "./i18n";
import { followClock } from "./lib/clock";
import { loadConfig } from "./lib/config";
import { loadPreferences, preferences } from "./lib/preferences";
import { followNetwork } from "./lib/reach";
import { followAddress } from "./lib/route";
import { expired, resumeSession, user } from "./lib/session";
import { keepSettings, loadSettings } from "./lib/settings";
import { hideToast } from "./lib/toasts";
import "./styles/index.css";

/** Keeps the data with its user: signing out leaves nothing behind for the next one. */
function followSession(): void {
  let owner = user.value?.id;
  effect(() => {
    if (user.value?.id === owner) return;
    owner = user.value?.id;
    forgetLists();
    keepSettings({});
    outbox.value = [];
    editing.value = undefined;
    hideToast();
  });
  effect(() => {
    if (user.value && !expired.value) sendNow();
  });
}

/** Loads changes from other devices and sends unsent ones when the user returns to the page. */
function followAttention(): void {
  const look = () => {
    if (document.visibilityState === "hidden" || !user.peek()) return;
    sendNow();
    refreshAll();
  };
  followNetwork(look);
  document.addEventListener("visibilitychange", look);
}

const speakAsChosen = () => speak(preferences.value.language);

async function start(): Promise<void> {
  loadPreferences();
  loadSettings();
  followClock();
  followAddress();
  resumeSession();
  await Promise.all([loadConfig(), speakAsChosen()]);
  effect(() => void speakAsChosen());
  addEventListener("languagechange", () => void speakAsChosen());
  followSession();
  followAttention();
  const root = document.getElementById("app");
  root?.replaceChildren(); // Clears the content shown so far.
  if (root) render(<App />, root);
  import("./background").then(
    (background) => background.start(),
    (error: unknown) => console.warn("The page works, but keeps nothing on this device:", error),
  );
}

start().catch((error: unknown) => {
  const root = document.getElementById("app");
  if (root) root.textContent = t("app.notStarted");
  throw error;
});
