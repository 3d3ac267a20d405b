import type { checks as english } from "../en/checks";
import type { PartialTranslation } from "../message";

export const checks: PartialTranslation<typeof english> = {
  "checks.missing": "املأ هذا الحقل.",
  "checks.unchosen": "اختر واحدًا من الاثنين.",
  "checks.email": "هذا ليس عنوان بريد إلكتروني.",
  "checks.code": "أدخل أرقام الرمز الستة.",
};
