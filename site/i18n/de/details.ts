import type { details as english } from "../en/details";
import type { Translation } from "../message";

export const details: Translation<typeof english> = {
  "details.of": "Einzelheiten zu {name}",
  "details.by": "Eingetragen von",
  "details.close": "Schließen",
};
