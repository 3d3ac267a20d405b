import { english } from "../english";

/** The list of a month and of all months: totals and list. */
export const month = english({
  "month.previous": "Previous month",
  "month.next": "Next month",
  "month.choose": "Choose another month",
  "month.today": "Today",
  "month.spent": "Spent",
  "month.refunded": "{amount} refunded",
  "month.income": "{amount} income",
  "month.left": "{amount} left",
  "month.count": { one: "{count} expense", other: "{count} expenses" },
  "month.more": "{amount} more than in {month}",
  "month.less": "{amount} less than in {month}",
  "month.same": "Same as in {month}",
  "month.nothingBefore": "Nothing in {month}",
  "month.whereItWent": "Where it went",
  "month.list": "Expenses of the month",
  "month.all": "All months",
  "month.select": "Select {name}",
});
