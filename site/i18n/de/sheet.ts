import type { sheet as english } from "../en/sheet";
import type { Translation } from "../message";

export const sheet: Translation<typeof english> = {
  "sheet.likely": "Häufige Kategorien",
  "sheet.keys": "Tasten",
  "sheet.plus": "Plus",
  "sheet.minus": "Minus",
  "sheet.times": "Mal",
  "sheet.divided": "Geteilt durch",
  "sheet.back": "Letztes Zeichen löschen",
  "sheet.usual": "Meist {amount}",
};
