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
  // More refunds than expenses leave a category below 0: it has no bar, and no share of what the others took.
  const minors = sums.byCategory.map(({ total }) => Math.max(minorOf(total), 0));
  const all = minors.reduce((sum, minor) => sum + minor, 0) || 1;
  const largest = Math.max(...minors, 1);
  return (
    <>
      <h3>{t("charts.byCategory")}</h3>
      <ul class="category-bars">
        {sums.byCategory.map((one, index) => {
          const minor = minors[index] ?? 0;
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
                <span class="category-bar-share muted">{percent(minor / all)}</span>
                <span class="category-bar-track" aria-hidden="true">
                  <span
                    style={{
                      "--hue": lookOf(one.category).hue,
                      inlineSize: `${(100 * minor) / largest}%`,
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
