import type { trends as english } from "../en/trends";
import type { Translation } from "../message";

export const trends: Translation<typeof english> = {
  "trends.title": "Verlauf",
  "trends.text": "Was in jedem Monat ausgegeben wurde. Jeder Balken führt zu seinen Ausgaben.",
  "trends.insights": "Einblicke: Vorhersage, Überraschungen und Abos",
  "trends.months": "Monate",
  "trends.count": "Letzte {count} Monate",
  "trends.currency": "Währung",
  "trends.category": "Kategorie",
  "trends.allCategories": "Alle Kategorien",
  "trends.wholeGroup": "{group} zusammen: {total}",
  "trends.others": "Andere Kategorien",
  "trends.compare": "Im Vergleich",
  "trends.toDay": "{month} bis zum {day}.",
  "trends.average": "Durchschnitt voller Monate",
  "trends.year": "{year} bis heute",
  "trends.lastYear": "{year} bis zum selben Tag",
  "trends.empty": "Noch nichts zu vergleichen",
  "trends.emptyText": "Hier erscheinen die Ausgaben der letzten zwei Jahre.",
  "trends.table": "Als Tabelle",
  "trends.month": "Monat",
  "trends.spent": "Ausgegeben",
};
