import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import type { Summary } from "../../../domain/expenses/summary";
import type { Row } from "../../data/expenses/model";
import { editing, justEdited, lastFocused } from "../../data/forms/openForms";
import { type ExpenseList, loadMore } from "../../data/lists/expenseLists";
import { sought } from "../../data/lists/scrollTarget";
import { t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { dayName, money } from "../../lib/formatting/format";
import { lazy } from "../../parts/loading/lazy";
import { useDerived } from "../../parts/loading/useDerived";
import { VirtualList } from "../../parts/loading/virtualList";
import { ExpenseListItem, takeFocusBack } from "./expenseListItem";
import { itemsOf, type ListItem } from "./items";

const EditRow = lazy(async () => (await import("./expenseActions")).EditRow);
const RefusedEntry = lazy(async () => (await import("./expenseActions")).RefusedEntry);

interface ListProps {
  list: ExpenseList;
  rows: readonly Row[];
  /** Shows a heading for each day. */
  byDay: boolean;
  /** Sums for the headings; absent if they would not fit the list. */
  summary: Summary | undefined;
}

/** The expenses, day by day or in another order. */
export function List({ list, rows, byDay, summary }: ListProps) {
  const edited = editing.value?.expenseId;
  const items = useDerived(
    () =>
      itemsOf(
        rows,
        byDay,
        ({ expense, entry }) => entry?.state === "refused" || expense.expenseId === edited,
      ),
    [rows, byDay, edited],
  );
  const stop = useTabStop(rows);
  const year = (list.query.month ?? today.value).slice(0, 4);
  // After a failure the user retries, or the next refresh.
  const cursor = !list.problem.value && list.cursor.value;
  // Anew with each page: the list asks again while its end is in view, also after a page without a match.
  const onEnd = useCallback(() => {
    if (cursor) void loadMore(list);
  }, [list, cursor]);
  return (
    <VirtualList
      label={t("month.list")}
      items={items}
      onEnd={onEnd}
      kept={stop}
      sought={sought.value}
      onFound={() => {
        justEdited.value = sought.value; // Its line or heading takes the focus.
        sought.value = undefined;
      }}
      render={(item) => <Item item={item} dated={!byDay} summary={summary} stop={stop} year={year} />}
    />
  );
}

/**
 * The line that receives the focus when Tab enters the list: the last focused one, or the first. It also receives it
 * when what had it disappears from the list with its expense: then it is the one that took its place.
 */
function useTabStop(rows: readonly Row[]): string | undefined {
  const place = useRef(0);
  const hadFocus = document.activeElement?.closest(".virtual");
  useLayoutEffect(() => {
    if (hadFocus && document.activeElement === document.body) {
      document.querySelector<HTMLElement>(".row-open[tabindex='0']")?.focus({ preventScroll: true });
    }
  });
  const last = rows.findIndex(({ expense }) => expense.expenseId === lastFocused.value);
  if (last >= 0) place.current = last;
  else if (!hadFocus) place.current = 0;
  const stored = (from: readonly Row[]) => from.find(({ entry }) => !entry);
  return (rows[last] ?? stored(rows.slice(place.current)) ?? rows.findLast(({ entry }) => !entry))?.expense
    .expenseId;
}

interface ItemProps {
  item: ListItem;
  dated: boolean;
  summary: Summary | undefined;
  /** ID of the expense by which Tab enters the list. */
  stop: string | undefined;
  /** The year that goes without saying. */
  year: string;
}

function Item({ item, dated, summary, stop, year }: ItemProps) {
  if (item.kind === "day") {
    return (
      <h2
        class="day-head"
        style={{ blockSize: `${item.height}rem` }}
        tabIndex={-1}
        ref={justEdited.value === item.key ? takeFocusBack : null}
      >
        <span>{item.day === today.value ? t("month.today") : dayName(item.day, year)}</span>
        <span class="muted">{dayTotals(item.day, summary)}</span>
      </h2>
    );
  }
  return (
    <div class={`row-frame ${item.first ? "first" : ""} ${item.last ? "last" : ""}`}>
      <RowOrForm row={item.row} dated={dated} isStop={item.row.expense.expenseId === stop} />
    </div>
  );
}

function RowOrForm({ row, dated, isStop }: { row: Row; dated: boolean; isStop: boolean }) {
  if (row.entry?.state === "refused") return <RefusedEntry entry={row.entry} />;
  if (editing.value?.expenseId === row.expense.expenseId) return <EditRow expense={row.expense} />;
  return <ExpenseListItem row={row} dated={dated} isStop={isStop} />;
}

function dayTotals(day: string, summary: Summary | undefined): string {
  const totals = summary?.currencies.flatMap(({ currency, byDay }) =>
    byDay.filter(({ date }) => date === day).map(({ total }) => money(total, currency)),
  );
  return totals?.join(" · ") ?? "";
}
