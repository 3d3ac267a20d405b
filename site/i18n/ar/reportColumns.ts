import type { reportColumns as english } from "../en/reportColumns";
import type { PartialTranslation } from "../message";

export const reportColumns: PartialTranslation<typeof english> = {
  "reportColumns.date": "التاريخ",
  "reportColumns.description": "الوصف",
  "reportColumns.merchant": "التاجر",
  "reportColumns.category": "الفئة",
  "reportColumns.amount": "المبلغ",
  "reportColumns.currency": "العملة",
  "reportColumns.kind": "النوع",
  "reportColumns.parts": "ملاحظة الجزء",
  "reportColumns.tags": "الوسوم",
  "reportColumns.source": "المصدر",
  "reportColumns.createdAt": "وقت التسجيل",
  "reportColumns.updatedAt": "وقت التعديل",
  "reportColumns.createdBy": "سجّله",
  "reportColumns.version": "الإصدار",
  "reportColumns.expenseId": "معرّف المصروف",
  "reportColumns.tooMany": "الأسطر أكثر مما يتسع له جدول. نزّل الشهور واحدًا واحدًا، أو ملف CSV.",
};
