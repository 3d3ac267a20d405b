import type { signOut as english } from "../en/signOut";
import type { Translation } from "../message";

export const signOut: Translation<typeof english> = {
  "signOut.title": {
    one: "Eine Ausgabe oder Änderung ist noch nicht gesendet",
    other: "{count} Ausgaben oder Änderungen sind noch nicht gesendet",
  },
  "signOut.text":
    "Wer dieses Gerät nach Ihnen benutzt, könnte sie lesen. Sie können sie vorher senden oder verschlüsseln lassen, bis Sie sich hier wieder anmelden.",
  "signOut.expired":
    "Melden Sie sich erneut an, um sie zu senden oder aufzubewahren. Wenn Sie sich jetzt abmelden, gehen sie verloren.",
  "signOut.send": "Senden und abmelden",
  "signOut.keep": "Verschlüsseln und abmelden",
  "signOut.discard": "Löschen und abmelden",
  "signOut.stay": "Angemeldet bleiben",
  "signOut.notSent": {
    one: "Eine Ausgabe oder Änderung konnte nicht gesendet werden. Prüfen Sie Ihre Verbindung, oder öffnen Sie die Ausgabe, um den Grund zu sehen.",
    other:
      "{count} Ausgaben oder Änderungen konnten nicht gesendet werden. Prüfen Sie Ihre Verbindung, oder öffnen Sie die Ausgaben, um den Grund zu sehen.",
  },
  "signOut.notKept": "Dieser Browser konnte sie nicht speichern.",
};
