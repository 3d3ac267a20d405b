import { english } from "../english";

/** An expense that is shown and not edited. */
export const details = english({
  "details.of": "Details of {name}",
  "details.by": "Added by",
  "details.close": "Close",
});
