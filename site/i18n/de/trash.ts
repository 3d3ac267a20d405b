import type { trash as english } from "../en/trash";
import type { Translation } from "../message";

export const trash: Translation<typeof english> = {
  "trash.title": "Papierkorb",
  "trash.text": {
    one: "Gelöschte Ausgaben bleiben hier {count} Tag lang.",
    other: "Gelöschte Ausgaben bleiben hier {count} Tage lang.",
  },
  "trash.empty": "Der Papierkorb ist leer",
  "trash.restore": "Wiederherstellen",
  "trash.until": "endgültig gelöscht am {day}",
  "trash.select": "{name} auswählen",
  "trash.selectAll": "Alle auswählen",
  "trash.eraseText":
    "Das lässt sich nicht rückgängig machen. Auch die nächste tägliche Sicherung vergisst, was darin stand.",
  "trash.keep": "Im Papierkorb lassen",
  "trash.restoreOf": "{name} wiederherstellen",
  "trash.more": "Mehr anzeigen",
};
