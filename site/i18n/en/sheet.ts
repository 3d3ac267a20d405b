import { english } from "../english";

/** The sheet that adds an expense, its keypad, and what a form suggests. */
export const sheet = english({
  "sheet.likely": "Frequent categories",
  "sheet.keys": "Keys",
  "sheet.plus": "Plus",
  "sheet.minus": "Minus",
  "sheet.times": "Times",
  "sheet.divided": "Divided by",
  "sheet.back": "Delete the last character",
  "sheet.usual": "Usually {amount}",
});
