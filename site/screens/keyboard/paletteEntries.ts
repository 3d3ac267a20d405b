import "../../i18n/en/fields";
import "../../i18n/en/activity";
import "../../i18n/en/categories";
import "../../i18n/en/insights";
import "../../i18n/en/keyboard";
import "../../i18n/en/ledgers";
import "../../i18n/en/receipts";
import "../../i18n/en/recurring";
import "../../i18n/en/trends";
import "../../i18n/en/unsent";
import { isMonth, monthBeside } from "../../../domain/values/day";
import { asciiDigits } from "../../../domain/values/digits";
import { monthsOfYear } from "../../../domain/values/wholeMonth";
import { offered } from "../../data/expenses/learnedCategories";
import { monthAt, openMonth } from "../../data/forms/openForms";
import { filterIn } from "../../data/lists/listFilter";
import { undoLast } from "../../data/writes/undoing";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { thisMonth } from "../../lib/formatting/clock";
import { monthName } from "../../lib/formatting/format";
import { mayAdd } from "../../lib/ledger/openLedger";
import { EVERYWHERE, navigate, route } from "../../lib/page/pageRoute";
import { newExpense, search } from "./shortcuts";

/** Something that the palette finds. */
export interface PaletteEntry {
  name: string;
  /** The kind of thing that it is, in words. */
  kind: string;
  run: () => void;
}

/** Months that the palette offers besides those of a year that is named: this one and those before it. */
const MONTHS = 24;

/** All that the palette can find now for what is typed. */
export function entries(typed: string): PaletteEntry[] {
  return [...actions(), ...screens(), ...months(typed), ...categories()];
}

function actions(): PaletteEntry[] {
  const kind = t("keyboard.action");
  return [
    ...(mayAdd() ? [{ name: t("keyboard.new"), kind, run: newExpense }] : []),
    { name: t("keyboard.search"), kind, run: search },
    { name: t("keyboard.undo"), kind, run: undoLast },
  ];
}

function screens(): PaletteEntry[] {
  const kind = t("keyboard.screen");
  const places = {
    "": t("app.expenses"),
    [EVERYWHERE]: t("month.all"),
    "reports/trends": t("trends.title"),
    "reports/insights": t("insights.title"),
    budgets: t("app.budgets"),
    ...(hasReceipts() && { receipts: t("receipts.title") }),
    reports: t("app.reports"),
    trash: t("app.trash"),
    settings: t("app.settings"),
    "settings/categories": t("categories.title"),
    "settings/ledgers": t("ledgers.title"),
    "settings/activity": t("activity.title"),
    "settings/recurring": t("recurring.title"),
    "settings/unsent": t("unsent.title"),
  };
  return Object.entries(places).map(([path, name]) => ({ name, kind, run: () => navigate(path) }));
}

function months(typed: string): PaletteEntry[] {
  const kind = t("keyboard.monthKind");
  const found: string[] = [];
  for (
    let month: string | undefined = thisMonth.peek();
    month && found.length < MONTHS;
    month = monthBeside(month, -1)
  )
    found.push(month);
  const years = asciiDigits(typed).match(/\d{4}/g) ?? [];
  const named = years.flatMap(monthsOfYear).filter(isMonth);
  return [...new Set([...found, ...named])].map((month) => ({
    name: monthName(month),
    kind,
    run: () => navigate(month, filterIn(route.peek().query)),
  }));
}

/** The expenses of a category in the month that shows. */
function categories(): PaletteEntry[] {
  const kind = t("fields.category");
  const month = monthAt(route.peek().path) ?? openMonth.peek();
  return offered.peek().map((category) => ({
    name: categoryName(category),
    kind,
    run: () => navigate(month, { category }),
  }));
}
