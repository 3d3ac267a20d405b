import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { MAX_BUDGET_AMOUNT } from "../../../domain/budgets/maxBudget";
import { DEFAULT_THRESHOLDS, ROLLOVERS } from "../../../domain/budgets/model";
import { PERIOD_UNITS, type PeriodUnit } from "../../../domain/budgets/periods";
import {
  type BudgetProblems,
  type ChosenTerms,
  choosing,
  chosenOf,
  type OwnChoices,
  termsIn,
} from "../../data/budgets/budgetDraft";
import { budgetForm } from "../../data/budgets/budgetForms";
import { type BudgetTermsShown, newBudgetId, writeThresholds } from "../../data/budgets/ledgerBudgets";
import { inWords, t } from "../../i18n";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { currency as ledgerCurrency } from "../../lib/ledger/shownSettings";
import { problemOf } from "../../lib/network/requestError";
import { EditActions } from "../../parts/basics/editActions";
import { AmountField } from "../../parts/fields/amountField";
import { TextInput } from "../../parts/fields/field";
import { SelectField } from "../../parts/fields/selectField";
import { startOptions } from "../../parts/fields/startOptions";
import { typeInto } from "../../parts/fields/typeInto";
import { useChoices } from "../../parts/fields/useChoices";
import { useProblems } from "../../parts/fields/useProblems";
import { putBack, useTyped } from "../../parts/fields/useTyped";
import { Proposal } from "./proposal";
import { ScopeFields } from "./scopeFields";

interface BudgetFormProps {
  /** Absent for a new one. */
  budget?: Budget;
  /** @param id The same for each attempt, so that one whose answer was lost does not add another budget. */
  onSave: (terms: BudgetTermsShown, id: string) => Promise<void>;
  onCancel: () => void;
  onRemove?: () => void;
}

/** The form of a budget. Enter saves, Escape cancels. */
export function BudgetForm({ budget, onSave, onCancel, onRemove }: BudgetFormProps) {
  const currency = budget?.currency ?? ledgerCurrency();
  const formName = budgetForm(budget?.id);
  const { form, keep } = useTyped(formName);
  const [{ id, ...own }, setOwn] = useChoices<KeptChoices>(formName, SAMPLE);
  const chosen = chosenOf(budget, own);
  const { problems, save } = useSave(form, chosen, currency, (terms) => {
    const next = budget?.id ?? id ?? newBudgetId();
    if (next !== id) setOwn({ ...own, id: next });
    return onSave(terms, next);
  });
  const choose = (choice: OwnChoices) => setOwn({ ...choosing(own, choice), ...(id && { id }) });
  return (
    <form
      ref={form}
      class="budget-form"
      aria-label={budget ? t("budgets.edit", { name: budget.name }) : t("budgets.add")}
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
      onInput={keep}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      noValidate
    >
      <BudgetFields {...{ budget, currency, chosen, problems }} form={formName} onChoose={choose} />
      <Proposal
        currency={currency}
        chosen={chosen}
        onPropose={(median) => {
          // The currency first: what was typed may name another.
          typeInto(form.current, "currency", currency);
          typeInto(form.current, "amount", editableAmount(median, currency));
        }}
      />
      {budget && <p class="muted">{t("budgets.changeHint")}</p>}
      {problems.other && (
        <p class="problem" role="alert">
          {inWords(problems.other)}
        </p>
      )}
      <EditActions
        removal={onRemove && { text: t("budgets.delete"), onClick: onRemove }}
        onCancel={onCancel}
      />
    </form>
  );
}

interface BudgetFieldsProps {
  budget: Budget | undefined;
  /** The name under which the form's input is kept. */
  form: string;
  currency: string;
  chosen: ChosenTerms;
  onChoose: (choice: OwnChoices) => void;
  problems: BudgetProblems;
}

/** The fields of a budget: its name, what it counts, its amount and its periods. */
function BudgetFields({ budget, form, currency, chosen, onChoose, problems }: BudgetFieldsProps) {
  return (
    <>
      <TextInput
        label={t("budgets.name")}
        name="name"
        autocomplete="off"
        defaultValue={budget?.name}
        problem={problems.name}
        focus
      />
      <ScopeFields chosen={chosen} onChoose={onChoose} problem={problems.scope} />
      <div class="setting-grid">
        <AmountField
          label={t("budgets.amount")}
          currency={currency}
          max={MAX_BUDGET_AMOUNT}
          {...(budget && { value: editableAmount(budget.amount, currency) })}
          onReady={(element) => putBack(element, form)}
          problem={problems.amount}
        />
        <PeriodFields chosen={chosen} onChoose={onChoose} />
        <TextInput
          label={t("budgets.thresholds")}
          name="thresholds"
          autocomplete="off"
          defaultValue={writeThresholds(budget?.thresholds ?? DEFAULT_THRESHOLDS)}
          problem={problems.thresholds}
        />
      </div>
    </>
  );
}

/** The choices that the form keeps with the input of its fields. */
interface KeptChoices extends ChosenTerms {
  /** ID of the budget, also after the page was loaded again. */
  id: string;
}

/** A value for each choice, in place of those that are kept with another type. */
const SAMPLE: KeptChoices = {
  id: "",
  ...{ scope: "all", categories: [""], tags: [""] },
  ...{ period: "month", startsOn: 1, rollover: "none" },
};

/** Saves what a form says, once it can be read; a form that is being saved is not saved again. */
function useSave(
  form: RefObject<HTMLFormElement | null>,
  chosen: ChosenTerms,
  currency: string,
  onSave: (terms: BudgetTermsShown) => Promise<void>,
) {
  const [problems, setProblems] = useProblems<BudgetProblems>(form, {});
  const [busy, setBusy] = useState(false);
  const save = async (data: FormData): Promise<void> => {
    const text = (field: string) => String(data.get(field) ?? "");
    const typed = { name: text("name"), amount: text("amount"), thresholds: text("thresholds") };
    const read = termsIn({ ...typed, currency: text("currency") || currency }, chosen);
    if ("problems" in read) return setProblems(read.problems);
    if (busy) return;
    setBusy(true);
    try {
      await onSave(read.terms);
    } catch (error) {
      setProblems({ other: problemOf(error).message });
      setBusy(false);
    }
  };
  return { problems, save };
}

interface PeriodFieldsProps {
  chosen: ChosenTerms;
  onChoose: (choice: OwnChoices) => void;
}

/** The periods of a budget: their length, their start, and what goes from one to the next. */
function PeriodFields({ chosen, onChoose }: PeriodFieldsProps) {
  return (
    <>
      <SelectField
        label={t("budgets.every")}
        value={chosen.period}
        options={PERIOD_UNITS.map((unit) => [unit, t(`budgets.every.${unit}`)])}
        onChoose={(value) => onChoose({ period: value as PeriodUnit })}
      />
      <SelectField
        label={t("budgets.startsOn")}
        value={String(chosen.startsOn)}
        options={startOptions(chosen.period)}
        onChoose={(value) => onChoose({ startsOn: Number(value) })}
      />
      <SelectField
        label={t("budgets.rollover")}
        value={chosen.rollover}
        options={ROLLOVERS.map((one) => [one, t(`budgets.rollover.${one}`)])}
        onChoose={(value) => onChoose({ rollover: value as ChosenTerms["rollover"] })}
      />
    </>
  );
}
