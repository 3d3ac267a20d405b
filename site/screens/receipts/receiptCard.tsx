import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { readAgain } from "../../data/receipts/receiptList";
import { isReadable, mayChangeReceipt } from "../../data/receipts/receiptRights";
import { t } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { ActionButton } from "../../parts/basics/actionButton";
import { ProgressBar } from "../../parts/basics/progressBar";
import { detailsOf, failureInWords, isWithoutFile, labelOf, nameOf } from "./receiptWords";
import { Removal } from "./removal";

/** A receipt that the API has. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { state, createdBy } = receipt;
  const name = nameOf(receipt);
  return (
    <li class="item">
      <span class="item-text">
        <bdi class="item-name receipt-name">{name}</bdi>
        <span class="item-detail muted">{detailsOf(receipt)}</span>
        {(state === "failed" || isWithoutFile(receipt)) && (
          <span class="item-detail problem" role="status">
            {failureInWords(receipt)}
          </span>
        )}
        {state === "uploading" && (
          <span class="item-detail muted" role="status">
            {t("receipts.state.uploading")}
          </span>
        )}
        {state === "reading" && <ProgressBar label={labelOf(t("receipts.state.reading"), name)} />}
      </span>
      {mayEdit(createdBy) && (
        <span class="item-actions">
          <Actions receipt={receipt} name={name} />
        </span>
      )}
    </li>
  );
}

function Actions({ receipt, name }: { receipt: Receipt; name: string }) {
  const { receiptId, state } = receipt;
  const href = hrefOf("receipts", { receipt: receiptId });
  return (
    <>
      {state === "toConfirm" && (
        <a class="button small primary" href={href} aria-label={labelOf(t("receipts.confirm"), name)}>
          {t("receipts.confirm")}
        </a>
      )}
      {state === "failed" && isReadable(receipt) && (
        <ActionButton
          text={t("app.retry")}
          label={labelOf(t("app.retry"), name)}
          run={() => readAgain(receiptId)}
        />
      )}
      {state === "failed" && (
        <a class="button small" href={href} aria-label={labelOf(t("receipts.type"), name)}>
          {t("receipts.type")}
        </a>
      )}
      {state === "confirmed" && (
        <a class="button small" href={href} aria-label={labelOf(t("receipts.open"), name)}>
          {t("receipts.open")}
        </a>
      )}
      {mayChangeReceipt(receipt) && <Removal id={receiptId} name={name} />}
    </>
  );
}
