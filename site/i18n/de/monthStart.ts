import type { monthStart as english } from "../en/monthStart";
import type { Translation } from "../message";

export const monthStart: Translation<typeof english> = {
  "monthStart.offer": {
    one: "{count} Budget beginnt weiterhin am {day}. Tag.",
    other: "{count} Budgets beginnen weiterhin am {day}. Tag.",
  },
  "monthStart.move": "Mitverschieben",
  "monthStart.moved": {
    one: "{count} Budget beginnt jetzt am {day}. Tag",
    other: "{count} Budgets beginnen jetzt am {day}. Tag",
  },
};
