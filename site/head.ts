import { directions, languageToSpeak } from "./i18n/languages";
import { SESSION_KEY, VISITED_KEY } from "./lib/auth/sessionKey";
import { PREFERENCES_KEY } from "./lib/config/preferenceKey";
import { showTheme } from "./lib/config/theme";
import { ROOMS } from "./lib/ledger/roomsKey";
import { propertiesOf, readStored } from "./lib/storage/webStorage";

// Runs before the first paint.

/** The files that each first screen imports; set by the build. */
declare const SCREENS: { signedIn: readonly string[]; signedOut: readonly string[] };

// Avoids a flash if the page's theme differs from the system's.
const { theme = "system", language: chosen } = propertiesOf(readStored(PREFERENCES_KEY));
showTheme(String(theme));

const page = document.documentElement;

// The words that the document holds, until the page's own are there.
const language = languageToSpeak(String(chosen));
page.lang = language;
page.dir = directions[language];

// Keeps the room of what comes after the expenses.
page.style.cssText = String(readStored(ROOMS));

// The first screen is known here, so its code is fetched before the main script requests it.
const signedIn = readStored(SESSION_KEY) !== undefined;

// A first visit begins with the form that the document holds. A page that frames this one is told off instead.
if (!signedIn && !readStored(VISITED_KEY) && !location.hash && self === top) page.dataset.first = "";

for (const path of signedIn ? SCREENS.signedIn : SCREENS.signedOut) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = path;
  document.head.append(link);
}
