import type { fields as english } from "../en/fields";
import type { Translation } from "../message";

export const fields: Translation<typeof english> = {
  "fields.amount": "Betrag",
  "fields.currency": "Währung",
  "fields.description": "Wofür?",
  "fields.category": "Kategorie",
  "fields.date": "Datum",
  "fields.add": "Hinzufügen",
  "fields.addTitle": "Eine Ausgabe hinzufügen",
  "fields.tooLong": { one: "Höchstens {count} Zeichen.", other: "Höchstens {count} Zeichen." },
};
