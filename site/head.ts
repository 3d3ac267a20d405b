import { PREFERENCES_KEY } from "./lib/preferenceKey";

// Runs before the first paint, so that a page in the other theme than the system's does not flash.
const { theme = "system" } = JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? "{}");
document.documentElement.dataset.theme = theme;
