import type { sheet as english } from "../en/sheet";
import type { PartialTranslation } from "../message";

export const sheet: PartialTranslation<typeof english> = {
  "sheet.likely": "الفئات المتكررة",
  "sheet.keys": "المفاتيح",
  "sheet.plus": "زائد",
  "sheet.minus": "ناقص",
  "sheet.times": "ضرب",
  "sheet.divided": "قسمة على",
  "sheet.back": "حذف آخر حرف",
  "sheet.usual": "عادةً {amount}",
};
