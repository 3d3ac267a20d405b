import "../../i18n/en/changes";
import { effect, untracked } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { optionalValuesOf } from "../../../domain/expenses/optionalFields";
import { t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { online } from "../../lib/network/reach";
import { undoAction } from "../../lib/network/undoAction";
import { navigate, route } from "../../lib/page/pageRoute";
import { toastOfAct } from "../../lib/page/toasts";
import type { Draft, Entry } from "../expenses/model";
import { outbox } from "../outbox/outbox";
import { post } from "../outbox/outboxEdits";
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
  const entry = post(draftLike(expense, day));
  const month = day.slice(0, 7);
  const show = {
    label: t("app.show"),
    run: () => navigate(month, {}, { replace: route.peek().path === month }),
  };
  const { description: name } = expense;
  const undo = undoAction(takingBack(entry));
  const tell = toastOfAct();
  const tellWaiting = () => tell(t("changes.againWaits", { name }), show, undo);
  if (online.peek()) {
    tell(t("changes.addedAgain", { name }), show, undo);
    onHeldUp(entry, tellWaiting);
  } else tellWaiting();
}

/** Calls `then` if the first attempt to send an entry fails, and it waits for the next. */
function onHeldUp({ order }: Entry, then: () => void): void {
  const stop = effect(() => {
    const entry = outbox.value.find((one) => one.order === order);
    if (entry?.state === "sending" || (entry && !entry.tried)) return;
    // Otherwise it is sent, given up or refused, and the user is told of that elsewhere.
    if (entry?.state === "waiting" && !entry.unwanted) untracked(then);
    queueMicrotask(() => stop());
  });
}
