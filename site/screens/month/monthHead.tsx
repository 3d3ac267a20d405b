import { useState } from "preact/hooks";
import type { Summary } from "../../../domain/expenses/summary";
import { monthBeside } from "../../../domain/values/day";
import { decimalsIn, formatAmount, formatMinor } from "../../../domain/values/money";
import { minorOf } from "../../data/expenses/expenseSums";
import { filterIn } from "../../data/lists/listFilter";
import { t } from "../../i18n";
import type { IconName } from "../../lib/categories/icons";
import { money, monthName, shortMonthName } from "../../lib/formatting/format";
import { currency } from "../../lib/ledger/shownSettings";
import { hrefOf, route } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";
import { lazy } from "../../parts/loading/lazy";

const MonthPicker = lazy(async () => (await import("./monthPicker")).MonthPicker);

/** Name of the month, which opens the choice of another, with links to its neighbors. */
export function MonthSwitch({ month }: { month: string }) {
  const [open, setOpen] = useState(false);
  return (
    <nav class="month-switch" aria-label={monthName(month)}>
      <MonthLink month={monthBeside(month, -1)} label={t("month.previous")} icon="chevronLeft" />
      <h1 tabIndex={-1}>
        <button type="button" class="month-name" title={t("month.choose")} onClick={() => setOpen(true)}>
          {monthName(month)}
          <Icon name="chevronDown" size={18} />
        </button>
      </h1>
      {open && <MonthPicker month={month} onClose={() => setOpen(false)} />}
      <MonthLink month={monthBeside(month, 1)} label={t("month.next")} icon="chevronRight" />
    </nav>
  );
}

/** A link to a month, or its place where there is no such month. */
function MonthLink({ month, label, icon }: { month: string | undefined; label: string; icon: IconName }) {
  if (!month) return <span class="icon-button" />;
  return (
    <a class="icon-button" href={hrefOf(month, filterIn(route.value.query))} aria-label={label}>
      <Icon name={icon} />
    </a>
  );
}

/** Head of a search in all months, with a link back. */
export function EverywhereHead() {
  return (
    <nav class="month-switch" aria-label={t("month.all")}>
      <a class="icon-button" href={hrefOf("", filterIn(route.value.query))} aria-label={t("app.expenses")}>
        <Icon name="chevronLeft" />
      </a>
      <h1 tabIndex={-1}>{t("month.all")}</h1>
      <span class="icon-button" />
    </nav>
  );
}

type CurrencySummary = Summary["currencies"][number];
type Totals = Pick<CurrencySummary, "total" | "currency" | "previousMonth">;

/** Total of the month, compared with the month before. One line per currency. */
export function MonthTotals({ summary }: { summary: Summary | undefined }) {
  if (!summary) return <div class="totals" aria-busy="true" />;
  const empty: Totals = {
    currency: currency(),
    total: formatAmount(0, currency()),
    previousMonth: { total: "0", count: 0 },
  };
  const [main = empty, ...others] = summary.currencies;
  return (
    <div class="totals">
      <p class="totals-main">
        <span class="muted">{t("month.spent")}</span>
        <strong class="total" data-testid="total">
          {money(main.total, main.currency)}
        </strong>
      </p>
      {others.map(({ currency, total }) => (
        <p key={currency} class="totals-other">
          + {money(total, currency)}
        </p>
      ))}
      {summary.currencies.map((sums) => (
        <p key={sums.currency}>{besideOf(sums)}</p>
      ))}
      <p class="muted">
        {t("month.count", { count: summary.currencies.reduce((sum, { count }) => sum + count, 0) })}
        {" · "}
        {comparison(main, summary.previousMonth)}
      </p>
    </div>
  );
}

/** The sums besides the spending. */
function besideOf({ currency, refunded, income, left }: CurrencySummary): string {
  const texts = [
    refunded && t("month.refunded", { amount: money(refunded.total, currency) }),
    income && t("month.income", { amount: money(income.total, currency) }),
    left && t("month.left", { amount: money(left, currency) }),
  ];
  return texts.filter(Boolean).join(" · ");
}

function comparison({ total, currency, previousMonth }: Totals, previous: string): string {
  const month = shortMonthName(previous);
  if (previousMonth.count === 0) return t("month.nothingBefore", { month });
  const difference = minorOf(total) - minorOf(previousMonth.total);
  const amount = money(formatMinor(Math.abs(difference), decimalsIn(total)), currency);
  if (difference === 0) return t("month.same", { month });
  return difference > 0 ? t("month.more", { amount, month }) : t("month.less", { amount, month });
}
