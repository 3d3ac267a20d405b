import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { t } from "../../i18n";
import { redoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import type { Entry } from "../expenses/model";
import { outbox } from "../outbox/outbox";
import { remove } from "./changeExpense";
import { discardEntry } from "./discardUnsent";
import { onStored } from "./sendOutbox";

/**
 * Follows a new expense on its way to the API.
 * @returns takes it back: it is given up if it was not sent, else deleted as soon as the API is known to have it.
 */
export function takingBack({ order }: Entry): () => void {
  let stored: Expense | undefined;
  let isUnwanted = false;
  onStored(order, (expense) => {
    stored = expense;
    if (isUnwanted) void remove(expense, redoAction);
  });
  return () => {
    // By its order: an entry that is changed before it is sent gets another key.
    const entry = outbox.peek().find((one) => one.order === order);
    if (stored) void remove(stored, redoAction);
    else if (entry && mayDiscard(entry)) giveUp(entry);
    else isUnwanted = true;
  };
}

/** Returns true if the API cannot have stored an entry. */
const mayDiscard = ({ tried, state }: Entry) => tried !== true || state === "refused";

function giveUp(entry: Entry): void {
  const again = discardEntry(entry);
  showToast(t("changes.deleted", { name: entry.draft.description }), redoAction(again));
}
