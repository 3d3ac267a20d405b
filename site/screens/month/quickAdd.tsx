import { Plus } from "lucide";
import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { check, type Problems, typedIn } from "../../data/draft";
import { post } from "../../data/outbox";
import { t } from "../../i18n";
import { config } from "../../lib/config";
import { monthName } from "../../lib/format";
import { navigate } from "../../lib/route";
import { showToast } from "../../lib/toasts";
import { today } from "../../lib/today";
import { Icon } from "../../parts/icon";
import { ExpenseFields } from "./fields";

/** A mouse and a keyboard: there the amount may take the focus without a keyboard sliding over the page. */
const AT_A_DESK = "(hover: hover) and (pointer: fine)";

/** The form that is always at hand. Enter saves, and the next expense can be typed at once. */
export function QuickAdd({ month }: { month: string }) {
  const [problems, setProblems] = useState<Problems>({});
  const { currency } = config();
  const add = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const result = check(typedIn(form), currency);
    if ("problems" in result) {
      setProblems(result.problems);
      return focusField(form, Object.keys(result.problems)[0] ?? "amount");
    }
    post(result.draft);
    setProblems({});
    clear(form);
    const saved = result.draft.date.slice(0, 7);
    if (saved !== month) {
      showToast(t().expense.savedElsewhere(monthName(saved)), {
        label: t().expense.show,
        run: () => navigate(saved),
      });
    }
  };
  return (
    <form class="quick-add card" aria-label={t().expense.addTitle} onSubmit={add} noValidate>
      <ExpenseFields
        typed={{ amount: "", description: "", category: "Other", date: today() }}
        problems={problems}
        currency={currency}
        quiet
        focusAmount={matchMedia(AT_A_DESK).matches}
      />
      <button type="submit" class="button primary quick-add-button" aria-label={t().expense.add}>
        <Icon node={Plus} />
        <span class="desk-only">{t().expense.add}</span>
      </button>
    </form>
  );
}

function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}

/** Empties the form for the next expense; the day stays, as a pile of receipts is of the same day. */
function clear(form: HTMLFormElement): void {
  const date = typedIn(form).date;
  form.reset();
  const field = form.elements.namedItem("date");
  if (field instanceof HTMLInputElement) field.value = date;
  focusField(form, "amount");
}
