import { t } from "../../i18n";
import { monthName } from "../../lib/formatting/format";
import { currency } from "../../lib/ledger/shownSettings";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";
import { check } from "../forms/draftValidation";
import { NEW, type Problems, type Typed } from "../forms/formInput";
import { missingIn } from "../forms/keptInput";
import { post } from "../outbox/outbox";

// Fetched after the first screen, as nothing of it is needed before an expense is typed.

/**
 * Adds an expense that was typed.
 * @param kept What the page keeps of the form.
 * @param isShown Returns true if an expense of the month shows where the user is: otherwise a message leads to it.
 * @returns the problems of the input, of which nothing is added.
 */
export function addTyped(
  typed: Typed,
  kept: Readonly<Record<string, unknown>>,
  isShown: (month: string) => boolean,
): Problems | undefined {
  const now = Object.entries(typedInto(NEW));
  // An expense that was typed before, and waited as well, may have taken some by now.
  const free = now.map(([name]) => [name, kept[name]]).filter(([, value]) => value !== undefined);
  const missing = missingIn(typed, Object.fromEntries(free));
  const result = check({ ...typed, ...missing }, currency());
  if ("problems" in result) return result.problems;
  post(result.draft);
  keepTyped(NEW, Object.fromEntries(now.filter(([name]) => !(name in missing))));
  const saved = result.draft.date.slice(0, 7);
  if (isShown(saved)) return undefined;
  showToast(t("expense.savedElsewhere", { month: monthName(saved) }), {
    label: t("app.show"),
    run: () => navigate(saved),
  });
  return undefined;
}
