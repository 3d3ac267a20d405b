import type { reports as english } from "../en/reports";
import type { PartialTranslation } from "../message";

export const reports: PartialTranslation<typeof english> = {
  "reports.title": "التقارير",
  "reports.text":
    "مصروفات شهر أو سنة في ملف CSV أو XLSX لجداول البيانات. تُحسب المبالغ المستردة سالبة، ولا يشمل الدخل.",
  "reports.trends": "اتجاهات الشهور الأخيرة",
  "reports.none": "لا شيء للتقرير بعد",
  "reports.noneText": "لكل شهر فيه مصروفات تقرير هنا.",
  "reports.year": "السنة كاملة",
  "reports.download": "تنزيل {month} بصيغة {format}",
  "reports.format.csv": "CSV",
  "reports.format.xlsx": "XLSX",
  "reports.made": "{size} · {at}",
  "reports.onTheWay": "يُنشأ عند تنزيله",
  "reports.making": "قيد الإنشاء…",
  "reports.reading": {
    zero: "لم يُقرأ شيء بعد…",
    one: "قُرئ مصروف واحد…",
    two: "قُرئ مصروفان…",
    few: "قُرئت {count} مصروفات…",
    many: "قُرئ {count} مصروفًا…",
    other: "قُرئ {count} مصروف…",
  },
  "reports.empty": "لم تعد هناك مصروفات للتقرير.",
  "reports.failed": "تعذّر إنشاء التقرير. أعد المحاولة.",
};
