import type { changes as english } from "../en/changes";
import type { Translation } from "../message";

export const changes: Translation<typeof english> = {
  "changes.edit": "{name} bearbeiten",
  "changes.delete": "Löschen",
  "changes.deleted": "„{name}“ gelöscht",
  "changes.deletedMany": { one: "{count} Ausgabe gelöscht", other: "{count} Ausgaben gelöscht" },
  "changes.changedMany": { one: "{count} Ausgabe geändert", other: "{count} Ausgaben geändert" },
  "changes.restored": "„{name}“ wiederhergestellt",
  "changes.refused":
    "„{name}“ wurde nicht gespeichert. Prüfen Sie die Angaben und versuchen Sie es noch einmal.",
  "changes.changedElsewhere":
    "Diese Ausgabe wurde inzwischen anderswo geändert. Prüfen Sie sie und speichern Sie noch einmal.",
  "changes.leftAlone": "„{name}“ wurde inzwischen anderswo geändert und bleibt, wie es ist.",
  "changes.selection": "Ausgewählte Ausgaben",
  "changes.selectAll": "Alle {count} auswählen",
  "changes.selected": { one: "{count} ausgewählt", other: "{count} ausgewählt" },
  "changes.clearSelection": "Auswahl aufheben",
  "changes.changeCategory": "Kategorie ändern",
  "changes.deleteSelected": { one: "{count} Ausgabe löschen", other: "{count} Ausgaben löschen" },
};
