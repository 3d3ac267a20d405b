import type { secondFactor as english } from "../en/secondFactor";
import type { Translation } from "../message";

export const secondFactor: Translation<typeof english> = {
  "secondFactor.title": "Anmeldung mit zweitem Faktor",
  "secondFactor.text":
    "Zum Anmelden gehört dann außer dem Passwort ein Code aus einer Authenticator-App. Ein gestohlenes Passwort allein nützt niemandem mehr.",
  "secondFactor.on": "Eingeschaltet",
  "secondFactor.off": "Ausgeschaltet",
  "secondFactor.manage": "Zweiten Faktor verwalten",
  "secondFactor.setUp": "Zweiten Faktor einrichten",
  "secondFactor.required": "Verwalter brauchen einen zweiten Faktor",
  "secondFactor.requiredText": "Richten Sie ihn ein, um die Verwaltung zu öffnen. Das dauert zwei Minuten.",
  "secondFactor.scanTitle": "Konto zu einer App hinzufügen",
  "secondFactor.scanText":
    "Scannen Sie diesen QR-Code mit einer Authenticator-App oder einem Passwortmanager.",
  "secondFactor.qrCode": "QR-Code für die Authenticator-App",
  "secondFactor.openApp": "App auf diesem Gerät öffnen",
  "secondFactor.key": "Oder geben Sie in der App diesen Schlüssel ein:",
  "secondFactor.copy": "Kopieren",
  "secondFactor.copied": "Kopiert.",
  "secondFactor.codeTitle": "Code aus der App eingeben",
  "secondFactor.code": "Sechsstelliger Code",
  "secondFactor.turnOnText":
    "Beim Einschalten werden Sie auf allen Geräten abgemeldet. Offene Einladungen und Adressen Ihrer Kalender enden.",
  "secondFactor.turnOn": "Einschalten",
  "secondFactor.codesTitle": "Wiederherstellungscodes aufbewahren",
  "secondFactor.codesText":
    "Falls Sie die App verlieren, kommen Sie mit dem Passwort und einem dieser Codes hinein. Jeder Code gilt einmal. Sie werden nicht noch einmal angezeigt.",
  "secondFactor.download": "Herunterladen",
  "secondFactor.file": "Wiederherstellungscodes von {email} für {site}. Jeder gilt einmal.",
  "secondFactor.saved": "Ich habe die Codes gespeichert",
  "secondFactor.signedOut":
    "Der zweite Faktor ist eingeschaltet, und Sie sind auf allen Geräten abgemeldet. Melden Sie sich mit dem nächsten Code aus der App an.",
  "secondFactor.codesLeft": {
    one: "Eingeschaltet. Es ist noch {count} Wiederherstellungscode übrig.",
    other: "Eingeschaltet. Es sind noch {count} Wiederherstellungscodes übrig.",
  },
  "secondFactor.noCodesLeft":
    "Eingeschaltet. Es ist kein Wiederherstellungscode mehr übrig: Erstellen Sie neue, sonst verlieren Sie mit der App auch Ihr Konto.",
  "secondFactor.recoveryCodes": "Wiederherstellungs\u00adcodes",
  "secondFactor.newCodes": "Neue Codes erstellen",
  "secondFactor.newCodesText": "Neue Codes ersetzen Ihre bisherigen.",
  "secondFactor.turnOff": "Zweiten Faktor ausschalten",
  "secondFactor.turnOffOpen": "Ausschalten",
  "secondFactor.turnOffNow": "Jetzt ausschalten",
  "secondFactor.turnOffText":
    "Zum Anmelden genügt dann wieder das Passwort, und Ihre Wiederherstellungscodes werden gelöscht.",
  "secondFactor.keep": "Eingeschaltet lassen",
  "secondFactor.turnedOff": "Der zweite Faktor ist ausgeschaltet.",
  "secondFactor.signInText": "Geben Sie den Code ein, den Ihre Authenticator-App für dieses Konto anzeigt.",
  "secondFactor.lost": "Ich kann meine App nicht benutzen",
  "secondFactor.lostText":
    "Geben Sie einen Ihrer Wiederherstellungscodes ein. Er schaltet den zweiten Faktor aus und beendet alle Ihre Sitzungen. Wenn Sie keinen Code haben, wenden Sie sich an den Betreiber dieser Seite.",
  "secondFactor.recoveryCode": "Wiederherstellungscode",
  "secondFactor.recover": "Ausschalten und anmelden",
  "secondFactor.recovered": "Der zweite Faktor ist ausgeschaltet.",
  "secondFactor.setUpAgain": "Neu einrichten",
  "secondFactor.useApp": "App benutzen",
  "secondFactor.error.CodeMismatchException":
    "Der Code ist falsch. Geben Sie den ein, den die App gerade anzeigt.",
  "secondFactor.error.EnableSoftwareTokenMFAException":
    "Der Code ist falsch. Geben Sie den ein, den die App gerade anzeigt.",
  "secondFactor.error.ExpiredCodeException": "Dieser Code wurde schon benutzt. Warten Sie auf den nächsten.",
};
