import type { checks as english } from "../en/checks";
import type { Translation } from "../message";

export const checks: Translation<typeof english> = {
  "checks.missing": "Füllen Sie dieses Feld aus.",
  "checks.unchosen": "Wählen Sie eines von beiden.",
  "checks.email": "Das ist keine E-Mail-Adresse.",
  "checks.code": "Geben Sie die sechs Ziffern des Codes ein.",
};
