import type { expense as english } from "../en/expense";
import type { Translation } from "../message";

export const expense: Translation<typeof english> = {
  "expense.amount": "Betrag",
  "expense.description": "Wofür?",
  "expense.category": "Kategorie",
  "expense.date": "Datum",
  "expense.kind.expense": "Ausgabe",
  "expense.kind.refund": "Erstattung",
  "expense.kind.income": "Einnahme",
  "expense.more": "Mehr",
  "expense.add": "Hinzufügen",
  "expense.addTitle": "Eine Ausgabe hinzufügen",
  "expense.deleteOf": "{name} löschen",
  "expense.savedElsewhere": "Im {month} gespeichert",
  "expense.saving": "Wird gespeichert",
  "expense.waiting": "Wird später gesendet",
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
