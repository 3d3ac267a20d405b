import type { Row } from "../../data/expenses/model";
import type { VirtualItem } from "../../parts/loading/virtualList";

/** A row of the list: a day's heading or an expense, with its position in the day's card. */
export type ListItem = VirtualItem &
  ({ kind: "day"; day: string } | { kind: "row"; row: Row; first: boolean; last: boolean });

/** In rem. The first day needs no distance from one before it. */
const DAY_HEIGHT = 3.5;
const FIRST_DAY_HEIGHT = 1.75;
/** In rem, as in rows.css. */
const ROW_HEIGHT = 4;
const FORM_HEIGHT = 14;

/**
 * The lines of a list.
 * @param byDay True if the rows are in the order of days, each with a heading.
 * @param isForm Returns true if a row is drawn as a form, which has a height of its own.
 */
export function itemsOf(rows: readonly Row[], byDay: boolean, isForm: (row: Row) => boolean): ListItem[] {
  const items: ListItem[] = [];
  rows.forEach((row, index) => {
    const { date } = row.expense;
    const first = index === 0 || (byDay && rows[index - 1]?.expense.date !== date);
    const last = index === rows.length - 1 || (byDay && rows[index + 1]?.expense.date !== date);
    const dayHeight = index === 0 ? FIRST_DAY_HEIGHT : DAY_HEIGHT;
    if (byDay && first) items.push({ kind: "day", key: date, height: dayHeight, measured: false, day: date });
    const measured = isForm(row);
    const height = measured ? FORM_HEIGHT : ROW_HEIGHT;
    items.push({ kind: "row", key: row.expense.expenseId, height, measured, row, first, last });
  });
  return items;
}
