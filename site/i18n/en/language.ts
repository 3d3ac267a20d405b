import { english } from "../english";

/** The choice of the page's language. */
export const language = english({
  "language.title": "Language",
  "language.system": "Same as browser",
});
