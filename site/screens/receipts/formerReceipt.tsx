import "../../i18n/en/receipts";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { attach } from "../../data/receipts/receiptList";
import { expenseOf } from "../../data/recurring/recurringRules";
import { t } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { useLoad } from "../../parts/loading/loadable";

/** A way back for a receipt whose place at its expense another one has taken, which may show less. */
export function Former({ id, expenseId }: { id: string; expenseId: string }) {
  const { value: holder } = useLoad(() => expenseOf(expenseId), expenseId);
  if (!holder || holder.receiptId === id || !mayEdit(holder.createdBy)) return null;
  const { description: name, date } = holder;
  const putBack = async () => {
    await attach(id, expenseId);
    navigate(date.slice(0, 7), { expense: expenseId });
    showToast(t("receipts.attached", { name }));
  };
  return (
    <div class="card receipt-hints">
      <p>{t("receipts.former", { name, days: TRASH_DAYS })}</p>
      <ActionButton text={t("receipts.putBack")} run={putBack} />
    </div>
  );
}
