import type { reports as english } from "../en/reports";
import type { Translation } from "../message";

export const reports: Translation<typeof english> = {
  "reports.title": "Berichte",
  "reports.text":
    "Die Ausgaben eines Monats oder Jahres als CSV- oder XLSX-Datei für die Tabellenkalkulation. Erstattungen zählen negativ; Einnahmen fehlen darin.",
  "reports.trends": "Verlauf der letzten Monate",
  "reports.none": "Noch nichts zu berichten",
  "reports.noneText": "Jeder Monat mit Ausgaben hat hier einen Bericht.",
  "reports.year": "Ganzes Jahr",
  "reports.download": "{month} als {format} herunterladen",
  "reports.format.csv": "CSV",
  "reports.format.xlsx": "XLSX",
  "reports.made": "{size} · {at}",
  "reports.onTheWay": "Wird beim Herunterladen erstellt",
  "reports.making": "Wird erstellt …",
  "reports.reading": { one: "{count} Ausgabe gelesen …", other: "{count} Ausgaben gelesen …" },
  "reports.empty": "Es gibt keine Ausgaben mehr zu berichten.",
  "reports.failed": "Der Bericht konnte nicht erstellt werden. Versuchen Sie es noch einmal.",
};
