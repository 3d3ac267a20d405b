import type { RefObject, TargetedInputEvent, TargetedSubmitEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import type { check as Check } from "../../data/forms/draftValidation";
import type { Problems, Typed } from "../../data/forms/formInput";
import { typedIn } from "../../data/forms/formInput";
import { post } from "../../data/outbox/outbox";
import { t } from "../../i18n";
import { monthName } from "../../lib/formatting/format";
import { currency } from "../../lib/ledger/shownSettings";
import { later } from "../../lib/network/fetchedCode";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { keepTyped } from "../../lib/storage/typedForms";
import { setValue, useTyped } from "./useTyped";

/** Identifies the form of a new expense among the kept ones. */
export const NEW = "new";

const withCheck = later(() => import("../../data/forms/draftValidation"));
const withSuggest = later(() => import("../../data/suggestions/suggest"));

/** A form that adds an expense: its problems, its handlers, and earlier descriptions to choose from. */
export interface AddForm {
  form: RefObject<HTMLFormElement | null>;
  problems: Problems;
  onSubmit: (event: TargetedSubmitEvent<HTMLFormElement>) => void;
  onInput: (event: TargetedInputEvent<HTMLFormElement>) => void;
  listId: string;
  suggestions: readonly string[];
}

/**
 * Adds the expense in a form.
 * @param isShown Returns true if an expense of the month shows where the user is: otherwise a message leads to it.
 */
export function useAddForm(
  isShown: (month: string) => boolean,
  onAdded: (form: HTMLFormElement) => void,
): AddForm {
  const [problems, setProblems] = useState<Problems>({});
  const { suggestions, suggest, startOver, listId } = useSuggestions();
  const { form, keep } = useTyped(NEW);
  /** Grows with everything that the user types or chooses. The fields change by themselves, too: they load, and take suggestions. */
  const edition = useRef(0);
  const waiting = useRef(new Set<number>());
  const add = (element: HTMLFormElement, typed: Typed, edited: number, check: typeof Check) => {
    const result = check(typed, currency());
    if ("problems" in result) {
      setProblems(result.problems);
      return focusField(element, Object.keys(result.problems)[0] ?? "amount");
    }
    post(result.draft);
    setProblems({});
    // The next one may be typed by now.
    if (edition.current === edited) {
      onAdded(element);
      keepTyped(NEW, undefined);
      startOver();
    }
    const saved = result.draft.date.slice(0, 7);
    if (!isShown(saved)) {
      showToast(t("expense.savedElsewhere", { month: monthName(saved) }), {
        label: t("app.show"),
        run: () => navigate(saved),
      });
    }
  };
  return {
    form,
    problems,
    listId,
    suggestions,
    onSubmit: (event) => {
      event.preventDefault();
      const element = event.currentTarget;
      const typed = typedIn(element);
      const edited = edition.current;
      // Enter that is pressed again while the check is fetched adds nothing more.
      if (waiting.current.has(edited)) return;
      waiting.current.add(edited);
      const done = () => waiting.current.delete(edited);
      const wait = withCheck(({ check }) => add(element, typed, edited, check));
      if (wait) void wait.finally(done);
      else done();
    },
    onInput: (event) => {
      edition.current += 1;
      setProblems({});
      suggest(event);
      keep();
    },
  };
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
    withSuggest(({ suggestCategory, suggestDescriptions }) => {
      setSuggestions(suggestDescriptions(target.value));
      if (chosen.current) return;
      setValue(currentTarget, "category", suggestCategory(target.value) ?? DEFAULT_CATEGORY);
    });
  };
  const startOver = () => {
    chosen.current = false;
    setSuggestions([]);
  };
  return { listId, suggestions, suggest, startOver };
}

/** Moves the focus to a field of a form. */
export function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}
