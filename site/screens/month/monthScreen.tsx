import { useEffect, useLayoutEffect } from "preact/hooks";
import { isSelective } from "../../../domain/expenses/search";
import type { Row } from "../../data/expenses/model";
import { type ExpenseList, listOf, loadMore, refresh } from "../../data/lists/expenseLists";
import { arrange, type Filter, filterOf, searchOf } from "../../data/lists/listFilter";
import { rowsOf, summaryOf } from "../../data/lists/listRows";
import { sought } from "../../data/lists/scrollTarget";
import { select, selected } from "../../data/lists/selection";
import { t } from "../../i18n";
import { thisMonth } from "../../lib/formatting/clock";
import { mayAdd } from "../../lib/ledger/openLedger";
import { NARROW } from "../../lib/page/media";
import { route } from "../../lib/page/pageRoute";
import { Failure } from "../../parts/basics/failure";
import { ProgressBar } from "../../parts/basics/progressBar";
import { useMedia } from "../../parts/basics/useMedia";
import { lazy } from "../../parts/loading/lazy";
import { useDerived } from "../../parts/loading/useDerived";
import { List } from "./list";
import { EverywhereHead, MonthSwitch, MonthTotals } from "./monthHead";
import { WhereItWent } from "./whereItWent";

const QuickAdd = lazy(async () => (await import("./quickAdd")).QuickAdd);
const FilterBar = lazy(async () => (await import("./filterBar")).FilterBar);
const EmptyMonth = lazy(async () => (await import("./emptyMonth")).EmptyMonth);
const Found = lazy(async () => (await import("./filterBar")).Found);
const Everywhere = lazy(async () => (await import("./filterBar")).Everywhere);
const Beside = lazy(async () => (await import("./ahead")).Beside);
const Ahead = lazy(async () => (await import("./ahead")).Ahead);
const SelectionBar = lazy(async () => (await import("./expenseActions")).SelectionBar);

/** A month, or the results of a search in all of them: the spending, and the list to which expenses are added. */
export function MonthScreen({ month }: { month: string | undefined }) {
  const filter = filterOf(route.value.query);
  const list = listOf(month ? { month } : searchOf(filter));
  const rows = useRows(list, filter);
  useReadOn(list, rows, filter);
  const summary = summaryOf(list);
  useLayoutEffect(() => select([]), [month]);
  const narrowed = isSelective(filter);
  const isNarrow = useMedia(NARROW);
  /** The month, unless it is over. */
  const ahead = month && month >= thisMonth.value && month;
  return (
    <main class={`month ${selected.value.size > 0 ? "selecting" : ""}`} id="content">
      <header class="month-head">
        {month ? <MonthSwitch month={month} /> : <EverywhereHead />}
        {month && <MonthTotals summary={summary} />}
      </header>
      {ahead && <Beside month={ahead} summary={summary} />}
      {month && summary && <WhereItWent summary={summary} />}
      {mayAdd() && !isNarrow && <QuickAdd />}
      <section class="month-list" aria-label={t("month.list")}>
        <search class="filters">
          <FilterBar filter={filter} />
        </search>
        {ahead && !narrowed && <Ahead month={ahead} />}
        {narrowed && <Found list={list} rows={rows} category={filter.category} />}
        <ListState list={list} rows={rows} filter={filter} />
        {month && narrowed && list.phase.value === "ready" && <Everywhere />}
      </section>
      {selected.value.size > 0 && <SelectionBar list={list} rows={rows} filter={filter} />}
    </main>
  );
}

/**
 * Reads on, page by page, while nothing or not the sought row shows, and the same list is open. A list that is searched, filtered
 * or sorted is read to its end, so that nothing is missing and its sum can be told.
 */
function useReadOn(list: ExpenseList, rows: readonly Row[], filter: Filter): void {
  const whole = filter.sort !== "newest" || isSelective(filter);
  const wanted = whole || rows.length === 0 || sought.value !== undefined;
  // After a failure the user retries, or the next refresh.
  const cursor = !list.problem.value && list.cursor.value;
  const isWhole = list.phase.value === "ready" && cursor === undefined;
  useEffect(() => {
    if (wanted && cursor) void loadMore(list);
    // It is in no row: it was moved or deleted since.
    if (isWhole) sought.value = undefined;
  }, [wanted, cursor, isWhole, list]);
}

/** The rows that show. */
function useRows(list: ExpenseList, filter: Filter): readonly Row[] {
  return useDerived(() => arrange(rowsOf(list), filter), [list, ...Object.values(filter)]);
}

function ListState({ list, rows, filter }: { list: ExpenseList; rows: readonly Row[]; filter: Filter }) {
  const { phase, problem } = list;
  if (phase.value === "failed" && problem.value && rows.length === 0) {
    return <Failure problem={problem.value} onRetry={() => void refresh(list)} />;
  }
  if (phase.value === "loading" && rows.length === 0) return <div class="loading" aria-busy="true" />;
  const narrowed = isSelective(filter);
  if (rows.length === 0 && list.cursor.value === undefined)
    return <EmptyMonth month={list.query.month} narrowed={narrowed} />;
  return (
    <>
      <List
        list={list}
        rows={rows}
        byDay={filter.sort === "newest" || filter.sort === "oldest"}
        summary={narrowed ? undefined : summaryOf(list)}
      />
      <More list={list} />
    </>
  );
}

/** The end of what is read so far: a search may have to read years before it finds something. */
function More({ list }: { list: ExpenseList }) {
  const problem = list.problem.value;
  const cursor = list.cursor.value;
  if (cursor === undefined) return null;
  if (problem) return <Failure problem={problem} onRetry={() => void loadMore(list)} />;
  return (
    <p class="muted more" role="status">
      {t("app.loading")} <ProgressBar label={t("app.loading")} />
    </p>
  );
}
