import { english } from "../english";

/** The monthly reports. */
export const reports = english({
  "reports.title": "Reports",
  "reports.text":
    "A month as a CSV file for a spreadsheet. Each month's is made by itself once the month is over.",
  "reports.month": "Month",
  "reports.make": "Make the report",
  "reports.makeAgain": "Make the report of {month} again",
  "reports.list": "Reports",
  "reports.empty": "No reports yet",
  "reports.emptyText": "Choose a month and have its report made.",
  "reports.download": "Download",
  "reports.downloadOf": "Download the report of {month}",
  "reports.retrieve": "Request from archive",
  "reports.retrieveOf": "Request the report of {month} from the archive",
  "reports.retryOf": "Try the report of {month} again",
  "reports.made": "{size} · {at}",
  "reports.expected": "On its way back; here by {at}",
  "reports.state.making": "Being made…",
  "reports.state.archived": "In the archive; bringing it back takes hours",
  "reports.state.retrieving": "On its way back from the archive; takes hours",
  "reports.state.empty": "No expenses in this month",
  "reports.state.failed": "Could not be made",
  "reports.news.ready": "The report of {month} is ready.",
  "reports.news.empty": "There are no expenses in {month}, so there is no report.",
  "reports.news.failed": "The report of {month} could not be made. Try again.",
});
