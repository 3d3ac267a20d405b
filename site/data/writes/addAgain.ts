import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { optionalValuesOf } from "../../../domain/expenses/optionalFields";
import { t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { navigate, route } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { undoAction } from "../../lib/page/undoAction";
import type { Draft } from "../expenses/model";
import { outbox, post } from "../outbox/outbox";
import { takingBack } from "./undoAdd";

/** The parts of an expense that another one like it takes over; its day, its picture and who entered it are its own. */
export function draftLike(expense: Expense, date: string): Draft {
  const { description, amount, currency, category, kind, tags, parts } = expense;
  return {
    ...{ description, amount, currency, category, date },
    ...(kind && { kind }),
    ...optionalValuesOf(expense),
    ...(tags && { tags }),
    ...(parts && { parts }),
  };
}

/**
 * Adds a copy of an expense, today, and offers to undo it. It shows immediately and is sent in turn, like any other new
 * one.
 */
export function addAgain(expense: Expense): void {
  const day = today.peek();
  post(draftLike(expense, day));
  const entry = outbox.peek().at(-1);
  const month = day.slice(0, 7);
  const show = {
    label: t("app.show"),
    run: () => navigate(month, {}, { replace: route.peek().path === month }),
  };
  showToast(
    t("changes.addedAgain", { name: expense.description }),
    show,
    entry && undoAction(takingBack(entry)),
  );
}
