import type { settings as english } from "../en/settings";
import type { Translation } from "../message";

export const settings: Translation<typeof english> = {
  "settings.recurring": "Wiederkehrende Ausgaben",
  "settings.title": "Einstellungen",
  "settings.alerts": "Warnungen per E-Mail",
  "settings.alertsText":
    "Sie erhalten eine E\u2011Mail, wenn eine einzelne Ausgabe über der Warngrenze ihres Ausgabenbuchs liegt, hier {amount}, oder ein Budget eine seiner Schwellen erreicht.",
  "settings.alertsNone":
    "Sie erhalten eine E\u2011Mail, wenn eine einzelne Ausgabe über der Warngrenze ihres Ausgabenbuchs liegt. Dieses hat noch keine Warngrenze in {currency}; seine Ausgaben in {currency} lösen keine Warnung aus, seine Budgets schon.",
  "settings.alertsPending": "Fast fertig: Klicken Sie auf den Link in der E-Mail an {email}.",
  "settings.alertsOn": "Eingeschaltet. Warnungen gehen an {email}.",
  "settings.alertsOff": "Ausgeschaltet",
  "settings.alertsCheck": "Ich habe auf den Link geklickt",
  "settings.lastAlerts": "Bisherige Warnungen",
  "settings.notMailed": "ohne E\u2011Mail an Sie",
  "settings.noAlerts": "Noch nichts hat eine Warnung ausgelöst.",
  "settings.allAlerts": "Alle {count} anzeigen",
  "settings.look": "Darstellung und Sprache",
  "settings.theme": "Farbschema",
  "settings.theme.system": "Wie das Gerät",
  "settings.theme.light": "Hell",
  "settings.theme.dark": "Dunkel",
  "settings.currencyDisplay": "Währung anzeigen als",
  "settings.currencyDisplay.narrowSymbol": "Symbol ($)",
  "settings.currencyDisplay.code": "Code (USD)",
  "settings.currencyDisplay.name": "Name (US-Dollar)",
  "settings.money": "Geld und Zeit",
  "settings.currency": "Währung neuer Ausgaben",
  "settings.currencyHint":
    "Vorhandene Ausgaben behalten ihre Währung. Für eine andere Währung schreiben Sie deren Kürzel zum Betrag: 12 EUR.",
  "settings.timezone": "Zeitzone",
  "settings.timezoneHint": "Bestimmt das heutige Datum.",
  "settings.monthStartsOn": "Der Monat beginnt am",
  "settings.monthStartsOnHint": "Für Budgets. Listen und Berichte haben Kalendermonate.",
  "settings.budgetAlert": "{percent} % des Budgets",
  "settings.threshold": "Warngrenze in {currency}",
  "settings.thresholdHint":
    "Eine Ausgabe darüber löst eine Warnung aus. Leer gilt der Standard. Für Ausgaben in anderen Währungen gibt es nur Grenzen, die dieser Dienst vorgibt.",
  "settings.thresholdCurrency": "Geben Sie sie in {currency} ein.",
  "settings.thresholdProposed":
    "Ein Vorschlag: Solange keine Grenze gespeichert ist, löst keine Ausgabe in {currency} eine Warnung aus.",
  "settings.thresholdSave": "Diese Grenze verwenden",
  "settings.thresholdNone":
    "Eine Ausgabe darüber löst eine Warnung aus. Leer löst keine Ausgabe in {currency} eine aus. Für Ausgaben in anderen Währungen gibt es nur Grenzen, die dieser Dienst vorgibt.",
  "settings.standard": "Standard ({value})",
  "settings.changeCategories": "Kategorien bearbeiten",
  "settings.data": "Ihre Daten",
  "settings.dataText": "Alles, was über Sie gespeichert ist, als JSON, und Ihre Ausgaben als CSV.",
  "settings.export": "Alle meine Daten exportieren",
  "settings.exporting": "Ihre Dateien werden erstellt …",
  "settings.exportReady": {
    one: "Ihre Dateien sind fertig. Sie lassen sich {count} Tag lang herunterladen.",
    other: "Ihre Dateien sind fertig. Sie lassen sich {count} Tage lang herunterladen.",
  },
  "settings.exportLacks": {
    one: "{count} Beleg fehlt im Archiv: Es sind zu viele. Laden Sie ihn bei seiner Ausgabe herunter.",
    other: "{count} Belege fehlen im Archiv: Es sind zu viele. Laden Sie sie bei ihren Ausgaben herunter.",
  },
  "settings.exportFailed": "Ihre Dateien konnten nicht erstellt werden. Versuchen Sie es noch einmal.",
  "settings.exportJson": "Alle Daten (JSON)",
  "settings.exportCsv": "Ausgaben (CSV)",
  "settings.exportZip": "Belege (ZIP)",
  "settings.account": "Konto",
  "settings.signedInAs": "Angemeldet als",
  "settings.changePassword": "Passwort ändern",
  "settings.passwordText":
    "Sie werden auf allen anderen Geräten abgemeldet. Offene Einladungen und Adressen Ihrer Kalender enden.",
  "settings.passwordChanged": "Ihr Passwort wurde geändert.",
  "settings.changeEmail": "E-Mail-Adresse ändern",
  "settings.newEmail": "Neue E-Mail-Adresse",
  "settings.emailCode":
    "Falls {email} zu keinem anderen Konto gehört, ist ein Code dorthin unterwegs. Ihre Adresse bleibt, bis Sie den Code eingeben.",
  "settings.emailChanged": "Ihre E-Mail-Adresse wurde geändert.",
  "settings.confirmTitle": "Bestätigen Sie, dass Sie es sind",
  "settings.confirmText": "Geben Sie Ihr Passwort ein, um fortzufahren.",
  "settings.signOutEverywhere": "Überall abmelden",
  "settings.close": "Konto löschen",
  "settings.closeText":
    "Löscht das Konto und alle seine Daten. Exportieren Sie die Daten vorher, falls Sie sie noch brauchen.",
  "settings.closeOpen": "Mein Konto löschen",
  "settings.closeTitle": "Ihr Konto und alle Daten löschen?",
  "settings.closeGone":
    "In wenigen Minuten werden gelöscht: Ihre Ausgaben, Kategorien, Einstellungen, Berichte, Exporte und Warnungen, danach Ihr Zugang. Das lässt sich nicht rückgängig machen.",
  "settings.closeEnding":
    "Diese geteilten Ausgabenbücher werden ebenfalls endgültig gelöscht, weil niemand sonst darin ist. Die JSON-Datei Ihres Exports enthält ihre Daten:",
  "settings.closeStaying":
    "Diese geteilten Ausgabenbücher bleiben den anderen Mitgliedern, samt dem, was Sie eingetragen haben, unter „früheres Mitglied“:",
  "settings.closeCopies": "Sicherungskopien bleiben länger erhalten:",
  "settings.closeTombstones": {
    one: "je Ausgabe ein leerer Eintrag, durch den die nächste Sicherung ihre Kopie leert: {count} Tag",
    other: "je Ausgabe ein leerer Eintrag, durch den die nächste Sicherung ihre Kopie leert: {count} Tage",
  },
  "settings.closeRecovery": {
    one: "frühere Stände der Datenbank: {count} Tag",
    other: "frühere Stände der Datenbank: {count} Tage",
  },
  "settings.closeBackups": {
    one: "Sicherungen der Sicherungsdatenbank: {count} Tag",
    other: "Sicherungen der Sicherungsdatenbank: {count} Tage",
  },
  "settings.closeLogs": {
    one: "Protokolle mit Ihrer Benutzer-ID und IP-Adressen, ohne Ausgaben: bis zu {count} Tag",
    other: "Protokolle mit Ihrer Benutzer-ID und IP-Adressen, ohne Ausgaben: bis zu {count} Tage",
  },
  "settings.closeMails": "verschickte E-Mails an Sie oder über Sie: so lange, wie die Empfänger sie aufheben",
  "settings.closeConfirm": "Zum Bestätigen {email} eingeben",
  "settings.closeWrong": "Das ist nicht die E-Mail-Adresse des Kontos.",
  "settings.closeDelete": "Alles löschen",
  "settings.closeKeep": "Mein Konto behalten",
  "settings.admin": "Verwaltung",
  "settings.adminText": "Benutzer, Aufgaben, unzustellbare Ereignisse und Alarme.",
  "settings.adminOpen": "Verwaltung öffnen",
  "settings.notices": "Lizenzen von Software Dritter",
};
