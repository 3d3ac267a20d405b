import type { ExpenseList } from "../../data/lists";
import type { Row } from "../../data/model";
import { totalsOf } from "../../data/sums";
import { t } from "../../i18n";
import { money } from "../../lib/format";

/** The number and the sum of what a filter leaves, once all of it is read. */
export function Found({ list, rows }: { list: ExpenseList; rows: readonly Row[] }) {
  const isWhole = list.phase.value === "ready" && list.cursor.value === undefined;
  if (!isWhole || rows.length === 0) return null;
  const sums = totalsOf(rows.map(({ expense }) => expense));
  const totals = sums.map(({ total, currency }) => money(total, currency));
  return (
    <p class="found" role="status">
      {[t("month.count", { count: rows.length }), ...totals].join(" · ")}
    </p>
  );
}
