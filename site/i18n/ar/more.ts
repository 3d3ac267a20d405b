import type { more as english } from "../en/more";
import type { PartialTranslation } from "../message";

export const more: PartialTranslation<typeof english> = {
  "more.kind": "النوع",
  "more.merchant": "المتجر أو المستفيد",
  "more.tags": "الوسوم",
  "more.tagsHint": "عمل، عطلة",
  "more.notes": "ملاحظات",
  "more.yes": "نعم",
  "more.no": "لا",
  "more.notInRange": "أدخل عددًا صحيحًا من {min} إلى {max}.",
  "more.parts": "الأجزاء",
  "more.split": "تقسيم على فئات",
  "more.addPart": "إضافة جزء",
  "more.removePart": "إزالة الجزء {number}",
  "more.partCategory": "فئة الجزء {number}",
  "more.partAmount": "مبلغ الجزء {number}",
  "more.partNote": "ملاحظة الجزء {number}",
  "more.partNoteHint": "ملاحظة",
  "more.partCurrency": "الأجزاء بعملة {currency} مثل المبلغ.",
  "more.partsLeft": "بقي {amount} للتوزيع.",
  "more.partsOver": "الأجزاء أكثر من المبلغ بمقدار {amount}.",
  "more.partsWhole": "مجموع الأجزاء يساوي المبلغ.",
  "more.fillPart": "إضافته إلى الجزء الأخير",
  "more.descriptionMissing": "أدخل الغرض منه.",
  "more.dateMissing": "اختر يومًا.",
  "more.title": "المزيد",
};
