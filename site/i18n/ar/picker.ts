import type { picker as english } from "../en/picker";
import type { PartialTranslation } from "../message";

export const picker: PartialTranslation<typeof english> = {
  "picker.title": "اختيار شهر",
  "picker.previousYear": "السنة السابقة",
  "picker.nextYear": "السنة التالية",
  "picker.thisMonth": "هذا الشهر",
};
