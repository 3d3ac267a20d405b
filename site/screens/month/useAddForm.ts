import type { RefObject, TargetedInputEvent, TargetedSubmitEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import { NEW, type Problems, typedIn } from "../../data/forms/formInput";
import { later } from "../../lib/network/fetchedCode";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";
import { useProblems } from "../../parts/fields/useProblems";
import { setValue, useTyped } from "../../parts/fields/useTyped";

const withAdd = later(() => import("../../data/writes/addTyped"));
const withSuggest = later(() => import("../../data/suggestions/suggest"));

/** A form that adds an expense: its problems, its handlers, and earlier descriptions to choose from. */
interface AddForm {
  form: RefObject<HTMLFormElement | null>;
  problems: Problems;
  onSubmit: (event: TargetedSubmitEvent<HTMLFormElement>) => void;
  onInput: (event: TargetedInputEvent<HTMLFormElement>) => void;
  listId: string;
  suggestions: readonly string[];
}

/** Adds the expense in a form. */
export function useAddForm(onAdded: (form: HTMLFormElement) => void): AddForm {
  const { suggestions, suggest, startOver, listId } = useSuggestions();
  const { form, keep } = useTyped(NEW);
  const [problems, setProblems] = useProblems<Problems>(form, {});
  /** Grows with everything that the user types or chooses. The fields change by themselves, too: they load, and take suggestions. */
  const edition = useRef(0);
  const waiting = useRef(new Set<number>());
  /** The editions before this one are added. */
  const added = useRef(0);
  const finish = (element: HTMLFormElement, edited: number, found: Problems = {}) => {
    setProblems(found);
    // The next one may be typed by now.
    if (Object.keys(found).length === 0 && edition.current === edited) {
      added.current = edited + 1;
      onAdded(element);
      keepTyped(NEW, undefined);
      startOver();
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
      const kept = typedInto(NEW);
      const edited = edition.current;
      // Enter that is pressed again adds nothing more, and no emptied form.
      if (waiting.current.has(edited) || edited < added.current) return;
      waiting.current.add(edited);
      const done = () => waiting.current.delete(edited);
      const wait = withAdd(({ addTyped }) => finish(element, edited, addTyped(typed, kept)));
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

/** Kept with the input of the form, and like it until the expense is added: the user chose the category. */
const CHOSEN = "categoryIsChosen";

/** Offers earlier descriptions, and sets the category that goes with them until the user chooses one. */
function useSuggestions() {
  const listId = useId();
  const [suggestions, setSuggestions] = useState<string[]>([]);
  const suggest = ({
    target,
    currentTarget,
  }: {
    target: EventTarget | null;
    currentTarget: HTMLFormElement;
  }) => {
    if (target instanceof HTMLSelectElement && target.name === "category")
      keepTyped(NEW, { ...typedInto(NEW), [CHOSEN]: true });
    if (!(target instanceof HTMLInputElement) || target.name !== "description") return;
    withSuggest(({ suggestCategory, suggestDescriptions }) => {
      setSuggestions(suggestDescriptions(target.value));
      if (CHOSEN in typedInto(NEW)) return;
      setValue(currentTarget, "category", suggestCategory(target.value) ?? DEFAULT_CATEGORY);
    });
  };
  const startOver = () => setSuggestions([]);
  return { listId, suggestions, suggest, startOver };
}
