import type { trends as english } from "../en/trends";
import type { PartialTranslation } from "../message";

export const trends: PartialTranslation<typeof english> = {
  "trends.title": "الاتجاهات",
  "trends.text": "ما أُنفق في كل شهر. كل شريط يقود إلى مصروفاته.",
  "trends.insights": "رؤى: توقعات ومفاجآت واشتراكات",
  "trends.months": "الشهور",
  "trends.count": "آخر {count} شهرًا",
  "trends.currency": "العملة",
  "trends.category": "الفئة",
  "trends.allCategories": "كل الفئات",
  "trends.wholeGroup": "كل {group}: {total}",
  "trends.others": "فئات أخرى",
  "trends.compare": "مقارنة",
  "trends.toDay": "{month} حتى اليوم {day}",
  "trends.average": "متوسط الشهور الكاملة",
  "trends.year": "{year} حتى اليوم",
  "trends.lastYear": "{year} حتى اليوم نفسه",
  "trends.empty": "لا شيء للمقارنة بعد",
  "trends.emptyText": "تظهر هنا مصروفات آخر سنتين.",
  "trends.table": "كجدول",
  "trends.month": "الشهر",
  "trends.spent": "الإنفاق",
};
