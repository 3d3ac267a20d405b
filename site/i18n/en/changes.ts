import { english } from "../english";

/** Changing, deleting and restoring expenses: what became of it. */
export const changes = english({
  "changes.edit": "Edit {name}",
  "changes.delete": "Delete",
  "changes.deleted": "Deleted “{name}”",
  "changes.deletedMany": { one: "Deleted {count} expense", other: "Deleted {count} expenses" },
  "changes.changedMany": { one: "Changed {count} expense", other: "Changed {count} expenses" },
  "changes.restored": "Restored “{name}”",
  "changes.refused": "“{name}” was not saved. Review it and try again.",
  "changes.changedElsewhere": "This expense was changed elsewhere in the meantime. Review it and save again.",
  "changes.leftAlone": "“{name}” was changed elsewhere in the meantime. It stays as it is.",
  "changes.selection": "Selected expenses",
  "changes.selectAll": "Select all {count}",
  "changes.selected": { one: "{count} selected", other: "{count} selected" },
  "changes.clearSelection": "Clear selection",
  "changes.changeCategory": "Change category",
  "changes.deleteSelected": { one: "Delete {count} expense", other: "Delete {count} expenses" },
});
