import type { welcome as english } from "../en/welcome";
import type { PartialTranslation } from "../message";

export const welcome: PartialTranslation<typeof english> = {
  "welcome.title": "مرحبًا",
  "welcome.text": "هكذا سنحسب. ألقِ نظرة، وغيّر ما ليس صحيحًا، ثم ابدأ. تجد كل ذلك لاحقًا في الإعدادات.",
  "welcome.currency": "عملتك",
  "welcome.timezone": "منطقتك الزمنية",
  "welcome.timezoneHint": "تحدد تاريخ اليوم.",
  "welcome.threshold": "نبّهني إلى مصروف يتجاوز ({currency})",
  "welcome.thresholdHint": "تُعرض التنبيهات في الإعدادات، حيث يمكنك أيضًا تلقيها بالبريد.",
  "welcome.categories": "فئاتك",
  "welcome.categoriesHint": "أوقف ما لا تحتاج إليه. تجد الأسماء والألوان والمزيد منها في الإعدادات.",
  "welcome.start": "ابدأ",
};
