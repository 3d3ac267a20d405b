import type { empty as english } from "../en/empty";
import type { PartialTranslation } from "../message";

export const empty: PartialTranslation<typeof english> = {
  "empty.title": "لا مصروفات بعد",
  "empty.text": "أضف مبلغًا والغرض منه.",
  "empty.notFound": "لم يُعثر على شيء",
  "empty.notFoundText": "لا مصروف يطابق البحث.",
  "empty.examples": "هكذا تبدو المصروفات هنا",
  "empty.coffee": "قهوة مع سامي",
  "empty.groceries": "مشتريات الأسبوع",
  "empty.rent": "الإيجار",
  "empty.throwAway": "حذف الأمثلة",
  "empty.share": "مشاركة دفتر مع آخرين",
};
