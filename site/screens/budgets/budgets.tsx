import "../../i18n/en/budgets";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { MAX_BUDGETS } from "../../../domain/values/limits";
import { budgetForm, typedBudget } from "../../data/budgets/budgetForms";
import { addBudget, BudgetConflict, replaceBudget } from "../../data/budgets/budgetVersions";
import {
  type BudgetTermsShown,
  deleteBudget,
  readBudgets,
  saveBudget,
  termsOf,
} from "../../data/budgets/ledgerBudgets";
import { t } from "../../i18n";
import { ledgerId, mayEdit } from "../../lib/ledger/openLedger";
import { problemOf } from "../../lib/network/requestError";
import { undoAction } from "../../lib/network/undoAction";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import { keepTyped } from "../../lib/storage/typedForms";
import { Icon } from "../../parts/basics/icon";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { BudgetCard } from "./budgetCard";
import { BudgetForm } from "./budgetForm";

/** The budgets of the ledger, and their state. */
export function Budgets() {
  const list = useLoad(readBudgets, ledgerId.value);
  /** ID of the budget that is being edited; empty for a new one. */
  const [edited, setEdited] = useState<string>();
  // Budgets belong to nobody in particular: who may change what others added may change them.
  const mayChange = mayEdit("");
  const budgets = list.value?.budgets;
  useLayoutEffect(() => {
    if (budgets && mayChange) setEdited((open) => open ?? typedBudget(budgets));
  }, [budgets === undefined]);
  const form: OpenForm = {
    close: () => {
      keepTyped(budgetForm(edited), undefined);
      setEdited(undefined);
    },
    reload: list.reload,
  };
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("app.budgets")}</h1>
      <p class="muted">{t("budgets.text")}</p>
      <Loaded from={list}>
        {({ budgets }) => (
          <>
            {budgets.length === 0 && edited === undefined && (
              <div class="empty">
                <p class="empty-title">{t("budgets.empty")}</p>
                <p class="muted">{t("budgets.emptyText")}</p>
              </div>
            )}
            <BudgetList
              budgets={budgets}
              edited={edited}
              form={form}
              onEdit={mayChange ? setEdited : undefined}
            />
            {mayChange && edited !== "" && budgets.length < MAX_BUDGETS && (
              <div class="buttons">
                <button type="button" class="button" onClick={() => setEdited("")}>
                  <Icon name="plus" size={18} />
                  {t("budgets.add")}
                </button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}

interface BudgetListProps {
  budgets: readonly Budget[];
  edited: string | undefined;
  form: OpenForm;
  /** Absent for those who may change none. */
  onEdit: ((id: string) => void) | undefined;
}

/** The budgets, one of them as its form while it is edited, and a new one below. */
function BudgetList({ budgets, edited, form, onEdit }: BudgetListProps) {
  return (
    <ul class="budgets">
      {budgets.map((budget) => (
        <li key={budget.id} class="card budget">
          {edited === budget.id ? (
            <BudgetForm
              budget={budget}
              onSave={(terms) => change(budget, terms, form)}
              onRemove={() => void remove(budget, form)}
              onCancel={form.close}
            />
          ) : (
            <BudgetCard budget={budget} onEdit={onEdit && (() => onEdit(budget.id))} />
          )}
        </li>
      ))}
      {edited === "" && (
        <li class="card budget">
          <BudgetForm onSave={(terms, id) => add(id, terms, form)} onCancel={form.close} />
        </li>
      )}
    </ul>
  );
}

/** The form that is open, and the list below it. */
interface OpenForm {
  /** Closes the form and forgets its input. */
  close: () => void;
  reload: () => Promise<void>;
}

async function add(id: string, terms: BudgetTermsShown, { close, reload }: OpenForm): Promise<void> {
  const say = toastOfAct();
  await addBudget(id, terms);
  close();
  await reload();
  say(
    t("budgets.added", { name: terms.name }),
    undoAction(() => deleteBudget(id).then(reload)),
  );
}

async function change(budget: Budget, terms: BudgetTermsShown, { close, reload }: OpenForm): Promise<void> {
  const say = toastOfAct();
  const { version } = await replaceBudget(budget, terms).catch(async (error: unknown) => {
    // A change by somebody else is told once. The form shows it where nothing was typed; saving again replaces it.
    if (error instanceof BudgetConflict) await reload();
    throw error;
  });
  close();
  await reload();
  say(
    t("budgets.saved", { name: terms.name }),
    undoAction(() => saveBudget(budget.id, version, termsOf(budget)).then(reload)),
  );
}

async function remove(budget: Budget, { close, reload }: OpenForm): Promise<void> {
  const say = toastOfAct();
  try {
    const { version } = await deleteBudget(budget.id);
    close();
    say(
      t("budgets.deleted", { name: budget.name }),
      undoAction(() => saveBudget(budget.id, version, termsOf(budget)).then(reload)),
    );
    await reload();
  } catch (error) {
    showToast(problemOf(error).message);
  }
}
