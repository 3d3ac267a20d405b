import { wholeMonth } from "../../../domain/values/wholeMonth";
import { spentHref } from "../../data/lists/rowsAddress";
import { barsOf, type CurrencyTrends } from "../../data/reports/spendingTrends";
import { t } from "../../i18n";
import { categoryName, lookOf } from "../../lib/categories/categoryLook";
import { money, monthName } from "../../lib/formatting/format";

/** Categories that have a color in each bar. */
const LARGEST = 6;

export interface MonthsProps {
  trends: CurrencyTrends;
  /** Only these categories. */
  only: readonly string[] | undefined;
}

/** The address of the expenses that the bar of a month counts. */
export const barHref = (month: string, { trends: { currency }, only }: MonthsProps) =>
  spentHref(wholeMonth(month), currency, only);

/** A bar for each month, made of its categories. It leads to its expenses. Bars in a list need no drawing library. */
export function MonthBars(props: MonthsProps) {
  const { trends, only } = props;
  const bars = barsOf(trends, LARGEST, only);
  return (
    <ul class="card trend-bars" aria-label={t("trends.title")}>
      {bars.toReversed().map(({ month, total, parts }) => (
        <li key={month}>
          <a class="trend-bar" href={barHref(month, props)}>
            <span>{monthName(month)}</span>
            <span class="trend-amount">{money(total, trends.currency)}</span>
            <span class="trend-track" aria-hidden="true">
              {parts.map((part) => (
                <span
                  key={part.category}
                  title={part.category === undefined ? t("trends.others") : categoryName(part.category)}
                  class={part.category === undefined ? "trend-rest" : ""}
                  style={{
                    ...(part.category !== undefined && { "--hue": lookOf(part.category).hue }),
                    inlineSize: `${part.length}%`,
                  }}
                />
              ))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
