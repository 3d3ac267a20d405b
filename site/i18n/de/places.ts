import type { places as english } from "../en/places";
import type { Translation } from "../message";

export const places: Translation<typeof english> = {
  "places.reports": "Monate als Dateien für eine Tabelle",
  "places.receipts": "Belege",
  "places.receiptsText": "Vom Bild zur Ausgabe",
  "places.insights": "Einblicke",
  "places.insightsText": "Was die Ausgaben verraten: Vorhersage, Überraschungen, Abos",
  "places.recurring": "Wiederkehrend",
  "places.recurringText": "Miete und Abonnements, die sich selbst eintragen",
  "places.activity": "Aktivität",
  "places.activityText": "Wer was geändert hat, und es rückgängig machen",
  "places.ledgers": "Ausgabenbücher",
  "places.ledgersText": "Ausgaben mit anderen teilen",
  "places.trash": "Gelöschtes wiederherstellen",
  "places.settings": "Währung, Kategorien, Warnungen, Konto",
};
