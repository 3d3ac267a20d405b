import "../../i18n/en/changes";
import "../../i18n/en/trash";
import { useEffect, useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { addDays, dayIn } from "../../../domain/values/day";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { isolate } from "../../../domain/values/text";
import { idle } from "../../data/lists/expenseLists";
import { stillInTrash } from "../../data/lists/trashRows";
import { isWaiting } from "../../data/outbox/pendingWrites";
import { callOrKept } from "../../data/storage/answerCache";
import { eraseMany, restoreMany } from "../../data/writes/bulkChange";
import { restore } from "../../data/writes/changeExpense";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { now } from "../../lib/formatting/clock";
import { fullDay } from "../../lib/formatting/format";
import { mayEdit } from "../../lib/ledger/openLedger";
import { timezone } from "../../lib/ledger/shownSettings";
import { ActionButton } from "../../parts/basics/actionButton";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { Icon } from "../../parts/basics/icon";
import { QuestionDialog } from "../../parts/dialogs/questionDialog";
import { Loaded } from "../../parts/loading/loadable";
import { type Pages, usePages } from "../../parts/loading/usePages";

/** Deleted expenses, which can be restored. */
export function Trash() {
  const {
    items,
    problem,
    more,
    all: readAll,
    reload,
    replace,
  } = usePages(async (cursor) => {
    const page = await callOrKept("GET /expenses/trash", { query: { limit: 100, cursor } });
    return { items: page.expenses, cursor: page.cursor };
  });
  // Expenses that are being deleted or restored appear once the operation completes.
  const quiet = idle.value;
  useEffect(() => {
    if (quiet) void reload();
  }, [quiet]);
  const takeBack = async (expense: Expense) => {
    if (await restore(expense)) replace(({ expenseId }) => expenseId === expense.expenseId);
  };
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("trash.title")}</h1>
      <p class="muted">{t("trash.text", { count: TRASH_DAYS })}</p>
      <Loaded from={{ value: items, problem, reload }}>
        {(all) => {
          // An expense that waits to be restored or erased is as good as gone.
          const deleted = stillInTrash(all, now.value).filter(({ expenseId }) => !isWaiting(expenseId));
          if (deleted.length > 0) return <Rows {...{ deleted, more, readAll }} onRestore={takeBack} />;
          return more ? null : (
            <div class="empty">
              <p class="empty-title">{t("trash.empty")}</p>
            </div>
          );
        }}
      </Loaded>
      {more && <ActionButton text={t("trash.more")} run={more} />}
    </main>
  );
}

interface RowsProps {
  deleted: readonly Expense[];
  /** Undefined if all are read. */
  more: Pages<Expense>["more"];
  readAll: Pages<Expense>["all"];
  onRestore: (expense: Expense) => Promise<void>;
}

/** The expenses, and actions on the selected ones. */
function Rows({ deleted, more, readAll, onRestore }: RowsProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isErasing, setErasing] = useState(false);
  const mine = deleted.filter(({ createdBy }) => mayEdit(createdBy));
  const chosen = mine.filter(({ expenseId }) => selected.has(expenseId));
  const select = (expenses: readonly Expense[]) =>
    setSelected(new Set(expenses.map(({ expenseId }) => expenseId)));
  const eraseChosen = () => {
    select([]);
    void eraseMany(chosen);
  };
  const restoreChosen = () => {
    select([]);
    return restoreMany(chosen);
  };
  return (
    <>
      {isErasing && (
        <QuestionDialog
          title={t("changes.bulk.erase", { count: chosen.length })}
          text={t("trash.eraseText")}
          proceed={t("changes.bulk.erase", { count: chosen.length })}
          keep={t("trash.keep")}
          onProceed={eraseChosen}
          onClose={() => setErasing(false)}
        />
      )}
      {mine.length > 0 && (
        <Selection
          count={chosen.length}
          isWhole={chosen.length === mine.length && !more}
          onSelectAll={async (onProgress) => select((await readAll(onProgress)) ?? chosen)}
          onRestore={restoreChosen}
          onErase={() => setErasing(true)}
        />
      )}
      <ul class="card rows">
        {deleted.map((expense) => (
          <li key={expense.expenseId}>
            <TrashRow
              expense={expense}
              isSelected={selected.has(expense.expenseId)}
              onSelect={(isSelected) =>
                select(isSelected ? [...chosen, expense] : chosen.filter((one) => one !== expense))
              }
              onRestore={() => void onRestore(expense)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface SelectionProps {
  /** Number of selected expenses. */
  count: number;
  /** True if there are no others that can be selected. */
  isWhole: boolean;
  /** Selects all, which are read to their end for that. */
  onSelectAll: (onProgress: (count: number) => void) => Promise<void>;
  onRestore: () => Promise<void>;
  onErase: () => void;
}

/** Selects all expenses, and restores or erases the selected ones. */
function Selection({ count, isWhole, onSelectAll, onRestore, onErase }: SelectionProps) {
  const [read, setRead] = useState<number>();
  const selectAll = () => onSelectAll(setRead).finally(() => setRead(undefined));
  return (
    <div class="buttons">
      {read !== undefined && <span role="status">{t("changes.reading", { count: read })}</span>}
      {!isWhole && <ActionButton text={t("trash.selectAll")} run={selectAll} />}
      {count > 0 && (
        <>
          <ActionButton icon="undo" text={t("changes.bulk.restore", { count })} run={onRestore} />
          <button type="button" class="button small danger" onClick={onErase}>
            {t("changes.bulk.erase", { count })}
          </button>
        </>
      )}
    </div>
  );
}

interface TrashRowProps {
  expense: Expense;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  onRestore: () => void;
}

function TrashRow({ expense, isSelected, onSelect, onRestore }: TrashRowProps) {
  const { description, category, date, createdBy, deletedAt } = expense;
  const isMine = mayEdit(createdBy);
  const details = [
    isolate(categoryName(category)),
    fullDay(date),
    deletedAt && t("trash.until", { day: lastDayOf(deletedAt) }),
  ];
  return (
    <div class={`row trash-row ${isSelected ? "selected" : ""}`}>
      {isMine ? (
        <SelectSign expense={expense} isSelected={isSelected} onSelect={onSelect} />
      ) : (
        <CategorySign category={category} />
      )}
      <span class="row-text">
        <bdi class="row-name">{description}</bdi>
        <span class="row-category muted">{details.filter(Boolean).join(" · ")}</span>
      </span>
      <span class="trash-side">
        <Amount {...expense} />
        {isMine && (
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
      </span>
    </div>
  );
}

/** The sign of the category, with a check mark instead while the expense is selected. */
function SelectSign({ expense, isSelected, onSelect }: Omit<TrashRowProps, "onRestore">) {
  return (
    <label class="select-sign">
      <input
        type="checkbox"
        aria-label={t("trash.select", { name: expense.description })}
        checked={isSelected}
        onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
      />
      {isSelected ? (
        <span class="sign checked">
          <Icon name="check" size={18} />
        </span>
      ) : (
        <CategorySign category={expense.category} />
      )}
    </label>
  );
}

/** The day in the ledger's time zone on which an expense is gone for good. */
const lastDayOf = (deletedAt: string) => fullDay(addDays(dayIn(timezone(), new Date(deletedAt)), TRASH_DAYS));
