import type { Answer } from "../http/apiHandler";
import { etagOf } from "../http/etag";
import type { StoredSettings } from "./settingsRepository";

/** Settings with their version as ETag. */
export function settingsAnswer({ settings, version }: StoredSettings): Answer {
  return { status: 200, body: settings, headers: { ETag: etagOf(version) } };
}
