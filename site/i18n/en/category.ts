import { english } from "../english";

/** The default categories, by the name under which they are stored. */
export const category = english({
  "category.Groceries": "Groceries",
  "category.Eating out": "Eating out",
  "category.Transport": "Transport",
  "category.Home": "Home",
  "category.Bills": "Bills",
  "category.Health": "Health",
  "category.Shopping": "Shopping",
  "category.Leisure": "Leisure",
  "category.Travel": "Travel",
  "category.Education": "Education",
  "category.Gifts": "Gifts",
  "category.Other": "Other",
});
