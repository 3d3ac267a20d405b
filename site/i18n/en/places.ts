import { english } from "../english";

/** The list of places on a narrow screen. */
export const places = english({
  "places.reports": "Months as files for a spreadsheet",
  "places.receipts": "Receipts",
  "places.receiptsText": "From a picture to an expense",
  "places.insights": "Insights",
  "places.insightsText": "What your expenses tell: forecast, surprises, subscriptions",
  "places.recurring": "Recurring",
  "places.recurringText": "Rent and subscriptions that enter themselves",
  "places.activity": "Activity",
  "places.activityText": "Who changed what, and undoing it",
  "places.ledgers": "Ledgers",
  "places.ledgersText": "Share expenses with others",
  "places.trash": "Restore what was deleted",
  "places.settings": "Currency, categories, alerts, account",
});
