import type { Settings } from "../../domain/ledgers/settings";
import { callForVersion } from "../lib/api";
import { usable } from "../lib/settings";

/** Settings with the version that the server gave them. */
export interface StoredSettings {
  settings: Settings;
  /** ETag; `"0"` before the first save. */
  version: string;
}

const stored = ({ body, etag = '"0"' }: { body: Settings; etag: string | undefined }): StoredSettings => ({
  settings: usable(body),
  version: etag,
});

/** Reads the settings. */
export const readSettings = async () => stored(await callForVersion("GET /settings"));

/**
 * Replaces the settings.
 * @throws RequestError 412 if `version` is not the stored one.
 */
export const replaceSettings = async ({ settings, version }: StoredSettings) =>
  stored(await callForVersion("PUT /settings", { body: settings, headers: { "If-Match": version } }));
