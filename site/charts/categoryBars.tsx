import { isSameCategory } from "../../domain/expenses/category";
import type { Summary } from "../../domain/expenses/summary";
import { minorOf } from "../data/sums";
import { t } from "../i18n";
import { categoryName, lookOf } from "../lib/categoryLook";
import { money } from "../lib/format";
import { hrefOf, route } from "../lib/route";
import { CategorySign } from "../parts/categorySign";
import { percent } from "./numbers";

/** The sums of one currency. */
export type CurrencySums = Summary["currencies"][number];

/** Spending by category, the largest first. Each bar links to its expenses. Bars in a list need no drawing library. */
export function CategoryBars({ sums }: { sums: CurrencySums }) {
  const { path, query } = route.value;
  const total = minorOf(sums.total) || 1;
  const largest = Math.max(...sums.byCategory.map((one) => minorOf(one.total)), 1);
  return (
    <>
      <h3>{t("charts.byCategory")}</h3>
      <ul class="category-bars">
        {sums.byCategory.map((one) => {
          const chosen = isSameCategory(query.category ?? "", one.category);
          return (
            <li key={one.category}>
              <a
                class="category-bar"
                href={hrefOf(path, { ...query, category: chosen ? "" : one.category })}
                aria-current={chosen ? "true" : undefined}
              >
                <CategorySign category={one.category} />
                <bdi class="category-bar-name">{categoryName(one.category)}</bdi>
                <span class="category-bar-amount">{money(one.total, sums.currency)}</span>
                <span class="category-bar-share muted">{percent(minorOf(one.total) / total)}</span>
                <span class="category-bar-track" aria-hidden="true">
                  <span
                    style={{
                      "--hue": lookOf(one.category).hue,
                      inlineSize: `${(100 * minorOf(one.total)) / largest}%`,
                    }}
                  />
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
