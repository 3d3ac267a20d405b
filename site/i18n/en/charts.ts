import { english } from "../english";

/** The charts of a month. */
export const charts = english({
  "charts.byCategory": "By category",
  "charts.byDay": "By day",
  "charts.table": "As a table",
  "charts.currency": "Currency of the charts",
  "charts.dayChart": "Bars of what was spent on each day of the month; the same figures are in the table.",
  "charts.point": "Point at a day to see its sum.",
});
