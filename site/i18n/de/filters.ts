import type { filters as english } from "../en/filters";
import type { Translation } from "../message";

export const filters: Translation<typeof english> = {
  "filters.search": "Suchen",
  "filters.allCategories": "Alle Kategorien",
  "filters.moreFilters": "Weitere Filter",
  "filters.order": "Reihenfolge",
  "filters.order.newest": "Neueste zuerst",
  "filters.order.oldest": "Älteste zuerst",
  "filters.order.largest": "Größter Betrag",
  "filters.order.smallest": "Kleinster Betrag",
  "filters.order.name": "Nach Namen",
  "filters.on": "Filter",
  "filters.remove": "Den Filter {name} entfernen",
  "filters.category": "Kategorie",
  "filters.tag": "Schlagwort",
  "filters.merchant": "Empfänger",
  "filters.createdBy": "Eingetragen von",
  "filters.kind": "Art",
  "filters.currency": "Währung",
  "filters.from": "Ab",
  "filters.to": "Bis",
  "filters.allTags": "Alle Schlagwörter",
  "filters.allMerchants": "Alle Empfänger",
  "filters.everybody": "Von allen eingetragen",
  "filters.me": "mir",
  "filters.somebody": "jemand anderem",
};
