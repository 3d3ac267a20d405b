import type { language as english } from "../en/language";
import type { Translation } from "../message";

export const language: Translation<typeof english> = {
  "language.title": "Sprache",
  "language.system": "Wie der Browser",
};
