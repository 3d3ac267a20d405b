import { isSameCategory } from "../../domain/expenses/category";
import type { Summary } from "../../domain/expenses/summary";
import { t } from "../i18n";
import { categoryName, groupOf, lookOf } from "../lib/categories/categoryLook";
import { route } from "../lib/page/pageRoute";
import { Bars } from "./bars";

/** The sums of one currency. */
export type CurrencySums = Summary["currencies"][number];

/** Spending by category. */
export function CategoryBars({ sums }: { sums: CurrencySums }) {
  const { category: shown = "" } = route.value.query;
  const bars = sums.byCategory.map(({ category, total }) => ({
    name: categoryName(category),
    total,
    look: lookOf(category),
    query: { category },
    chosen: isSameCategory(shown, category),
    group: groupOf(category),
  }));
  return <Bars title={t("charts.byCategory")} currency={sums.currency} bars={bars} />;
}
