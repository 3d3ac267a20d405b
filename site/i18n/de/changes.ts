import type { changes as english } from "../en/changes";
import type { Translation } from "../message";

export const changes: Translation<typeof english> = {
  "changes.edit": "{name} bearbeiten",
  "changes.delete": "Löschen",
  "changes.again": "Heute noch einmal eintragen",
  "changes.addedAgain": "„{name}“ noch einmal eingetragen, heute",
  "changes.againWaits":
    "„{name}“ noch einmal, heute: bleibt auf diesem Gerät und wird so bald wie möglich gesendet",
  "changes.recur": "Wiederkehrend machen",
  "changes.deleted": "„{name}“ gelöscht",
  "changes.deletionWaits": "„{name}“ wird gelöscht, sobald es eine Verbindung gibt",
  "changes.deletedMany": { one: "{count} Ausgabe gelöscht", other: "{count} Ausgaben gelöscht" },
  "changes.changedMany": { one: "{count} Ausgabe geändert", other: "{count} Ausgaben geändert" },
  "changes.restored": "„{name}“ wiederhergestellt",
  "changes.restoredIn": "„{name}“ im {month} wiederhergestellt",
  "changes.refused":
    "„{name}“ wurde nicht gespeichert. Prüfen Sie die Angaben und versuchen Sie es noch einmal.",
  "changes.held": "„{name}“ ist nicht gespeichert und wartet auf diesem Gerät. {reason}",
  "changes.saved": "„{name}“ geändert",
  "changes.inMonth": "„{name}“ steht jetzt im {month}",
  "changes.filteredOut": "„{name}“ passt nicht mehr zum Filter",
  "changes.addedFiltered": "„{name}“ ist gespeichert und passt nicht zum Filter",
  "changes.waiting": "Die Änderung an „{name}“ bleibt auf diesem Gerät und wird so bald wie möglich gesendet",
  "changes.waitingMany": {
    one: "Die Änderung an {count} Ausgabe bleibt auf diesem Gerät und wird so bald wie möglich gesendet",
    other: "Die Änderung an {count} Ausgaben bleibt auf diesem Gerät und wird so bald wie möglich gesendet",
  },
  "changes.undoWaitsMany": {
    one: "Die Änderung an {count} Ausgabe wird rückgängig gemacht, sobald es eine Verbindung gibt",
    other: "Die Änderung an {count} Ausgaben wird rückgängig gemacht, sobald es eine Verbindung gibt",
  },
  "changes.bulk.categorise": { one: "{count} Ausgabe ändern", other: "{count} Ausgaben ändern" },
  "changes.bulk.delete": { one: "{count} Ausgabe löschen", other: "{count} Ausgaben löschen" },
  "changes.bulk.restore": {
    one: "{count} Ausgabe wiederherstellen",
    other: "{count} Ausgaben wiederherstellen",
  },
  "changes.bulk.erase": {
    one: "{count} Ausgabe endgültig löschen",
    other: "{count} Ausgaben endgültig löschen",
  },
  "changes.bulk.undo": {
    one: "Änderung von {count} Ausgabe rückgängig machen",
    other: "Änderungen von {count} Ausgaben rückgängig machen",
  },
  "changes.undone": "Änderung von „{name}“ rückgängig gemacht",
  "changes.changingMany": "Ausgaben werden geändert … {count} von {total}",
  "changes.deletingMany": "Ausgaben werden gelöscht … {count} von {total}",
  "changes.restoringMany": "Ausgaben werden wiederhergestellt … {count} von {total}",
  "changes.restoredMany": {
    one: "{count} Ausgabe wiederhergestellt",
    other: "{count} Ausgaben wiederhergestellt",
  },
  "changes.erasingMany": "Wird endgültig gelöscht … {count} von {total}",
  "changes.erasedMany": {
    one: "{count} Ausgabe endgültig gelöscht",
    other: "{count} Ausgaben endgültig gelöscht",
  },
  "changes.undoingMany": "Wird rückgängig gemacht … {count} von {total}",
  "changes.undoneMany": {
    one: "Änderung von {count} Ausgabe rückgängig gemacht",
    other: "Änderungen von {count} Ausgaben rückgängig gemacht",
  },
  "changes.changedElsewhere": "„{name}“ wurde inzwischen anderswo geändert. Wählen Sie, was gelten soll.",
  "changes.conflict": "Was soll von {name} gelten?",
  "changes.yours": "Ihre Angabe",
  "changes.theirs": "Anderswo geändert",
  "changes.selectWhole": "Alle auswählen",
  "changes.reading": "Die ganze Liste wird gelesen … {count} bisher",
  "changes.leftAlone": "„{name}“ wurde inzwischen anderswo geändert und bleibt, wie es ist.",
  "changes.selection": "Ausgewählte Ausgaben",
  "changes.selectAll": "Alle {count} auswählen",
  "changes.selected": { one: "{count} ausgewählt", other: "{count} ausgewählt" },
  "changes.clearSelection": "Auswahl aufheben",
  "changes.changeCategory": "Kategorie ändern",
  "changes.savedElsewhere": "Im {month} gespeichert",
};
