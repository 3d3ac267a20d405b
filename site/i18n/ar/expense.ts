import type { expense as english } from "../en/expense";
import type { PartialTranslation } from "../message";

export const expense: PartialTranslation<typeof english> = {
  "expense.kind.expense": "مصروف",
  "expense.kind.refund": "استرداد",
  "expense.kind.income": "دخل",
  "expense.categoriseOf": "فئة {name}",
  "expense.deleteOf": "حذف {name}",
  "expense.saving": "جارٍ الحفظ",
  "expense.waiting": "بانتظار الإرسال",
};
