import { english } from "../english";

/** The charts of a month. */
export const charts = english({
  "charts.byCategory": "By category",
  "charts.byPerson": "By person",
  "charts.byDay": "By day",
  "charts.table": "As a table",
  "charts.currency": "Currency of the charts",
  "charts.dayChart": "Bar chart of the spending on each day of the month. The table has the same figures.",
  "charts.point": "Point at a day to see its total.",
});
