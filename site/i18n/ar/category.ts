import type { category as english } from "../en/category";
import type { PartialTranslation } from "../message";

export const category: PartialTranslation<typeof english> = {
  "category.Groceries": "بقالة",
  "category.Eating out": "مطاعم",
  "category.Transport": "مواصلات",
  "category.Home": "سكن",
  "category.Bills": "فواتير",
  "category.Health": "صحة",
  "category.Shopping": "تسوق",
  "category.Leisure": "ترفيه",
  "category.Travel": "سفر",
  "category.Education": "تعليم",
  "category.Gifts": "هدايا",
  "category.Other": "أخرى",
};
