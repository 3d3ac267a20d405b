import type { dialog as english } from "../en/dialog";
import type { Translation } from "../message";

export const dialog: Translation<typeof english> = {
  "dialog.save": "Speichern",
  "dialog.cancel": "Abbrechen",
  "dialog.close": "Schließen",
};
