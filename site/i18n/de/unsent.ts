import type { unsent as english } from "../en/unsent";
import type { Translation } from "../message";

export const unsent: Translation<typeof english> = {
  "unsent.title": "Noch nicht gesendet",
  "unsent.text": "Auf diesem Gerät gespeichert; wird gesendet, sobald es eine Verbindung gibt.",
  "unsent.none": "Alles ist gesendet",
  "unsent.send": "Jetzt senden",
  "unsent.added": "Neue Ausgabe",
  "unsent.deleted": "Gelöscht",
  "unsent.restored": "Wiederhergestellt",
  "unsent.receipts": { one: "{count} Beleg", other: "{count} Belege" },
  "unsent.others": {
    one: "Und {count} weitere Änderung an Einstellungen oder mehreren Ausgaben zugleich",
    other: "Und {count} weitere Änderungen an Einstellungen oder mehreren Ausgaben zugleich",
  },
  "unsent.discard": "Verwerfen",
  "unsent.discardOf": "Verwerfen, was von {name} nicht gesendet ist",
  "unsent.discarded": "Verworfen, was von „{name}“ nicht gesendet war",
  "unsent.discardBulk": "Verwerfen: {change}",
  "unsent.discardedBulk": "Verworfen: {change}",
  "unsent.discardedRest": "{done}. Verworfen: {change}",
  "unsent.orArrived":
    "{discarded}. Falls es schon angekommen war, erscheint es wieder, sobald es eine Verbindung gibt.",
  "unsent.takeUp": "Doch ausführen",
  "unsent.move": "In mein eigenes übernehmen",
  "unsent.moveOf": "In mein eigenes übernehmen: {name}",
  "unsent.moved": "„{name}“ steht jetzt in Ihrem eigenen Ausgabenbuch",
  "unsent.stays": "„{name}“ steht schon in {ledger} und bleibt dort",
};
