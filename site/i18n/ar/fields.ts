import type { fields as english } from "../en/fields";
import type { PartialTranslation } from "../message";

export const fields: PartialTranslation<typeof english> = {
  "fields.amount": "المبلغ",
  "fields.currency": "العملة",
  "fields.description": "لأي غرض؟",
  "fields.category": "الفئة",
  "fields.date": "التاريخ",
  "fields.add": "إضافة",
  "fields.addTitle": "إضافة مصروف",
  "fields.tooLong": {
    zero: "لا يُسمح بأي حرف.",
    one: "حرف واحد على الأكثر.",
    two: "حرفان على الأكثر.",
    few: "{count} أحرف على الأكثر.",
    many: "{count} حرفًا على الأكثر.",
    other: "{count} حرف على الأكثر.",
  },
};
