import type { keyboard as english } from "../en/keyboard";
import type { Translation } from "../message";

export const keyboard: Translation<typeof english> = {
  "keyboard.title": "Tastenkürzel",
  "keyboard.new": "Neue Ausgabe",
  "keyboard.search": "Suchen",
  "keyboard.down": "Nächste Zeile",
  "keyboard.up": "Vorige Zeile",
  "keyboard.edit": "Zeile bearbeiten",
  "keyboard.select": "Zeile auswählen",
  "keyboard.delete": "Zeile löschen",
  "keyboard.undo": "Letzte Änderung rückgängig machen",
  "keyboard.palette": "Gehe zu …",
  "keyboard.help": "Tastenkürzel zeigen",
  "keyboard.month": "Monat davor oder danach",
  "keyboard.leave": "Feld verlassen",
  "keyboard.close": "Schließen",
  "keyboard.placeholder": "Monat, Ansicht, Kategorie oder Aktion",
  "keyboard.nothing": "Nichts gefunden",
  "keyboard.action": "Aktion",
  "keyboard.screen": "Ansicht",
  "keyboard.monthKind": "Monat",
};
