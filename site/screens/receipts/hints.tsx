import type { ReceiptDetails } from "../../../domain/receipts/receiptSchemas";
import { isolate } from "../../../domain/values/text";
import { readAgain } from "../../data/receipts/receiptList";
import { isReadable, mayChangeReceipt } from "../../data/receipts/receiptRights";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { navigate } from "../../lib/page/pageRoute";
import { ActionButton } from "../../parts/basics/actionButton";
import { ReceiptCost } from "../../parts/fields/receiptCost";
import { failureInWords } from "./receiptWords";

type Match = ReceiptDetails["similar"][number];

/** Hints before a receipt is confirmed: uncertain values, what it may be a duplicate of, and its sums. */
export function Hints({ receipt, onReload }: { receipt: ReceiptDetails; onReload: () => Promise<void> }) {
  const { receiptId, state, draft, similar } = receipt;
  const doubts = draft?.doubts ?? [];
  return (
    <>
      {(state === "failed" || (state === "toConfirm" && !draft)) && (
        <div class="card receipt-hints">
          {state === "failed" ? (
            <p class="problem">{failureInWords(receipt)}</p>
          ) : (
            <p>{t("receipts.draftGone")}</p>
          )}
          {isReadable(receipt) && mayChangeReceipt(receipt) && (
            <>
              <ActionButton
                text={t("receipts.readAgain")}
                run={async () => {
                  await readAgain(receiptId);
                  await onReload();
                  navigate("receipts");
                }}
              />
              <ReceiptCost />
            </>
          )}
        </div>
      )}
      {doubts.length + similar.length > 0 && (
        <ul class="card receipt-hints">
          {similar.map((match) => (
            <li key={`${match.receiptId} ${match.expenseId}`}>
              {t(match.sameFile ? "receipts.similarFile" : "receipts.similar", { name: inWordsOf(match) })}
            </li>
          ))}
          {doubts.map((doubt) => (
            <li key={doubt}>{t(`receipts.doubt.${doubt}`)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function inWordsOf({ fileName, merchant = fileName, amount, currency, day }: Match): string {
  const words = [merchant, amount && currency && money(amount, currency), day && fullDay(day)];
  return words.flatMap((word) => (word ? isolate(word) : [])).join(" · ");
}
