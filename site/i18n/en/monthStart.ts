import { english } from "../english";

/** The offer to let budgets start where the months of their ledger do. */
export const monthStart = english({
  "monthStart.offer": {
    one: "{count} budget still starts on day {day}.",
    other: "{count} budgets still start on day {day}.",
  },
  "monthStart.move": "Move them, too",
  "monthStart.moved": {
    one: "{count} budget starts on day {day} now",
    other: "{count} budgets start on day {day} now",
  },
});
