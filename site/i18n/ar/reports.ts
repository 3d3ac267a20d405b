import type { reports as english } from "../en/reports";
import type { PartialTranslation } from "../message";

export const reports: PartialTranslation<typeof english> = {
  "reports.title": "التقارير",
  "reports.text": "مصروفات شهر في ملف CSV لجداول البيانات. تُنشأ التقارير تلقائيًا عندما ينتهي الشهر.",
  "reports.trends": "اتجاهات الشهور الأخيرة",
  "reports.month": "الشهر",
  "reports.make": "إنشاء تقرير",
  "reports.makeAgain": "إنشاء تقرير {month} من جديد",
  "reports.list": "التقارير",
  "reports.empty": "لا تقارير بعد",
  "reports.emptyText": "اختر شهرًا لإنشاء تقريره.",
  "reports.download": "تنزيل",
  "reports.downloadOf": "تنزيل تقرير {month}",
  "reports.retrieve": "طلبه من الأرشيف",
  "reports.retrieveOf": "طلب تقرير {month} من الأرشيف",
  "reports.retryOf": "إعادة محاولة تقرير {month}",
  "reports.made": "{size} · {at}",
  "reports.expected": "يُجلب من الأرشيف؛ جاهز بحلول {at}",
  "reports.state.making": "قيد الإنشاء…",
  "reports.state.archived": "في الأرشيف؛ يستغرق جلبه ساعات",
  "reports.state.retrieving": "يُجلب من الأرشيف؛ يستغرق ذلك ساعات",
  "reports.state.empty": "لا مصروفات في هذا الشهر",
  "reports.state.failed": "تعذّر إنشاؤه",
  "reports.news.ready": "تقرير {month} جاهز.",
  "reports.news.empty": "لا مصروفات في {month}، لذلك لا تقرير.",
  "reports.news.failed": "تعذّر إنشاء تقرير {month}. أعد المحاولة.",
};
