import { wholeMonth } from "../../../domain/values/wholeMonth";
import { minorOf } from "../../data/expenses/expenseSums";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { spentHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { categoryName, lookOf } from "../../lib/categories/categoryLook";
import { briefMonthName, money, monthName } from "../../lib/formatting/format";

interface CategoryTrendsProps {
  insights: CurrencyInsights;
  months: readonly string[];
  today: string;
}

const WIDTH = 120;
const HEIGHT = 28;

/** The spending on each category in the last twelve months: a line for each, or a table. */
export function CategoryTrends({ asTable, ...trends }: CategoryTrendsProps & { asTable: boolean }) {
  const label = t("insights.categories");
  if (trends.insights.categories.length === 0) return null;
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      {asTable ? <TrendTable {...trends} /> : <Sparklines {...trends} />}
    </section>
  );
}

function TrendTable({ insights: { categories, currency }, months, today }: CategoryTrendsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is wider than the screen only where the focus can be.
    <section class="scroll-inline" tabIndex={0} aria-label={t("insights.table")}>
      <table class="day-table">
        <thead>
          <tr>
            <th scope="col">{t("insights.category")}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {briefMonthName(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map(({ category, totals }) => (
            <tr key={category}>
              <th scope="row">{categoryName(category)}</th>
              {totals.map((total, index) => (
                <td key={months[index]}>
                  <CategoryAmount {...{ category, total, currency, today }} month={months[index] ?? ""} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A line for each category, and its amount in the last month. */
function Sparklines({ insights: { categories, currency }, months, today }: CategoryTrendsProps) {
  const month = months.at(-1) ?? "";
  return (
    <ul class="sparklines">
      {categories.map(({ category, totals }) => (
        <li key={category}>
          <span>{categoryName(category)}</span>
          <Sparkline totals={totals} hue={lookOf(category).hue} />
          <span class="row-amount" title={monthName(month)}>
            <CategoryAmount {...{ category, currency, today, month }} total={totals.at(-1) ?? "0"} />
          </span>
        </li>
      ))}
    </ul>
  );
}

interface CategoryAmountProps {
  category: string;
  currency: string;
  month: string;
  today: string;
  total: string;
}

/** The spending on a category in a month, which leads to its rows. */
function CategoryAmount({ category, currency, month, today, total }: CategoryAmountProps) {
  const text = money(total, currency);
  if (minorOf(total) === 0) return text;
  const { from, to } = wholeMonth(month);
  // Expenses ahead are not spent yet.
  const range = { from, to: to < today ? to : today };
  return <a href={spentHref(range, currency, [category])}>{text}</a>;
}

/**
 * A line without axes, whose figures are in the table. A drawing library for one path would be larger than the screen.
 */
function Sparkline({ totals, hue }: { totals: readonly string[]; hue: number }) {
  const values = totals.map((total) => Math.max(minorOf(total), 0));
  const largest = Math.max(...values, 1);
  const points = values.map((value, index) => {
    const x = (index / Math.max(values.length - 1, 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 2 - (value / largest) * (HEIGHT - 4)).toFixed(1)}`;
  });
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} style={{ "--hue": hue }} aria-hidden="true">
      <polyline points={points.join(" ")} />
    </svg>
  );
}
