import type { SiteConfig } from "./siteConfig";

let loaded: SiteConfig | undefined;

/** Reads `config.json`; once, before anything is drawn that needs it. */
export async function loadConfig(): Promise<void> {
  const response = await fetch("config.json");
  if (!response.ok) throw new Error(`config.json answered ${response.status}.`);
  loaded = await response.json();
}

/** The deployment's values. */
export function config(): SiteConfig {
  if (!loaded) throw new Error("The configuration is read before it is loaded.");
  return loaded;
}
