import "../../i18n/en/budgets";
import { useEffect, useRef } from "preact/hooks";
import type { Summary } from "../../../domain/expenses/summary";
import { mostUsed, readBudgets, standingOf } from "../../data/budgets/ledgerBudgets";
import { changeCount, idle } from "../../data/lists/expenseLists";
import { outbox } from "../../data/outbox/outbox";
import { t } from "../../i18n";
import { ledgerId } from "../../lib/ledger/openLedger";
import { online } from "../../lib/network/reach";
import { hrefOf } from "../../lib/page/pageRoute";
import { useLoad } from "../../parts/loading/loadable";
import { SteadyPlace } from "../../parts/loading/steadyPlace";
import { BudgetBar } from "./bar";
import { stateInWords } from "./budgetCard";

/** Budgets that show beside the month. */
const SHOWN = 3;

/**
 * Reads the most used budgets, again whenever the spending changes.
 * @param summary The spending. Undefined until it is known.
 */
export function useMostUsed(summary: Summary | undefined) {
  const { value, problem, reload } = useLoad(readBudgets, ledgerId.value);
  const sums = summary && stampOf(summary);
  const shown = useRef(sums);
  useEffect(() => {
    // Before a write is stored, the server would answer as before.
    if (!idle.value) return;
    // An expense that is added without a network changes nothing that could be read.
    if (shown.current !== undefined && shown.current !== sums && online.peek()) void reload();
    shown.current = sums;
  }, [sums, idle.value]);
  return { value, problem, budgets: mostUsed(value?.budgets ?? []).slice(0, SHOWN) };
}

/** Budgets beside the month. Nothing shows while there are none, or while they cannot be read: the month works without them. */
export function BudgetStrip({ summary }: { summary: Summary | undefined }) {
  const { value, budgets } = useMostUsed(summary);
  return (
    <SteadyPlace name="budgets" isKnown={value !== undefined}>
      {budgets.length > 0 && <BudgetLinks budgets={budgets} />}
    </SteadyPlace>
  );
}

/** Budgets with what is left of them. */
export function BudgetLinks({ budgets }: Pick<ReturnType<typeof useMostUsed>, "budgets">) {
  return (
    <nav class="budget-strip" aria-label={t("app.budgets")}>
      {budgets.map((budget) => (
        <a key={budget.id} class="tile" href={hrefOf("budgets")}>
          <bdi>{budget.name}</bdi>
          <span class={`budget-state ${standingOf(budget.current)}`}>
            {stateInWords(budget.current, budget.currency)}
          </span>
          <BudgetBar budget={budget} current={budget.current} />
        </a>
      ))}
    </nav>
  );
}

/**
 * Another text whenever the spending changes, or unsent entries arrive. A budget may count what changes no total: another
 * category, other parts or tags, another day.
 */
const stampOf = ({ currencies }: Summary) =>
  JSON.stringify([outbox.value.length, changeCount.value, currencies]);
