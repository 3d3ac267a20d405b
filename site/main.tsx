import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { editing, followMonth, resumeEditing } from "./data/editing";
import { forgetLists } from "./data/lists";
import { outbox } from "./data/outbox";
import { speak, t } from "./i18n";
import { followClock } from "./lib/clock";
import { loadConfig } from "./lib/config";
import { closeLedger, resumeLedger } from "./lib/ledger";
import { tellMissing } from "./lib/missing";
import { loadPreferences, preferences } from "./lib/preferences";
import { followAddress } from "./lib/route";
import { resumeSession, user } from "./lib/session";
import { keepSettings, loadSettings } from "./lib/settings";
import { forgetToasts } from "./lib/toasts";
import { forgetTyped } from "./lib/typed";
import "./styles/index.css";

/** Keeps the data with its user: signing out leaves nothing behind for the next one. */
function followSession(): void {
  let owner = user.value?.id;
  effect(() => {
    if (user.value?.id === owner) return;
    owner = user.value?.id;
    forgetLists();
    keepSettings({});
    closeLedger();
    outbox.value = [];
    editing.value = undefined;
    forgetTyped();
    forgetToasts();
  });
}

/** Keeps the current language if the texts of another cannot be fetched. */
const speakAsChosen = () => speak(preferences.value.language).catch(tellMissing);

async function start(): Promise<void> {
  loadPreferences();
  followClock();
  followAddress();
  resumeSession();
  resumeLedger();
  loadSettings();
  await Promise.all([loadConfig(), speakAsChosen()]);
  // An S3 website cannot send `frame-ancestors`: a site that framed this page could make its user click what it covers.
  if (self !== top) return showOnly(t("app.framed"));
  resumeEditing();
  followMonth();
  effect(() => void speakAsChosen());
  addEventListener("languagechange", () => void speakAsChosen());
  followSession();
  const root = document.getElementById("app");
  root?.replaceChildren(); // Clears the content shown so far.
  if (root) render(<App />, root);
  import("./background").then((background) => background.start(), tellMissing);
}

/** Shows a sentence in place of the page. */
function showOnly(text: string): void {
  const root = document.getElementById("app");
  if (root) root.textContent = text;
}

start().catch((error: unknown) => {
  showOnly(t("app.notStarted"));
  throw error;
});
