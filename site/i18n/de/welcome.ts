import type { welcome as english } from "../en/welcome";
import type { Translation } from "../message";

export const welcome: Translation<typeof english> = {
  "welcome.title": "Willkommen",
  "welcome.text":
    "So werden wir rechnen. Sehen Sie es kurz durch, ändern Sie, was nicht stimmt, und legen Sie los. Später steht alles in den Einstellungen.",
  "welcome.currency": "Ihre Währung",
  "welcome.timezone": "Ihre Zeitzone",
  "welcome.timezoneHint": "Bestimmt das heutige Datum.",
  "welcome.threshold": "Warnen bei einer Ausgabe über ({currency})",
  "welcome.thresholdHint":
    "Warnungen stehen in den Einstellungen. Dort können Sie sie auch per E-Mail bestellen.",
  "welcome.categories": "Ihre Kategorien",
  "welcome.categoriesHint":
    "Schalten Sie ab, was Sie nicht brauchen. Namen, Farben und weitere gibt es in den Einstellungen.",
  "welcome.start": "Los geht’s",
};
