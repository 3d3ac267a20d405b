import type { expense as english } from "../en/expense";
import type { Translation } from "../message";

export const expense: Translation<typeof english> = {
  "expense.kind.expense": "Ausgabe",
  "expense.kind.refund": "Erstattung",
  "expense.kind.income": "Einnahme",
  "expense.categoriseOf": "Kategorie von {name}",
  "expense.deleteOf": "{name} löschen",
  "expense.saving": "Wird gespeichert",
  "expense.waiting": "Wird später gesendet",
};
