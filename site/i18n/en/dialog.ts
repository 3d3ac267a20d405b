import { english } from "../english";

/** Buttons of forms and dialogs. */
export const dialog = english({
  "dialog.save": "Save",
  "dialog.cancel": "Cancel",
  "dialog.close": "Close",
});
