import { english } from "../english";

/** The fields of an expense that most do without. */
export const more = english({
  "more.kind": "Kind",
  "more.merchant": "Shop or payee",
  "more.tags": "Tags",
  "more.tagsHint": "work, holiday",
  "more.notes": "Notes",
  "more.yes": "Yes",
  "more.no": "No",
  "more.notInRange": "Enter a whole number from {min} to {max}.",
  "more.parts": "Parts",
  "more.split": "Split over categories",
  "more.addPart": "Add a part",
  "more.removePart": "Remove part {number}",
  "more.partCategory": "Category of part {number}",
  "more.partAmount": "Amount of part {number}",
  "more.partNote": "Note of part {number}",
  "more.partNoteHint": "Note",
  "more.partCurrency": "The parts are in {currency}, as the amount is.",
  "more.partsLeft": "{amount} left to distribute.",
  "more.partsOver": "The parts exceed the amount by {amount}.",
  "more.partsWhole": "The parts make up the amount.",
  "more.fillPart": "Add it to the last part",
  "more.descriptionMissing": "Enter what it was for.",
  "more.dateMissing": "Choose a day.",
  "more.title": "More",
});
