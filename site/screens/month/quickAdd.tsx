import type { TargetedInputEvent, TargetedSubmitEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import { EMPTY, type Problems, typedIn } from "../../data/draft";
import type { check as Check } from "../../data/draftCheck";
import { suggestCategory, suggestDescriptions } from "../../data/known";
import { post } from "../../data/outbox";
import { t } from "../../i18n";
import { today } from "../../lib/clock";
import { monthName } from "../../lib/format";
import { navigate } from "../../lib/route";
import { currency } from "../../lib/settings";
import { showToast } from "../../lib/toasts";
import { keepTyped } from "../../lib/typed";
import { Icon } from "../../parts/icon";
import { later } from "../../parts/lazy";
import { ExpenseFields } from "./fields";
import { setValue, useTyped } from "./useTyped";

/** With a mouse and a physical keyboard, focusing the amount does not open an on-screen keyboard. */
const AT_A_DESK = "(hover: hover) and (pointer: fine)";

const withCheck = later(() => import("../../data/draftCheck"));

/** Names the form among those that are kept. */
const FORM = "new";

/** The form that is always visible. Enter saves, and the next expense can be entered right away. */
export function QuickAdd({ month }: { month: string | undefined }) {
  const [problems, setProblems] = useState<Problems>({});
  const { suggestions, suggest, startOver, listId } = useSuggestions();
  const { form: ref, keep } = useTyped(FORM);
  const add = (form: HTMLFormElement, check: typeof Check) => {
    const result = check(typedIn(form), currency());
    if ("problems" in result) {
      setProblems(result.problems);
      return focusField(form, Object.keys(result.problems)[0] ?? "amount");
    }
    post(result.draft);
    setProblems({});
    clear(form);
    keepTyped(FORM, undefined);
    startOver();
    const saved = result.draft.date.slice(0, 7);
    if (month && saved !== month) {
      showToast(t("expense.savedElsewhere", { month: monthName(saved) }), {
        label: t("app.show"),
        run: () => navigate(saved),
      });
    }
  };
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    withCheck(({ check }) => add(form, check));
  };
  const onInput = (event: TargetedInputEvent<HTMLFormElement>) => {
    setProblems({});
    suggest(event);
    keep();
  };
  return (
    <form
      ref={ref}
      class="quick-add card"
      aria-label={t("expense.addTitle")}
      onSubmit={onSubmit}
      onInput={onInput}
      noValidate
    >
      <ExpenseFields
        form={FORM}
        typed={{ ...EMPTY, category: DEFAULT_CATEGORY, date: today.value }}
        problems={problems}
        currency={currency()}
        quiet
        focusAmount={matchMedia(AT_A_DESK).matches}
        listId={listId}
      />
      <datalist id={listId}>
        {suggestions.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      <button type="submit" class="button primary quick-add-button" aria-label={t("expense.add")}>
        <Icon name="plus" />
        <span class="desk-only">{t("expense.add")}</span>
      </button>
    </form>
  );
}

/** Offers earlier descriptions, and sets the category that goes with them until the user chooses one. */
function useSuggestions() {
  const listId = useId();
  const [suggestions, setSuggestions] = useState<string[]>([]);
  const chosen = useRef(false);
  const suggest = ({
    target,
    currentTarget,
  }: {
    target: EventTarget | null;
    currentTarget: HTMLFormElement;
  }) => {
    if (target instanceof HTMLSelectElement && target.name === "category") chosen.current = true;
    if (!(target instanceof HTMLInputElement) || target.name !== "description") return;
    if (target.value === "") chosen.current = false;
    setSuggestions(suggestDescriptions(target.value));
    if (chosen.current) return;
    setValue(currentTarget, "category", suggestCategory(target.value) ?? DEFAULT_CATEGORY);
  };
  const startOver = () => {
    chosen.current = false;
    setSuggestions([]);
  };
  return { listId, suggestions, suggest, startOver };
}

function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}

/** Empties the form for the next expense. A day that was chosen stays, as a pile of receipts is of the same day. */
function clear(form: HTMLFormElement): void {
  const date = form.elements.namedItem("date");
  const chosen =
    date instanceof HTMLInputElement && date.value !== date.defaultValue ? date.value : undefined;
  form.reset();
  if (chosen !== undefined) setValue(form, "date", chosen);
  setValue(form, "currency", currency());
  setValue(form, "category", DEFAULT_CATEGORY); // Their defaults are not attributes, so a form reset does not restore them.
  focusField(form, "amount");
}
