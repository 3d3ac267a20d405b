import type { reports as english } from "../en/reports";
import type { Translation } from "../message";

export const reports: Translation<typeof english> = {
  "reports.title": "Berichte",
  "reports.text":
    "Die Ausgaben eines Monats als CSV-Datei für die Tabellenkalkulation. Nach Monatsende wird der Bericht automatisch erstellt.",
  "reports.trends": "Verlauf der letzten Monate",
  "reports.month": "Monat",
  "reports.make": "Bericht erstellen",
  "reports.makeAgain": "Bericht für {month} neu erstellen",
  "reports.list": "Berichte",
  "reports.empty": "Noch keine Berichte",
  "reports.emptyText": "Wählen Sie einen Monat, um seinen Bericht zu erstellen.",
  "reports.download": "Herunterladen",
  "reports.downloadOf": "Bericht für {month} herunterladen",
  "reports.retrieve": "Aus dem Archiv anfordern",
  "reports.retrieveOf": "Bericht für {month} aus dem Archiv anfordern",
  "reports.retryOf": "Bericht für {month} noch einmal erstellen",
  "reports.made": "{size} · {at}",
  "reports.expected": "Wird aus dem Archiv geholt; bereit spätestens {at}",
  "reports.state.making": "Wird erstellt …",
  "reports.state.archived": "Im Archiv; der Abruf dauert Stunden",
  "reports.state.retrieving": "Wird aus dem Archiv geholt; das dauert Stunden",
  "reports.state.empty": "Keine Ausgaben in diesem Monat",
  "reports.state.failed": "Konnte nicht erstellt werden",
  "reports.news.ready": "Der Bericht für {month} ist fertig.",
  "reports.news.empty": "Für {month} gibt es keine Ausgaben, also auch keinen Bericht.",
  "reports.news.failed":
    "Der Bericht für {month} konnte nicht erstellt werden. Versuchen Sie es noch einmal.",
};
