import type { category as english } from "../en/category";
import type { Translation } from "../message";

export const category: Translation<typeof english> = {
  "category.Groceries": "Lebensmittel",
  "category.Eating out": "Essen gehen",
  "category.Transport": "Unterwegs",
  "category.Home": "Wohnen",
  "category.Bills": "Rechnungen",
  "category.Health": "Gesundheit",
  "category.Shopping": "Einkäufe",
  "category.Leisure": "Freizeit",
  "category.Travel": "Reisen",
  "category.Education": "Bildung",
  "category.Gifts": "Geschenke",
  "category.Other": "Sonstiges",
};
