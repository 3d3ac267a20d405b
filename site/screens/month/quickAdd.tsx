import "../../lib/categories/cameraIcon";
import "../../i18n/en/fields";
import "../../i18n/en/receipts";
import { useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import { EMPTY, NEW } from "../../data/forms/formInput";
import { sought } from "../../data/lists/scrollTarget";
import { t } from "../../i18n";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { today } from "../../lib/formatting/clock";
import { currency } from "../../lib/ledger/shownSettings";
import { hrefOf } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";
import { SuggestionList } from "../../parts/fields/suggestionList";
import { setValue } from "../../parts/fields/useTyped";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { useAddForm } from "./useAddForm";

/** With a mouse and a physical keyboard, focusing the amount does not open an on-screen keyboard. */
const AT_A_DESK = "(hover: hover) and (pointer: fine)";

/** The form comes after the list: who is at work elsewhere already keeps the focus. */
const isNobodyAtWork = () =>
  matchMedia(AT_A_DESK).matches && document.activeElement === document.body && !sought.peek();

/** The form beside the list, where there is room. Enter saves, and the next expense can be entered right away. */
export function QuickAdd() {
  const { form, problems, listId, suggestions, ...handlers } = useAddForm(clear);
  // Decided as the form appears: nobody who has left it since, for example for a shortcut, is to be drawn back.
  const [focusAmount] = useState(isNobodyAtWork);
  return (
    <form ref={form} class="quick-add card" aria-label={t("fields.addTitle")} {...handlers} noValidate>
      <ExpenseFields
        form={NEW}
        typed={{ ...EMPTY, category: DEFAULT_CATEGORY, date: today.value }}
        problems={problems}
        currency={currency()}
        quiet
        focusAmount={focusAmount}
        listId={listId}
      />
      <SuggestionList id={listId} texts={suggestions} />
      <button type="submit" class="button primary quick-add-button">
        <Icon name="plus" />
        {t("fields.add")}
      </button>
      {hasReceipts() && (
        <a class="button small quiet" href={hrefOf("receipts")}>
          <Icon name="camera" size={18} />
          {t("receipts.title")}
        </a>
      )}
    </form>
  );
}

/** Empties the form for the next expense. A day that was chosen stays, as a pile of receipts is of the same day. */
function clear(form: HTMLFormElement): void {
  const date = form.elements.namedItem("date");
  const chosen =
    date instanceof HTMLInputElement && date.value !== date.defaultValue ? date.value : undefined;
  form.reset();
  if (chosen !== undefined) setValue(form, "date", chosen);
  setValue(form, "category", DEFAULT_CATEGORY); // Its default is not an attribute, so a form reset does not restore it.
  const amount = form.elements.namedItem("amount");
  if (amount instanceof HTMLElement) amount.focus();
}
