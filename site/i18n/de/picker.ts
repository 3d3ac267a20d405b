import type { picker as english } from "../en/picker";
import type { Translation } from "../message";

export const picker: Translation<typeof english> = {
  "picker.title": "Monat wählen",
  "picker.previousYear": "Voriges Jahr",
  "picker.nextYear": "Nächstes Jahr",
  "picker.thisMonth": "Dieser Monat",
};
