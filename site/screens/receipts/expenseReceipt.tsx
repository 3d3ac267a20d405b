import "./receiptStyles";
import "../../i18n/en/receipts";
import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { queuedReceipts } from "../../data/receipts/queuedReceipts";
import { detach } from "../../data/receipts/receiptList";
import { t } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { ReceiptInput } from "../../parts/fields/receiptInput";
import { Picture } from "./picture";
import { QueueItem } from "./queueItem";
import { Removal } from "./removal";

/** The receipt of an expense: read when it is opened, replaced, removed, or added. */
export function ExpenseReceipt({ expense }: { expense: Expense }) {
  const { expenseId, receiptId, sourceId, description, createdBy } = expense;
  const [open, setOpen] = useState(false);
  const isMine = mayEdit(createdBy);
  const queue = queuedReceipts.value.filter((queued) => queued.expenseId === expenseId);
  if (!receiptId && !isMine) return null;
  return (
    <div class="history">
      {receiptId ? (
        <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t("receipts.ofExpense")}</summary>
          {open && (
            <>
              <Picture key={receiptId} id={receiptId} fileName={description} />
              {isMine && (
                <span class="item-actions">
                  <ReceiptInput class="small" text={t("receipts.replace")} expenseId={expenseId} />
                  {/* An expense keeps the receipt that it was created from. */}
                  {sourceId !== receiptId && <Detach id={receiptId} />}
                  <Removal id={receiptId} name={t("receipts.ofExpense")} />
                </span>
              )}
            </>
          )}
        </details>
      ) : (
        queue.length === 0 && (
          <ReceiptInput class="small quiet" text={t("receipts.add")} expenseId={expenseId} />
        )
      )}
      {queue.length > 0 && (
        <ul class="rows">
          {queue.map((queued) => (
            <QueueItem key={queued.receiptId} queued={queued} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Takes the receipt from its expense, back to those that are to be confirmed. */
function Detach({ id }: { id: string }) {
  return (
    <ActionButton
      text={t("receipts.detach")}
      run={async () => {
        await detach(id);
        showToast(t("receipts.detached"), {
          label: t("app.show"),
          run: () => navigate("receipts", { receipt: id }),
        });
      }}
    />
  );
}
