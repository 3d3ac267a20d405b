import { english } from "../english";

/** The trash. */
export const trash = english({
  "trash.title": "Trash",
  "trash.text": {
    one: "Deleted expenses stay here for {count} day.",
    other: "Deleted expenses stay here for {count} days.",
  },
  "trash.empty": "The trash is empty",
  "trash.restore": "Restore",
  "trash.restoreOf": "Restore {name}",
  "trash.more": "Show more",
});
