import { PREFERENCES_KEY } from "./lib/preferenceKey";
import { SESSION_KEY } from "./lib/sessionKey";

// Runs before the first paint.

/** The files that each first screen imports; set by the build. */
declare const SCREENS: { signedIn: readonly string[]; signedOut: readonly string[] };

// A page in the other theme than the system's must not flash.
const { theme = "system" } = JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? "{}");
document.documentElement.dataset.theme = theme;

// Which screen comes first is known here; fetching it need not wait until the main script has asked for it.
const signedIn = localStorage.getItem(SESSION_KEY) !== null;
for (const path of signedIn ? SCREENS.signedIn : SCREENS.signedOut) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = path;
  document.head.append(link);
}
