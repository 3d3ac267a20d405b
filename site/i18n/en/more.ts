import { english } from "../english";

/** The fields of an expense that most do without. */
export const more = english({
  "more.kind": "Kind",
  "more.merchant": "Shop or payee",
  "more.tags": "Tags",
  "more.tagsHint": "work, holiday",
  "more.notes": "Notes",
  "more.parts": "Parts",
});
