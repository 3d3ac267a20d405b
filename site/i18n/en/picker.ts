import { english } from "../english";

/** The choice of a month. */
export const picker = english({
  "picker.title": "Choose a month",
  "picker.previousYear": "Previous year",
  "picker.nextYear": "Next year",
  "picker.thisMonth": "This month",
});
