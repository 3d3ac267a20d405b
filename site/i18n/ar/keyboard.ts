import type { keyboard as english } from "../en/keyboard";
import type { PartialTranslation } from "../message";

export const keyboard: PartialTranslation<typeof english> = {
  "keyboard.title": "اختصارات لوحة المفاتيح",
  "keyboard.new": "مصروف جديد",
  "keyboard.search": "بحث",
  "keyboard.down": "السطر التالي",
  "keyboard.up": "السطر السابق",
  "keyboard.edit": "تعديل السطر",
  "keyboard.select": "تحديد السطر",
  "keyboard.delete": "حذف السطر",
  "keyboard.undo": "التراجع عن آخر تغيير",
  "keyboard.palette": "الانتقال إلى…",
  "keyboard.help": "عرض الاختصارات",
  "keyboard.month": "الشهر السابق أو التالي",
  "keyboard.leave": "مغادرة الحقل",
  "keyboard.close": "إغلاق",
  "keyboard.placeholder": "شهر أو شاشة أو فئة أو إجراء",
  "keyboard.nothing": "لم يُعثر على شيء",
  "keyboard.action": "إجراء",
  "keyboard.screen": "شاشة",
  "keyboard.monthKind": "شهر",
};
