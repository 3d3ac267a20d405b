import { isSelective } from "../../domain/expenses/search";
import { listOf } from "../data/lists/expenseLists";
import { arrange, filterOf } from "../data/lists/listFilter";
import { rowsOf } from "../data/lists/listRows";
import { seek } from "../data/lists/scrollTo";
import { navigate, route } from "../lib/page/pageRoute";

/** Leads to the rows of a day. An order without days is given up for it, and so is a filter that leaves nothing of the day. */
export function seekDay(day: string): void {
  const { path, query } = route.peek();
  const filter = filterOf(query);
  const hasDays = filter.sort === "newest" || filter.sort === "oldest";
  const shown = () => arrange(rowsOf(listOf({ month: day.slice(0, 7) })), filter);
  const isHidden = isSelective(filter) && !shown().some(({ expense }) => expense.date === day);
  if (isHidden) navigate(path);
  else if (!hasDays) navigate(path, { ...query, sort: "" });
  seek(day);
}
