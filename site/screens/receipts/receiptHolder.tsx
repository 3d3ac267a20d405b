import "../../i18n/en/receipts";
import type { Expense } from "../../../domain/expenses/expense";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { attach } from "../../data/receipts/receiptList";
import { expenseOf } from "../../data/recurring/recurringRules";
import { t } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import { hrefOf, navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { useLoad } from "../../parts/loading/loadable";

/** The expense that a receipt belongs to. Nothing is shown of one that is deleted. */
export function Holder({ id, expenseId, hasFile }: { id: string; expenseId: string; hasFile: boolean }) {
  const { value: holder } = useLoad(() => expenseOf(expenseId), expenseId);
  if (!holder) return null;
  if (hasFile && holder.receiptId !== id && mayEdit(holder.createdBy))
    return <Former id={id} holder={holder} />;
  return (
    <a class="button small" href={hrefOf(monthOf(holder), { expense: expenseId })}>
      {t("receipts.toExpense", { name: holder.description })}
    </a>
  );
}

/** A way back for a receipt whose place at its expense another one has taken, which may show less. */
function Former({ id, holder }: { id: string; holder: Expense }) {
  const { expenseId, description: name } = holder;
  const putBack = async () => {
    await attach(id, expenseId);
    navigate(monthOf(holder), { expense: expenseId });
    showToast(t("receipts.attached", { name }));
  };
  return (
    <div class="card receipt-hints">
      <p>{t("receipts.former", { name, days: TRASH_DAYS })}</p>
      <ActionButton text={t("receipts.putBack")} run={putBack} />
    </div>
  );
}

const monthOf = ({ date }: Expense) => date.slice(0, 7);
