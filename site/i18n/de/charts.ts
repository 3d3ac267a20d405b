import type { charts as english } from "../en/charts";
import type { Translation } from "../message";

export const charts: Translation<typeof english> = {
  "charts.byCategory": "Nach Kategorie",
  "charts.byPerson": "Nach Person",
  "charts.byDay": "Nach Tag",
  "charts.table": "Als Tabelle",
  "charts.currency": "Währung der Diagramme",
  "charts.dayChart":
    "Balkendiagramm der Ausgaben an jedem Tag des Monats. Die Tabelle enthält dieselben Zahlen.",
  "charts.point": "Zeigen Sie auf einen Tag, um seine Summe zu sehen.",
};
