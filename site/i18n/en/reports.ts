import { english } from "../english";

/** The reports of months and years. */
export const reports = english({
  "reports.title": "Reports",
  "reports.text":
    "The expenses of a month or a year, as a CSV or XLSX file for spreadsheets. Refunds count as negative; income is left out.",
  "reports.trends": "Trends of the last months",
  "reports.none": "Nothing to report yet",
  "reports.noneText": "Each month with expenses has a report here.",
  "reports.year": "Whole year",
  "reports.download": "Download {month} as {format}",
  "reports.format.csv": "CSV",
  "reports.format.xlsx": "XLSX",
  "reports.made": "{size} · {at}",
  "reports.onTheWay": "Created when you download it",
  "reports.making": "Being created…",
  "reports.reading": { one: "{count} expense read…", other: "{count} expenses read…" },
  "reports.empty": "There are no expenses to report any more.",
  "reports.failed": "The report could not be created. Try again.",
});
