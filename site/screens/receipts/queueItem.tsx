import type { QueuedReceipt } from "../../data/receipts/queuedReceipts";
import { discardReceipt, sendAnyway } from "../../data/receipts/receiptQueue";
import { inWords, t } from "../../i18n";
import { labelOf } from "./receiptWords";

/** A receipt on its way: how far it is, or why it is not sent. */
export function QueueItem({ queued }: { queued: QueuedReceipt }) {
  const { receiptId, fileName: name, state, sent = 0, problem, file } = queued;
  const again = state === "duplicate" ? t("receipts.sendAnyway") : t("app.retry");
  return (
    <li class="item">
      <span class="item-text">
        <bdi class="item-name receipt-name">{name}</bdi>
        <span class={`item-detail ${state === "refused" ? "problem" : "muted"}`} role="status">
          {problem && state !== "sending"
            ? inWords(problem)
            : state !== "refused" && t(`receipts.state.${state}`)}
        </span>
        {state === "sending" && (
          <progress
            class="receipt-sent"
            aria-label={labelOf(t("receipts.state.sending"), name)}
            value={sent}
            max={1}
          />
        )}
      </span>
      <span class="item-actions">
        {(state === "duplicate" || (state === "refused" && file)) && (
          <button
            type="button"
            class="button small"
            aria-label={labelOf(again, name)}
            onClick={() => sendAnyway(receiptId)}
          >
            {again}
          </button>
        )}
        {state !== "sending" && (
          <button
            type="button"
            class="button small"
            aria-label={labelOf(t("receipts.discard"), name)}
            onClick={() => discardReceipt(receiptId)}
          >
            {t("receipts.discard")}
          </button>
        )}
      </span>
    </li>
  );
}
