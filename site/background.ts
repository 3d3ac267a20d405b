import { remember } from "./data/memory";
import { followSettings } from "./data/settingsSync";
import { install } from "./lib/install";
import { loadAll } from "./parts/lazy";

/** What the first screen does not need: loaded once it stands. */
export function start(): void {
  remember();
  followSettings();
  void loadAll();
  install().catch((error: unknown) => console.warn("The page could not be made to open offline:", error));
}
