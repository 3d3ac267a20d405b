import { english } from "../english";

/** The monthly reports. */
export const reports = english({
  "reports.title": "Reports",
  "reports.text":
    "The expenses of a month as a CSV file for spreadsheets. Reports are created automatically when a month is over.",
  "reports.trends": "Trends of the last months",
  "reports.month": "Month",
  "reports.make": "Create report",
  "reports.makeAgain": "Create the report for {month} again",
  "reports.list": "Reports",
  "reports.empty": "No reports yet",
  "reports.emptyText": "Choose a month to create its report.",
  "reports.download": "Download",
  "reports.downloadOf": "Download the report for {month}",
  "reports.retrieve": "Request from archive",
  "reports.retrieveOf": "Request the report for {month} from the archive",
  "reports.retryOf": "Retry the report for {month}",
  "reports.made": "{size} · {at}",
  "reports.expected": "Being retrieved from the archive; ready by {at}",
  "reports.state.making": "Being created…",
  "reports.state.archived": "In the archive; retrieval takes hours",
  "reports.state.retrieving": "Being retrieved from the archive; this takes hours",
  "reports.state.empty": "No expenses in this month",
  "reports.state.failed": "Could not be created",
  "reports.news.ready": "The report for {month} is ready.",
  "reports.news.empty": "There are no expenses in {month}, so there is no report.",
  "reports.news.failed": "The report for {month} could not be created. Try again.",
});
