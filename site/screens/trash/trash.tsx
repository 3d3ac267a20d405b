import "../../i18n/en/changes";
import "../../i18n/en/trash";
import { useEffect } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { restore } from "../../data/changes";
import { idle } from "../../data/lists";
import { whereabouts } from "../../data/whereabouts";
import { t } from "../../i18n";
import { call } from "../../lib/api";
import { categoryName } from "../../lib/categoryLook";
import { fullDay } from "../../lib/format";
import { mayEdit } from "../../lib/ledger";
import { showToast } from "../../lib/toasts";
import { ActionButton } from "../../parts/actionButton";
import { Amount } from "../../parts/amount";
import { CategorySign } from "../../parts/categorySign";
import { Icon } from "../../parts/icon";
import { Loaded } from "../../parts/load";
import { usePages } from "../../parts/usePages";

/** Deleted expenses, which can be restored. */
export function Trash() {
  const { items, problem, more, reload, replace } = usePages(async (cursor) => {
    const page = await call("GET /expenses/trash", { query: { limit: 100, cursor } });
    return { items: page.expenses, cursor: page.cursor };
  });
  // Expenses that are being deleted or restored appear once the operation completes.
  const quiet = idle.value;
  useEffect(() => {
    if (quiet) void reload();
  }, [quiet]);
  const takeBack = async (expense: Expense) => {
    if (!(await restore(expense))) return;
    replace(expense);
    showToast(t("changes.restored", { name: expense.description }), ...whereabouts(expense).actions);
  };
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("trash.title")}</h1>
      <p class="muted">{t("trash.text", { count: TRASH_DAYS })}</p>
      <Loaded from={{ value: items, problem, reload }}>
        {(deleted) =>
          deleted.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("trash.empty")}</p>
            </div>
          ) : (
            <ul class="card rows">
              {deleted.map((expense) => (
                <li key={expense.expenseId}>
                  <TrashRow expense={expense} onRestore={() => void takeBack(expense)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {more && <ActionButton text={t("trash.more")} run={more} />}
    </main>
  );
}

function TrashRow({ expense, onRestore }: { expense: Expense; onRestore: () => void }) {
  const { description, category, date, createdBy } = expense;
  return (
    <div class="row">
      <CategorySign category={category} />
      <span class="row-text">
        <bdi class="row-name">{description}</bdi>
        <span class="row-category muted">
          <bdi>{categoryName(category)}</bdi> · {fullDay(date)}
        </span>
      </span>
      <Amount {...expense} />
      {mayEdit(createdBy) && (
        <button
          type="button"
          class="button small"
          aria-label={t("trash.restoreOf", { name: description })}
          onClick={onRestore}
        >
          <Icon name="undo" size={16} />
          <span class="desk-only">{t("trash.restore")}</span>
        </button>
      )}
    </div>
  );
}
