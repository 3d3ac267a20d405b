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
  "trash.until": "gone for good on {day}",
  "trash.select": "Select {name}",
  "trash.selectAll": "Select all",
  "trash.eraseText": "This cannot be undone. The next daily backup removes their contents, too.",
  "trash.keep": "Keep in the trash",
  "trash.restoreOf": "Restore {name}",
  "trash.more": "Show more",
});
