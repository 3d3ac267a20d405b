import type { expense as english } from "../en/expense";
import type { Translation } from "../message";

export const expense: Translation<typeof english> = {
  "expense.amount": "Betrag",
  "expense.description": "Wofür?",
  "expense.category": "Kategorie",
  "expense.date": "Datum",
  "expense.add": "Hinzufügen",
  "expense.addTitle": "Eine Ausgabe hinzufügen",
  "expense.edit": "{name} bearbeiten",
  "expense.delete": "Löschen",
  "expense.deleteOf": "{name} löschen",
  "expense.deleted": "„{name}“ gelöscht",
  "expense.deletedMany": { one: "{count} Ausgabe gelöscht", other: "{count} Ausgaben gelöscht" },
  "expense.changedMany": { one: "{count} Ausgabe geändert", other: "{count} Ausgaben geändert" },
  "expense.restored": "„{name}“ wiederhergestellt",
  "expense.savedElsewhere": "Im {month} gespeichert",
  "expense.refused":
    "„{name}“ wurde nicht gespeichert. Prüfen Sie die Angaben und versuchen Sie es noch einmal.",
  "expense.saving": "Wird gespeichert",
  "expense.waiting": "Wird später gesendet",
  "expense.changedElsewhere":
    "Diese Ausgabe wurde inzwischen anderswo geändert. Prüfen Sie sie und speichern Sie noch einmal.",
  "expense.amountMissing": "Geben Sie einen Betrag über 0 ein.",
  "expense.amountLarge": "Höchstens {max}.",
  "expense.amountWhole": "Keine Nachkommastellen in dieser Währung.",
  "expense.amountDecimals": {
    one: "Höchstens {count} Nachkommastelle.",
    other: "Höchstens {count} Nachkommastellen.",
  },
  "expense.descriptionMissing": "Geben Sie an, wofür sie war.",
  "expense.dateMissing": "Wählen Sie einen Tag.",
};
