import { remember } from "./data/memory";
import { followSettings } from "./data/settingsSync";
import { install } from "./lib/install";
import { loadAll } from "./parts/lazy";

/** Starts everything that the first screen does not need. Loaded once that screen is shown. */
export function start(): void {
  remember();
  followSettings();
  void loadAll();
  install().catch((error: unknown) => console.warn("The page could not be made to open offline:", error));
}
