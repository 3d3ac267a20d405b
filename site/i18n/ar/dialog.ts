import type { dialog as english } from "../en/dialog";
import type { PartialTranslation } from "../message";

export const dialog: PartialTranslation<typeof english> = {
  "dialog.save": "حفظ",
  "dialog.cancel": "إلغاء",
  "dialog.close": "إغلاق",
};
