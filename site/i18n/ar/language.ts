import type { language as english } from "../en/language";
import type { PartialTranslation } from "../message";

export const language: PartialTranslation<typeof english> = {
  "language.title": "اللغة",
  "language.system": "مثل المتصفح",
};
