import { type Counted, totalsOf } from "../../data/expenses/expenseSums";
import type { Row } from "../../data/expenses/model";
import type { ExpenseList } from "../../data/lists/expenseLists";
import { foundIn } from "../../data/lists/filteredShares";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { EVERYWHERE, hrefOf, route } from "../../lib/page/pageRoute";

interface FoundProps {
  list: ExpenseList;
  rows: readonly Row[];
  /** The filtered categories, one per line; empty if there is none. */
  category: string;
}

/** The sum in each currency, in words. */
const amountsOf = (expenses: readonly Counted[]) =>
  totalsOf(expenses).map(({ total, currency }) => money(total, currency));

/** The number and the sums of what a filter leaves, once all of it is read. A filter by categories leaves the parts in them. */
export function Found({ list, rows, category }: FoundProps) {
  const isWhole = list.phase.value === "ready" && list.cursor.value === undefined;
  const { count, counted } = foundIn(rows, category);
  if (!isWhole || count === 0) return null;
  const spent = counted.filter(({ kind }) => kind !== "income");
  // Without its kind it is summed like spending, whose total leaves income out.
  const income = counted.filter(({ kind }) => kind === "income").map(({ kind: _, ...one }) => one);
  const totals = [...amountsOf(spent), ...amountsOf(income).map((amount) => t("month.income", { amount }))];
  return (
    <p class="found" role="status">
      {[t("month.count", { count }), ...totals].join(" · ")}
    </p>
  );
}

/** A link from the results in a month to those in all of them. */
export const Everywhere = () => (
  <p class="everywhere">
    <a href={hrefOf(EVERYWHERE, route.value.query)}>{t("filters.searchAll")}</a>
  </p>
);
