import { listOf, refresh } from "../../data/lists";
import { rowsOf, summaryOf } from "../../data/view";
import { t } from "../../i18n";
import { Failure } from "../../parts/failure";
import { List } from "./list";
import { MonthSwitch, Totals } from "./monthHead";
import { QuickAdd } from "./quickAdd";

/** A month: what was spent, and the list to which expenses are added. */
export function MonthScreen({ month }: { month: string }) {
  const list = listOf({ month });
  const summary = summaryOf(list);
  return (
    <main class="month" id="content">
      <header class="month-head">
        <MonthSwitch month={month} />
        <Totals summary={summary} />
      </header>
      <QuickAdd month={month} />
      <section class="month-list" aria-label={t().month.list}>
        <ListState month={month} />
      </section>
    </main>
  );
}

function ListState({ month }: { month: string }) {
  const list = listOf({ month });
  const rows = rowsOf(list);
  if (list.phase.value === "failed" && list.problem.value) {
    return <Failure problem={list.problem.value} onRetry={() => void refresh(list)} />;
  }
  if (rows.length > 0) return <List rows={rows} summary={summaryOf(list)} />;
  if (list.phase.value === "loading") return <div class="list loading" aria-busy="true" />;
  return (
    <div class="empty">
      <p class="empty-title">{t().month.empty}</p>
      <p class="muted">{t().month.emptyText}</p>
    </div>
  );
}
