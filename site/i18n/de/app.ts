import type { app as english } from "../en/app";
import type { Translation } from "../message";

export const app: Translation<typeof english> = {
  "app.name": "Ausgaben",
  "app.loading": "Wird geladen …",
  "app.skip": "Zum Inhalt springen",
  "app.dismiss": "Schließen",
  "app.retry": "Noch einmal versuchen",
  "app.undo": "Rückgängig",
  "app.show": "Zeigen",
  "app.save": "Speichern",
  "app.cancel": "Abbrechen",
  "app.nav": "Hauptnavigation",
  "app.expenses": "Ausgaben",
  "app.reports": "Berichte",
  "app.trash": "Papierkorb",
  "app.settings": "Einstellungen",
  "app.offline": "Offline",
  "app.waiting": "{count} noch zu senden",
  "app.update": "Eine neue Fassung dieser Seite ist da.",
  "app.reload": "Laden",
  "app.failed": "Das hat nicht geklappt",
  "app.noConnection": "Keine Verbindung. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.",
  "app.serverFailed": "Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.",
  "app.sessionEnded": "Ihre Sitzung ist beendet. Melden Sie sich wieder an.",
  "app.notStarted": "Die Seite konnte nicht starten. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.",
};
