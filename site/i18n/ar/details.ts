import type { details as english } from "../en/details";
import type { PartialTranslation } from "../message";

export const details: PartialTranslation<typeof english> = {
  "details.of": "تفاصيل {name}",
  "details.by": "أضافه",
  "details.close": "إغلاق",
};
