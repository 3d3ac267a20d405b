import { english } from "../english";

/** Shortcuts of the keyboard, and the palette that finds everything by its name. */
export const keyboard = english({
  "keyboard.title": "Keyboard shortcuts",
  "keyboard.new": "New expense",
  "keyboard.search": "Search",
  "keyboard.down": "Next line",
  "keyboard.up": "Previous line",
  "keyboard.edit": "Edit the line",
  "keyboard.select": "Select the line",
  "keyboard.delete": "Delete the line",
  "keyboard.undo": "Undo the last change",
  "keyboard.palette": "Go to…",
  "keyboard.help": "Show the shortcuts",
  "keyboard.month": "Month before or after",
  "keyboard.leave": "Leave the field",
  "keyboard.close": "Close",
  "keyboard.placeholder": "A month, screen, category or action",
  "keyboard.nothing": "Nothing found",
  "keyboard.action": "Action",
  "keyboard.screen": "Screen",
  "keyboard.monthKind": "Month",
});
