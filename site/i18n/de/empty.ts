import type { empty as english } from "../en/empty";
import type { Translation } from "../message";

export const empty: Translation<typeof english> = {
  "empty.title": "Noch keine Ausgaben",
  "empty.text": "Geben Sie einen Betrag ein und wofür er war.",
  "empty.notFound": "Nichts gefunden",
  "empty.notFoundText": "Keine Ausgabe entspricht der Suche.",
  "empty.examples": "So sehen Ausgaben hier aus",
  "empty.coffee": "Kaffee mit Ben",
  "empty.groceries": "Wocheneinkauf",
  "empty.rent": "Miete",
  "empty.throwAway": "Beispiele wegwerfen",
  "empty.share": "Ein Ausgabenbuch mit anderen teilen",
};
