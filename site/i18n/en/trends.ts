import { english } from "../english";

/** The sums of the last months. */
export const trends = english({
  "trends.title": "Trends",
  "trends.text": "What was spent in each month. Every bar leads to its expenses.",
  "trends.insights": "Insights: forecast, surprises and subscriptions",
  "trends.months": "Months",
  "trends.count": "Last {count} months",
  "trends.currency": "Currency",
  "trends.category": "Category",
  "trends.allCategories": "All categories",
  "trends.wholeGroup": "All of {group}: {total}",
  "trends.others": "Other categories",
  "trends.compare": "Compared",
  "trends.toDay": "{month} through day {day}",
  "trends.average": "Average of full months",
  "trends.year": "{year} through today",
  "trends.lastYear": "{year} through the same day",
  "trends.empty": "Nothing to compare yet",
  "trends.emptyText": "Expenses of the last two years show here.",
  "trends.table": "As a table",
  "trends.month": "Month",
  "trends.spent": "Spent",
});
