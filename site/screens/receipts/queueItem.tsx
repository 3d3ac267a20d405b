import "../../i18n/en/ledgers";
import type { QueuedReceipt } from "../../data/receipts/queuedReceipts";
import { discardReceipt, sendAnyway } from "../../data/receipts/receiptQueue";
import { inWords, t } from "../../i18n";
import { shared } from "../../lib/ledger/openLedger";
import { labelOf } from "./receiptWords";

/** A receipt on its way: how far it is, or why it is not sent. */
export function QueueItem({ queued }: { queued: QueuedReceipt }) {
  const { receiptId, fileName: name, state, sent = 0, problem, file, isShared } = queued;
  const anyway = isShared ? t("receipts.addShared") : t("receipts.sendAnyway");
  const again = state === "duplicate" ? anyway : t("app.retry");
  return (
    <li class="item">
      <span class="item-text">
        <bdi class="item-name receipt-name">{name}</bdi>
        <span class={`item-detail ${state === "refused" ? "problem" : "muted"}`} role="status">
          {problem && state !== "sending" ? inWords(problem) : inWordsOf(queued)}
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

function inWordsOf({ state, isShared }: QueuedReceipt): string {
  if (state === "refused") return "";
  if (state !== "duplicate" || !isShared) return t(`receipts.state.${state}`);
  return t("receipts.state.shared", { ledger: shared.value?.name ?? t("ledgers.own") });
}
