import type { Answer } from "../http/answers";
import { etagOf } from "../http/etag";
import { distinctCategories } from "./distinctCategories";
import type { StoredSettings } from "./model";

/** Settings with their version as ETag. */
export function settingsAnswer({ settings, version }: StoredSettings): Answer {
  return { status: 200, body: distinctCategories(settings), headers: { ETag: etagOf(version) } };
}
