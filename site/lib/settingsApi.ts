import type { Settings } from "../../domain/ledgers/settings";
import { respond } from "./api";

/** Settings with the version that the server gave them. */
export interface StoredSettings {
  settings: Settings;
  /** ETag; `"0"` before the first save. */
  version: string;
}

const PATH = "/settings";

async function stored(response: Response): Promise<StoredSettings> {
  return { settings: await response.json(), version: response.headers.get("ETag") ?? '"0"' };
}

export const readSettings = async () => stored(await respond("GET", PATH));

/** Replaces the settings. Throws a RequestError with status 412 when `version` is not the server's any more. */
export const replaceSettings = async ({ settings, version }: StoredSettings) =>
  stored(await respond("PUT", PATH, { body: settings, headers: { "If-Match": version } }));
