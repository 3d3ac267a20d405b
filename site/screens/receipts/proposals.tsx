import type { Expense } from "../../../domain/expenses/expense";
import { isolate } from "../../../domain/values/text";
import { attach, detach } from "../../data/receipts/receiptList";
import { expensesAround, type Stated } from "../../data/receipts/receiptProposals";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { undoAction } from "../../lib/network/undoAction";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { useLoad } from "../../parts/loading/loadable";
import { labelOf } from "./receiptWords";

/** Rows that are looked through at a glance. */
const MOST = 10;

/** Existing expenses that may be the receipt's: those of the amount and about the day that its form says, and others. */
export function Proposals({ id, stated: { amount, currency, day } }: { id: string; stated: Stated }) {
  const { value: around = [] } = useLoad(async () => (day ? expensesAround(day) : []), day);
  const isSame = (one: Expense) => one.amount === amount && one.currency === currency;
  const [same, others] = [around.filter(isSame), around.filter((one) => !isSame(one))];
  return (
    <>
      {same.length > 0 && (
        <section class="card receipt-hints" aria-label={t("receipts.proposals")}>
          <h2>{t("receipts.proposals")}</h2>
          <Rows id={id} expenses={same.slice(0, MOST)} />
        </section>
      )}
      {others.length > 0 && (
        <details class="card receipt-hints">
          <summary>{t("receipts.proposalsNear")}</summary>
          <Rows id={id} expenses={others.slice(0, MOST)} />
        </details>
      )}
    </>
  );
}

function Rows({ id, expenses }: { id: string; expenses: readonly Expense[] }) {
  return (
    <ul class="rows">
      {expenses.map((expense) => {
        const name = inWordsOf(expense);
        return (
          <li key={expense.expenseId} class="item">
            <span class="item-text">{name}</span>
            <ActionButton
              text={t("receipts.attach")}
              label={labelOf(t("receipts.attach"), name)}
              run={() => attachTo(id, expense.expenseId)}
            />
          </li>
        );
      })}
    </ul>
  );
}

const inWordsOf = ({ merchant, description, amount, currency, date }: Expense) =>
  [merchant ?? description, money(amount, currency), fullDay(date)].map((word) => isolate(word)).join(" · ");

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
  await detach(id);
  navigate("receipts", { receipt: id });
}
