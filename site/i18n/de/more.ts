import type { more as english } from "../en/more";
import type { Translation } from "../message";

export const more: Translation<typeof english> = {
  "more.kind": "Art",
  "more.merchant": "Empfänger",
  "more.tags": "Schlagwörter",
  "more.tagsHint": "Arbeit, Urlaub",
  "more.notes": "Notizen",
  "more.yes": "Ja",
  "more.no": "Nein",
  "more.notInRange": "Geben Sie eine ganze Zahl von {min} bis {max} ein.",
  "more.parts": "Aufteilung",
  "more.split": "Auf Kategorien aufteilen",
  "more.addPart": "Teil hinzufügen",
  "more.removePart": "Teil {number} entfernen",
  "more.partCategory": "Kategorie von Teil {number}",
  "more.partAmount": "Betrag von Teil {number}",
  "more.partNote": "Notiz zu Teil {number}",
  "more.partNoteHint": "Notiz",
  "more.partCurrency": "Die Teile sind in {currency}, wie der Betrag.",
  "more.partsLeft": "Noch {amount} zu verteilen.",
  "more.partsOver": "Die Teile sind {amount} zu viel.",
  "more.partsWhole": "Die Teile ergeben den Betrag.",
  "more.fillPart": "Zum letzten Teil hinzufügen",
  "more.descriptionMissing": "Geben Sie an, wofür sie war.",
  "more.dateMissing": "Wählen Sie einen Tag.",
  "more.title": "Mehr",
};
