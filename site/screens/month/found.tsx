import { totalsOf } from "../../data/expenses/expenseSums";
import type { Row } from "../../data/expenses/model";
import type { ExpenseList } from "../../data/lists/expenseLists";
import { countedIn } from "../../data/lists/filteredShares";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { EVERYWHERE, hrefOf, route } from "../../lib/page/pageRoute";

interface FoundProps {
  list: ExpenseList;
  rows: readonly Row[];
  /** The filtered categories, one per line; empty if there is none. */
  category: string;
}

/** The number and the sum of what a filter leaves, once all of it is read. A filter by categories leaves the parts in them. */
export function Found({ list, rows, category }: FoundProps) {
  const isWhole = list.phase.value === "ready" && list.cursor.value === undefined;
  if (!isWhole || rows.length === 0) return null;
  const sums = totalsOf(rows.flatMap(({ expense }) => countedIn(expense, category)));
  const totals = sums.map(({ total, currency }) => money(total, currency));
  return (
    <p class="found" role="status">
      {[t("month.count", { count: rows.length }), ...totals].join(" · ")}
    </p>
  );
}

/** A link from the results in a month to those in all of them. */
export const Everywhere = () => (
  <p class="everywhere">
    <a href={hrefOf(EVERYWHERE, route.value.query)}>{t("filters.searchAll")}</a>
  </p>
);
