import type { month as english } from "../en/month";
import type { PartialTranslation } from "../message";

export const month: PartialTranslation<typeof english> = {
  "month.previous": "الشهر السابق",
  "month.next": "الشهر التالي",
  "month.choose": "اختيار شهر آخر",
  "month.today": "اليوم",
  "month.spent": "الإنفاق",
  "month.refunded": "استُرد {amount}",
  "month.income": "الدخل {amount}",
  "month.left": "المتبقي {amount}",
  "month.count": {
    zero: "لا مصروفات",
    one: "مصروف واحد",
    two: "مصروفان",
    few: "{count} مصروفات",
    many: "{count} مصروفًا",
    other: "{count} مصروف",
  },
  "month.more": "أكثر من {month} بمقدار {amount}",
  "month.less": "أقل من {month} بمقدار {amount}",
  "month.same": "مثل {month}",
  "month.nothingBefore": "لا شيء في {month}",
  "month.whereItWent": "أين ذهب المال",
  "month.list": "مصروفات الشهر",
  "month.all": "كل الشهور",
  "month.select": "تحديد {name}",
};
