import "../../i18n/en/fields";
import "../../i18n/en/sheet";
import type { TargetedInputEvent } from "preact";
import { useState } from "preact/hooks";
import { DEFAULT_CATEGORY, isSameCategory } from "../../../domain/expenses/category";
import { EMPTY, NEW } from "../../data/forms/formInput";
import { adding } from "../../data/forms/openForms";
import { likelyCategories } from "../../data/suggestions/likelyCategories";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { today } from "../../lib/formatting/clock";
import { currency } from "../../lib/ledger/shownSettings";
import { COARSE } from "../../lib/page/media";
import { typedInto } from "../../lib/storage/typedForms";
import { CategorySign } from "../../parts/basics/categorySign";
import { useMedia } from "../../parts/basics/useMedia";
import { Sheet } from "../../parts/dialogs/sheet";
import { SuggestionList } from "../../parts/fields/suggestionList";
import { setValue } from "../../parts/fields/useTyped";
import { useDerived } from "../../parts/loading/useDerived";
import { AmountOf, CategoryField, DateField, DescriptionField, More } from "../expenseForm/expenseFields";
import { AddReceipt } from "./addReceipt";
import { Keypad } from "./keypad";
import { useAddForm } from "./useAddForm";

/** Categories that are one tap away. */
const LIKELY = 6;

/** Adds an expense on a narrow screen: amount first, by keys of its own under fingers. */
export function AddSheet() {
  const close = () => {
    adding.value = false;
  };
  return (
    <Sheet title={t("fields.addTitle")} onClose={close}>
      <Form onAdded={close} />
    </Sheet>
  );
}

function Form({ onAdded }: { onAdded: () => void }) {
  const { form, problems, listId, suggestions, onInput, onSubmit } = useAddForm(onAdded);
  const hasKeys = useMedia(COARSE);
  /** The system's keyboard leaves no room for another. A button that takes the focus changes nothing: it would move. */
  const [isTyping, setTyping] = useState(false);
  const [category, setCategory] = useState(String(typedInto(NEW).category ?? DEFAULT_CATEGORY));
  const typed = { ...EMPTY, category: DEFAULT_CATEGORY, date: today.value };
  const follow = (event: TargetedInputEvent<HTMLFormElement>) => {
    onInput(event);
    setCategory(String(new FormData(event.currentTarget).get("category")));
  };
  const choose = (name: string) => {
    setValue(form.current, "category", name);
    const field = form.current?.elements.namedItem("category");
    if (field instanceof HTMLElement) field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return (
    <form
      ref={form}
      class="sheet-form"
      aria-label={t("fields.addTitle")}
      onSubmit={onSubmit}
      onInput={follow}
      onFocusIn={({ target }) => {
        if (target instanceof HTMLTextAreaElement) setTyping(true);
        else if (target instanceof HTMLInputElement) setTyping(!["amount", "date"].includes(target.name));
      }}
      noValidate
    >
      <div class="sheet-fields">
        <AmountOf
          form={NEW}
          typed={typed}
          problems={problems}
          currency={currency()}
          quiet
          focus
          inputMode={hasKeys ? "none" : "decimal"}
        />
        <Chips chosen={category} onChoose={choose} />
        <DescriptionField typed={typed} problems={problems} listId={listId} quiet />
        <SuggestionList id={listId} texts={suggestions} />
        <CategoryField value={typed.category} problem={problems.category} quiet />
        <DateField typed={typed} problems={problems} quiet />
        <More form={NEW} typed={typed} problems={problems} currency={currency()} />
        {hasReceipts() && <AddReceipt onChosen={onAdded} />}
      </div>
      {hasKeys && !isTyping && <Keypad />}
      <button type="submit" class="button primary wide sheet-add">
        {t("fields.add")}
      </button>
    </form>
  );
}

/** The categories that are most likely, each one tap away. */
function Chips({ chosen, onChoose }: { chosen: string; onChoose: (name: string) => void }) {
  // In their order for as long as nothing arrives, or a tap would meet another than the one that was aimed at.
  const likely = useDerived(() => likelyCategories(LIKELY), []);
  return (
    <fieldset class="category-chips" aria-label={t("sheet.likely")}>
      {likely.map((name) => (
        <button
          key={name}
          type="button"
          class="category-chip"
          aria-pressed={isSameCategory(name, chosen)}
          onClick={() => onChoose(name)}
        >
          <CategorySign category={name} />
          <bdi>{categoryName(name)}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
