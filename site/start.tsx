import { effect } from "@preact/signals";
import { render } from "preact";
import { App, SignedOut } from "./app";
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

/** Starts the page, or says that it could not be. */
export const start = () =>
  startAll().catch((error: unknown) => {
    showOnly(t("app.notStarted"));
    throw error;
  });

async function startAll(): Promise<void> {
  loadPreferences();
  followClock();
  followAddress();
  resumeSession();
  resumeLedger();
  loadSettings();
  // Before the browser looks for a form to fill in: nobody is to sign in.
  if (user.value) document.querySelector("main")?.remove();
  const screen = user.value ? undefined : SignedOut.fetch().catch(tellMissing);
  await Promise.all([loadConfig(), speakAsChosen(), screen]);
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
  // Takes over the form of the document with what was typed into it, if that is the screen to show.
  if (root) render(<App />, root);
  for (const left of document.querySelectorAll(".early, .splash")) left.remove();
  void later(() => import("./background"))(({ start }) => start());
}

/** Shows a sentence in place of the page. */
function showOnly(text: string): void {
  const root = document.getElementById("app");
  if (root) root.textContent = text;
}
