import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { editing, followMonth, resumeEditing } from "./data/forms/openForms";
import { forgetLists } from "./data/lists/expenseLists";
import { outbox } from "./data/outbox/outbox";
import { speak, t } from "./i18n";
import { resumeSession, user } from "./lib/auth/session";
import { loadConfig } from "./lib/config/deployedConfig";
import { loadPreferences, preferences } from "./lib/config/preferences";
import { followClock } from "./lib/formatting/clock";
import { closeLedger, resumeLedger } from "./lib/ledger/openLedger";
import { keepSettings, loadSettings } from "./lib/ledger/shownSettings";
import { later } from "./lib/network/fetchedCode";
import { tellMissing } from "./lib/network/missingCode";
import { followAddress } from "./lib/page/pageRoute";
import { forgetToasts } from "./lib/page/toasts";
import { forgetTyped } from "./lib/storage/typedForms";
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
  // An S3 website cannot send `frame-ancestors`: a site that framed this page could make its user click hidden
  // elements.
  if (self !== top) return showOnly(t("app.framed"));
  // In this order: an open form freezes the month, which has to be known by then.
  followMonth();
  resumeEditing();
  effect(() => void speakAsChosen());
  addEventListener("languagechange", () => void speakAsChosen());
  followSession();
  const root = document.getElementById("app");
  root?.replaceChildren(); // Clears the content shown so far.
  if (root) render(<App />, root);
  void later(() => import("./background"))(({ start }) => start());
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
