import "../../i18n/en/receipts";
import { useRef, useState } from "preact/hooks";
import type { ReceiptDetails } from "../../../domain/receipts/receiptSchemas";
import { type Choice, choicesOf } from "../../data/receipts/receiptChoices";
import { readReceipt } from "../../data/receipts/receiptList";
import type { Stated } from "../../data/receipts/receiptProposals";
import { mayChangeReceipt } from "../../data/receipts/receiptRights";
import { t } from "../../i18n";
import { fittingAmount } from "../../lib/formatting/fittingAmount";
import { navigate } from "../../lib/page/pageRoute";
import { typeInto } from "../../parts/fields/typeInto";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { useDerived } from "../../parts/loading/useDerived";
import { ConfirmForm } from "./confirmForm";
import { Hints } from "./hints";
import { Picture } from "./picture";
import { Proposals } from "./proposals";
import { Holder } from "./receiptHolder";
import { detailsOf, failureInWords, isWithoutFile, nameOf } from "./receiptWords";
import { Removal } from "./removal";

/** A receipt: its picture beside the fields of its expense. */
export function Confirm({ id }: { id: string }) {
  const details = useLoad(() => readReceipt(id), id);
  return (
    <Loaded from={details} rows={6}>
      {(receipt) => <Receipt receipt={receipt} onReload={details.reload} />}
    </Loaded>
  );
}

function Receipt({ receipt, onReload }: { receipt: ReceiptDetails; onReload: () => Promise<void> }) {
  const { receiptId, fileName, hasFile, state, draft } = receipt;
  const form = useRef<HTMLFormElement>(null);
  const [stated, setStated] = useState<Stated>();
  const choices = useDerived(() => (draft ? choicesOf(draft) : []), [draft]);
  const isOpen = state !== "confirmed" && mayChangeReceipt(receipt);
  const choose = ({ field, value }: Choice) => {
    // The field of the currency fits the amount to it by itself.
    const isOfOther = field === "amount" && draft && stated && stated.currency !== draft.currency;
    const fitting = isOfOther ? fittingAmount(value, draft.currency, stated.currency) : value;
    typeInto(form.current, field, fitting);
  };
  const name = nameOf(receipt);
  return (
    <>
      <header class="receipt-head">
        <h1 tabIndex={-1}>
          <bdi>{name}</bdi>
        </h1>
        {mayChangeReceipt(receipt) && (
          <Removal id={receiptId} name={name} onDone={() => navigate("receipts")} />
        )}
      </header>
      <div class="receipt-desk">
        <section class="card receipt-side" aria-label={t("receipts.picture")}>
          {isOpen && choices.some(({ box }) => box) && <p class="hint">{t("receipts.hint")}</p>}
          {hasFile && (
            <Picture
              id={receiptId}
              fileName={fileName}
              choices={choices}
              {...(isOpen && { onChoose: choose })}
            />
          )}
        </section>
        <div class="stack receipt-fields">
          {isOpen ? (
            <>
              <Hints receipt={receipt} onReload={onReload} />
              {stated && <Proposals id={receiptId} stated={stated} />}
              <ConfirmForm
                form={form}
                receipt={receipt}
                choices={choices}
                onChoose={choose}
                stated={stated}
                onStated={setStated}
              />
            </>
          ) : (
            <>
              <p class="muted">{detailsOf(receipt)}</p>
              {isWithoutFile(receipt) && <p class="problem">{failureInWords(receipt)}</p>}
              {receipt.expenseId && <Holder id={receiptId} expenseId={receipt.expenseId} hasFile={hasFile} />}
            </>
          )}
        </div>
      </div>
    </>
  );
}
