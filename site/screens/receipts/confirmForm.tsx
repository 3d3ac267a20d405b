import "../../i18n/en/fields";
import type { RefObject, TargetedSubmitEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import type { Part } from "../../../domain/expenses/parts";
import type { ReceiptDraft } from "../../../domain/receipts/model";
import type { ReceiptDetails } from "../../../domain/receipts/receiptSchemas";
import { decimalsIn, formatAmount } from "../../../domain/values/money";
import { isSame } from "../../../domain/values/text";
import { minorOf } from "../../data/expenses/expenseSums";
import type { Draft } from "../../data/expenses/model";
import { check } from "../../data/forms/draftValidation";
import { type Problems, type Typed, typedIn } from "../../data/forms/formInput";
import { inputOf } from "../../data/forms/keptInput";
import { type Choice, partsIn, sumsOf } from "../../data/receipts/receiptChoices";
import { confirmReceipt } from "../../data/receipts/receiptList";
import { type Stated, statedIn } from "../../data/receipts/receiptProposals";
import { startOf } from "../../data/receipts/receiptStart";
import { suggestCategory } from "../../data/suggestions/suggest";
import { inWords, locale, type Said, t } from "../../i18n";
import { currency as ledgerCurrency } from "../../lib/ledger/shownSettings";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { NARROW } from "../../lib/page/media";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";
import { useMedia } from "../../parts/basics/useMedia";
import { useProblems } from "../../parts/fields/useProblems";
import { useTyped } from "../../parts/fields/useTyped";
import { useDerived } from "../../parts/loading/useDerived";
import { AmountOf, CategoryField, DateField, DescriptionField, More } from "../expenseForm/expenseFields";

interface ConfirmFormProps {
  form: RefObject<HTMLFormElement | null>;
  receipt: ReceiptDetails;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
  /** The input of the form; undefined until it shows. */
  stated: Stated | undefined;
  onStated: (stated: Stated) => void;
}

/** The fields of a receipt's expense, with the extracted values, and other candidates below. */
export function ConfirmForm({ form, receipt, choices, onChoose, stated, onStated }: ConfirmFormProps) {
  const { receiptId, draft, title } = receipt;
  const name = `receipt:${receiptId}`;
  const currency = draft?.currency ?? title?.currency ?? ledgerCurrency();
  const typed = useDerived(() => startOf(receipt, choices), [receipt, choices]);
  const [split, setSplit] = useState<Parts>();
  const parts = useDerived(
    () => (draft && stated ? partsOf(draft, stated, typed.category) : []),
    [draft, stated, typed],
  );
  const { input, problems, refusal, busy, onInput, onSubmit } = useConfirming(
    receiptId,
    name,
    typed,
    currency,
    split !== undefined,
  );
  const state = () => input.current && onStated(statedIn(typedIn(input.current), currency));
  // Once the kept input is put back.
  useEffect(() => void state(), [typed]);
  return (
    <form
      ref={(element) => {
        form.current = element;
        input.current = element;
      }}
      class="card edit-row receipt-form"
      aria-label={t("fields.addTitle")}
      onSubmit={(event) => void onSubmit(event)}
      onInput={() => {
        onInput();
        state();
      }}
      noValidate
    >
      <Fields form={name} {...{ draft, typed, problems, currency, choices, onChoose }} />
      {parts.length > 1 && !split && (
        <button type="button" class="button small receipt-split" onClick={() => setSplit(parts)}>
          {t("receipts.split")}
        </button>
      )}
      <More
        key={String(split !== undefined)}
        form={name}
        typed={{ ...typed, ...(split && { parts: split }) }}
        problems={problems}
        currency={currency}
      />
      {refusal && (
        <p class="problem boxed" role="alert">
          {inWords(refusal)}
        </p>
      )}
      <button type="submit" class="button primary wide" aria-busy={busy}>
        {t("receipts.save")}
      </button>
    </form>
  );
}

interface MainFieldsProps extends Pick<ConfirmFormProps, "choices" | "onChoose"> {
  form: string;
  draft: ReceiptDraft | undefined;
  typed: Typed;
  problems: Problems;
  currency: string;
}

/** The fields that a receipt has values for, with these below. */
function Fields({ form, draft, typed, problems, currency, choices, onChoose }: MainFieldsProps) {
  // On a phone the picture comes first, and the keyboard would hide it.
  const isNarrow = useMedia(NARROW);
  const fields = { typed, problems, quiet: false };
  const sums = draft ? sumsOf(draft) : [];
  const found = (field: Choice["field"], label: string) => {
    const own = choices.filter((choice) => choice.field === field);
    return <Found field={label} choices={own} onChoose={onChoose} />;
  };
  return (
    <>
      <AmountOf form={form} {...fields} currency={currency} focus={!isNarrow} />
      {found("amount", t("fields.amount"))}
      {found("currency", t("fields.currency"))}
      {sums.length > 0 && <p class="muted receipt-sums">{sums.join(" · ")}</p>}
      <DescriptionField {...fields} />
      {found("description", t("fields.description"))}
      <DateField {...fields} />
      {found("date", t("fields.date"))}
      <CategoryField
        value={String(typedInto(form).category ?? typed.category)}
        problem={problems.category}
        quiet={false}
      />
    </>
  );
}

/**
 * Keeps the input of the form, and confirms the receipt with it.
 * @param name The form among the kept ones.
 * @param typed Its initial values: the field of a refund may be on its way still, and such a receipt is no purchase.
 * @param split True if the expense has the receipt's lines as parts.
 */
function useConfirming(receiptId: string, name: string, typed: Typed, currency: string, split: boolean) {
  const { form: input, keep } = useTyped(name);
  const [problems, setProblems] = useProblems<Problems>(input, {});
  const [refusal, setRefusal] = useState<Said>();
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The fields of parts may be on their way still: the expense must not be saved without them.
    if (busy || (split && !event.currentTarget.elements.namedItem("parts"))) return;
    const result = check({ ...typed, ...inputOf(event.currentTarget, name) }, currency);
    if ("problems" in result) return setProblems(result.problems);
    setBusy(true);
    const problem = await confirmed(receiptId, result.draft);
    setBusy(false);
    if (!problem) return keepTyped(name, undefined);
    const [field] = problem.field?.split(".") ?? [];
    if (field) setProblems({ [field]: problem.message });
    else setRefusal(problem.message);
  };
  const onInput = () => {
    setProblems({});
    setRefusal(undefined);
    keep();
  };
  return { input, problems, refusal, busy, onInput, onSubmit };
}

type Parts = Part<string>[];

/** The parts that the lines of the receipt make of the amount that the form has. */
function partsOf(draft: ReceiptDraft, { amount = "" }: Stated, category: string): Parts {
  // The lines are in minor units: of another currency too, if it has as many decimals.
  const isOfLines = decimalsIn(amount) === decimalsIn(formatAmount(0, draft.currency));
  return isOfLines ? partsIn(draft, minorOf(amount), category, suggestCategory) : [];
}

/** True if an expense is what was sent, and not what another device has made of the receipt before. */
const isOf = (draft: Draft, expense: Expense) =>
  (["amount", "currency", "date", "category"] as const).every((name) => draft[name] === expense[name]) &&
  isSame(draft.description, expense.description);

/** Confirms, and leads on. @returns why it did not succeed. */
async function confirmed(id: string, draft: Draft): Promise<ShownProblem | undefined> {
  try {
    const expense = await confirmReceipt(id, draft);
    const { description: name, date, expenseId } = expense;
    navigate("receipts");
    showToast(isOf(draft, expense) ? t("receipts.saved", { name }) : t("receipts.wasConfirmed", { name }), {
      label: t("app.show"),
      run: () => navigate(date.slice(0, 7), { expense: expenseId }),
    });
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

interface FoundProps {
  /** The label of the field. */
  field: string;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
}

/** The values that were found for a field, with the confidence of each. */
function Found({ field, choices, onChoose }: FoundProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset class="receipt-found" aria-label={t("receipts.found", { field })}>
      {choices.map((choice) => {
        return (
          <button key={choice.value} type="button" class="receipt-choice" onClick={() => onChoose(choice)}>
            <bdi>{choice.text}</bdi>
            <span class="muted">{percent(choice.confidence)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

const percent = (hundredths: number) => (hundredths / 100).toLocaleString(locale(), { style: "percent" });
