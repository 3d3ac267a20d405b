import type { charts as english } from "../en/charts";
import type { PartialTranslation } from "../message";

export const charts: PartialTranslation<typeof english> = {
  "charts.byCategory": "حسب الفئة",
  "charts.byPerson": "حسب الشخص",
  "charts.byDay": "حسب اليوم",
  "charts.table": "كجدول",
  "charts.currency": "عملة الرسوم",
  "charts.dayChart": "رسم بأعمدة للإنفاق في كل يوم من الشهر. الجدول يحوي الأرقام نفسها.",
  "charts.point": "أشر إلى يوم لترى مجموعه.",
};
