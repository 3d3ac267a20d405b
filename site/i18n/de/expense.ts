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
  "expense.add": "Hinzufügen",
  "expense.addTitle": "Eine Ausgabe hinzufügen",
  "expense.categoriseOf": "Kategorie von {name}",
  "expense.deleteOf": "{name} löschen",
  "expense.saving": "Wird gespeichert",
  "expense.waiting": "Wird später gesendet",
};
