import type { expense as english } from "../en/expense";
import type { Translation } from "../message";

export const expense: Translation<typeof english> = {
  "expense.amount": "Betrag",
  "expense.currency": "Währung",
  "expense.description": "Wofür?",
  "expense.category": "Kategorie",
  "expense.date": "Datum",
  "expense.kind.expense": "Ausgabe",
  "expense.kind.refund": "Erstattung",
  "expense.kind.income": "Einnahme",
  "expense.more": "Mehr",
  "expense.add": "Hinzufügen",
  "expense.addTitle": "Eine Ausgabe hinzufügen",
  "expense.categoriseOf": "Kategorie von {name}",
  "expense.deleteOf": "{name} löschen",
  "expense.savedElsewhere": "Im {month} gespeichert",
  "expense.saving": "Wird gespeichert",
  "expense.waiting": "Wird später gesendet",
  "expense.descriptionMissing": "Geben Sie an, wofür sie war.",
  "expense.dateMissing": "Wählen Sie einen Tag.",
};
