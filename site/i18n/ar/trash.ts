import type { trash as english } from "../en/trash";
import type { PartialTranslation } from "../message";

export const trash: PartialTranslation<typeof english> = {
  "trash.title": "سلة المحذوفات",
  "trash.text": {
    zero: "لا تبقى المصروفات المحذوفة هنا.",
    one: "تبقى المصروفات المحذوفة هنا يومًا واحدًا.",
    two: "تبقى المصروفات المحذوفة هنا يومين.",
    few: "تبقى المصروفات المحذوفة هنا {count} أيام.",
    many: "تبقى المصروفات المحذوفة هنا {count} يومًا.",
    other: "تبقى المصروفات المحذوفة هنا {count} يوم.",
  },
  "trash.empty": "سلة المحذوفات فارغة",
  "trash.restore": "استعادة",
  "trash.until": "يزول نهائيًا في {day}",
  "trash.select": "تحديد {name}",
  "trash.selectAll": "تحديد الكل",
  "trash.restoreMany": {
    zero: "لا شيء للاستعادة",
    one: "استعادة مصروف واحد",
    two: "استعادة مصروفين",
    few: "استعادة {count} مصروفات",
    many: "استعادة {count} مصروفًا",
    other: "استعادة {count} مصروف",
  },
  "trash.eraseMany": {
    zero: "لا شيء للحذف نهائيًا",
    one: "حذف مصروف واحد نهائيًا",
    two: "حذف مصروفين نهائيًا",
    few: "حذف {count} مصروفات نهائيًا",
    many: "حذف {count} مصروفًا نهائيًا",
    other: "حذف {count} مصروف نهائيًا",
  },
  "trash.eraseText": "لا يمكن التراجع عن ذلك. ينسى النسخ الاحتياطي اليومي التالي أيضًا ما كان فيها.",
  "trash.keep": "الإبقاء في السلة",
  "trash.restoreOf": "استعادة {name}",
  "trash.more": "عرض المزيد",
};
