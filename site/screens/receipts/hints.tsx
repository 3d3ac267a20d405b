import type { ReceiptDetails } from "../../../domain/receipts/receiptSchemas";
import { isolate } from "../../../domain/values/text";
import { attach, detach, readAgain } from "../../data/receipts/receiptList";
import { mayChangeReceipt } from "../../data/receipts/receiptRights";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { problemOf } from "../../lib/network/requestError";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { undoAction } from "../../lib/page/undoAction";
import { ActionButton } from "../../parts/basics/actionButton";
import { failureInWords, labelOf } from "./receiptWords";

type Match = ReceiptDetails["similar"][number];

/** Hints before a receipt is confirmed: uncertain values, and existing expenses. */
export function Hints({ receipt, onReload }: { receipt: ReceiptDetails; onReload: () => Promise<void> }) {
  const { receiptId, state, hasFile, draft, similar, proposals } = receipt;
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
          {hasFile && mayChangeReceipt(receipt) && (
            <ActionButton
              text={t("receipts.readAgain")}
              run={async () => {
                await readAgain(receiptId);
                await onReload();
                navigate("receipts");
              }}
            />
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
      {proposals.length > 0 && <Proposals id={receiptId} proposals={proposals} />}
    </>
  );
}

/** Existing expenses that may be the receipt's. */
function Proposals({ id, proposals }: { id: string; proposals: readonly Match[] }) {
  return (
    <section class="card receipt-hints" aria-label={t("receipts.proposals")}>
      <h2>{t("receipts.proposals")}</h2>
      <ul class="rows">
        {proposals.map((match) => {
          const { expenseId = "" } = match;
          const name = inWordsOf(match);
          return (
            <li key={expenseId} class="item">
              <span class="item-text">{name}</span>
              <ActionButton
                text={t("receipts.attach")}
                label={labelOf(t("receipts.attach"), name)}
                run={() => attachTo(id, expenseId)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

async function attachTo(id: string, expenseId: string): Promise<void> {
  const { description: name, date } = await attach(id, expenseId);
  navigate("receipts");
  showToast(
    t("receipts.attached", { name }),
    {
      label: t("app.show"),
      run: () => navigate(date.slice(0, 7), { expense: expenseId }),
    },
    undoAction(() => detachAgain(id)),
  );
}

async function detachAgain(id: string): Promise<void> {
  try {
    await detach(id);
    navigate("receipts", { receipt: id });
  } catch (error) {
    showToast(problemOf(error).message);
  }
}

function inWordsOf({ fileName, merchant = fileName, amount, currency, day }: Match): string {
  const words = [merchant, amount && currency && money(amount, currency), day && fullDay(day)];
  return words.flatMap((word) => (word ? isolate(word) : [])).join(" · ");
}
