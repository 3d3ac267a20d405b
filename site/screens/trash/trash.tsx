import "../../i18n/en/trash";
import { RotateCcw } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Expense, ExpensePage } from "../../../domain/expenses/expense";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { restore } from "../../data/changes";
import { idle } from "../../data/lists";
import { t } from "../../i18n";
import { call } from "../../lib/api";
import { categoryName } from "../../lib/categoryLook";
import { fullDay, money } from "../../lib/format";
import { type Problem, problemOf } from "../../lib/requestError";
import { showToast } from "../../lib/toasts";
import { CategorySign } from "../../parts/categorySign";
import { Failure } from "../../parts/failure";
import { Icon } from "../../parts/icon";

/** Deleted expenses, which can be restored. */
export function Trash() {
  const [page, setPage] = useState<ExpensePage>();
  const [problem, setProblem] = useState<Problem>();
  const load = async (before?: ExpensePage) => {
    setProblem(undefined);
    try {
      const next = await call("GET /expenses/trash", { query: { limit: 100, cursor: before?.cursor } });
      setPage({ ...next, expenses: [...(before?.expenses ?? []), ...next.expenses] });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  // Expenses that are being deleted or restored appear once the operation completes.
  const quiet = idle.value;
  useEffect(() => {
    if (quiet) void load();
  }, [quiet]);
  const takeBack = async (expense: Expense) => {
    if ((await restore([expense])).length === 0) return;
    setPage((now) => now && { ...now, expenses: now.expenses.filter((other) => other !== expense) });
    showToast(t("expense.restored", { name: expense.description }));
  };
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("trash.title")}</h1>
      <p class="muted">{t("trash.text", { count: TRASH_DAYS })}</p>
      {problem && <Failure problem={problem} onRetry={() => void load(page)} />}
      {!page && !problem && <div class="list loading" aria-busy="true" />}
      {page?.expenses.length === 0 && (
        <div class="empty">
          <p class="empty-title">{t("trash.empty")}</p>
        </div>
      )}
      {page && page.expenses.length > 0 && (
        <ul class="card rows">
          {page.expenses.map((expense) => (
            <li key={expense.expenseId}>
              <TrashRow expense={expense} onRestore={() => void takeBack(expense)} />
            </li>
          ))}
        </ul>
      )}
      {page?.cursor && (
        <button type="button" class="button" onClick={() => void load(page)}>
          {t("trash.more")}
        </button>
      )}
    </main>
  );
}

function TrashRow({ expense, onRestore }: { expense: Expense; onRestore: () => void }) {
  const { description, category, date, amount, currency } = expense;
  return (
    <div class="row">
      <CategorySign category={category} />
      <span class="row-text">
        <bdi class="row-name">{description}</bdi>
        <span class="row-category muted">
          <bdi>{categoryName(category)}</bdi> · {fullDay(date)}
        </span>
      </span>
      <span class="row-amount">{money(amount, currency)}</span>
      <button
        type="button"
        class="button small"
        aria-label={t("trash.restoreOf", { name: description })}
        onClick={onRestore}
      >
        <Icon node={RotateCcw} size={16} />
        <span class="desk-only">{t("trash.restore")}</span>
      </button>
    </div>
  );
}
