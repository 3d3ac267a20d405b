import type { reportColumns as english } from "../en/reportColumns";
import type { Translation } from "../message";

export const reportColumns: Translation<typeof english> = {
  "reportColumns.date": "Datum",
  "reportColumns.description": "Beschreibung",
  "reportColumns.merchant": "Händler",
  "reportColumns.category": "Kategorie",
  "reportColumns.amount": "Betrag",
  "reportColumns.currency": "Währung",
  "reportColumns.kind": "Art",
  "reportColumns.parts": "Notiz zum Teil",
  "reportColumns.tags": "Schlagwörter",
  "reportColumns.source": "Herkunft",
  "reportColumns.createdAt": "Erfasst am",
  "reportColumns.updatedAt": "Geändert am",
  "reportColumns.createdBy": "Erfasst von",
  "reportColumns.version": "Version",
  "reportColumns.expenseId": "Ausgaben-ID",
  "reportColumns.tooMany":
    "Das sind mehr Zeilen, als eine Tabelle fasst. Laden Sie die Monate einzeln herunter, oder die CSV-Datei.",
};
