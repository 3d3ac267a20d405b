import { english } from "../english";

/** The sheet that adds an expense, and its keypad. */
export const sheet = english({
  "sheet.likely": "Frequent categories",
  "sheet.keys": "Keys",
  "sheet.plus": "Plus",
  "sheet.minus": "Minus",
  "sheet.times": "Times",
  "sheet.divided": "Divided by",
  "sheet.back": "Delete the last character",
});
