import type { app as english } from "../en/app";
import type { Translation } from "../message";

export const app: Translation<typeof english> = {
  "app.name": "Ausgaben",
  "app.loading": "Wird geladen …",
  "app.skip": "Zum Inhalt springen",
  "app.dismiss": "Schließen",
  "app.retry": "Noch einmal versuchen",
  "app.undo": "Rückgängig",
  "app.show": "Anzeigen",
  "app.add": "Neu",
  "app.nav": "Hauptnavigation",
  "app.expenses": "Ausgaben",
  "app.reports": "Berichte",
  "app.trends": "Verlauf",
  "app.budgets": "Budgets",
  "app.more": "Mehr",
  "app.trash": "Papierkorb",
  "app.settings": "Einstellungen",
  "app.offline": "Offline",
  "app.waiting": "{count} ungesendet",
  "app.update": "Eine neue Version dieser Seite ist verfügbar.",
  "app.reload": "Neu laden",
  "app.failed": "Das hat nicht geklappt",
  "app.noConnection": "Keine Verbindung. Prüfen Sie Ihr Netzwerk und versuchen Sie es noch einmal.",
  "app.serverFailed": "Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.",
  "app.sessionEnded": "Ihre Sitzung ist beendet. Melden Sie sich erneut an.",
  "app.notStarted":
    "Die Seite konnte nicht gestartet werden. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.",
  "app.framed": "Diese Seite läuft nicht innerhalb einer anderen. Öffnen Sie sie in einem eigenen Tab.",
};
