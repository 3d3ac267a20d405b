import "../../i18n/en/receipts";
import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { queuedReceipts } from "../../data/receipts/queuedReceipts";
import { t } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import { ReceiptInput } from "../../parts/fields/receiptInput";
import { Picture } from "./picture";
import { QueueItem } from "./queueItem";
import { Removal } from "./removal";

/** The receipt of an expense: read when it is opened, replaced, removed, or added. */
export function ExpenseReceipt({ expense }: { expense: Expense }) {
  const { expenseId, receiptId, description, createdBy } = expense;
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
                  <ReceiptInput
                    class="small"
                    text={t("receipts.replace")}
                    expenseId={expenseId}
                    replaces={receiptId}
                  />
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
