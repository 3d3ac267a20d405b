import { useState } from "preact/hooks";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { isPart, type RunningPeriod, rowsHref, standingOf } from "../../data/budgets/ledgerBudgets";
import { minorOf } from "../../data/expenses/expenseSums";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { fullDay, money } from "../../lib/formatting/format";
import { BudgetBar } from "./bar";
import { EarlierPeriods } from "./earlierPeriods";

interface BudgetCardProps {
  budget: Budget;
  /** Absent for users who can only read. */
  onEdit: (() => void) | undefined;
}

/** A budget: what is spent, left and expected, and the link to its expenses. */
export function BudgetCard({ budget, onEdit }: BudgetCardProps) {
  const { name, current, currency, period, from } = budget;
  const [open, setOpen] = useState(false);
  return (
    <>
      <div class="budget-head">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span class="muted">{t(`budgets.every.${period}`)}</span>
        {onEdit && (
          <button
            type="button"
            class="button quiet small push"
            aria-label={t("budgets.edit", { name })}
            onClick={onEdit}
          >
            {t("budgets.change")}
          </button>
        )}
      </div>
      {current ? (
        <Running budget={budget} current={current} />
      ) : (
        <p class="muted">
          {money(budget.amount, currency)} · {t("budgets.planned", { day: fullDay(from) })}
        </p>
      )}
      <Names budget={budget} />
      {current && from < current.from && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t("budgets.earlier")}</summary>
          {open && <EarlierPeriods id={budget.id} />}
        </details>
      )}
    </>
  );
}

function Running({ budget, current }: { budget: Budget; current: RunningPeriod }) {
  const { name, currency } = budget;
  const write = (amount: string) => money(amount, currency);
  const { spent, available, carried, from, to, days, daysLeft, leftPerDay, expected } = current;
  return (
    <>
      <a class="budget-link" href={rowsHref(budget, current)} title={t("budgets.rows", { name })}>
        <span class="budget-sum">
          {t("budgets.of", { spent: write(spent), available: write(available) })}
        </span>
        <strong class={`budget-state ${standingOf(current)}`}>{stateInWords(current, currency)}</strong>
        <BudgetBar budget={budget} current={current} />
      </a>
      <p class="budget-facts muted">
        {minorOf(leftPerDay) > 0 && (
          <span>{t("budgets.perDay", { amount: write(leftPerDay), count: daysLeft })}</span>
        )}
        <span>{expected && expectedInWords(expected, write)}</span>
        {isPart(budget, current) && <span>{t("budgets.part", { amount: write(budget.amount) })}</span>}
        {minorOf(carried) !== 0 && <span>{t("budgets.carried", { amount: write(carried) })}</span>}
        <span>
          {t("budgets.day", {
            from: fullDay(from),
            to: fullDay(to),
            day: days - daysLeft + 1,
            days,
          })}
        </span>
      </p>
    </>
  );
}

/** The rest of a budget, in words. */
export function stateInWords(current: RunningPeriod, currency: string): string {
  const { left } = current;
  switch (standingOf(current)) {
    case "within":
      return t("budgets.left", { left: money(left, currency) });
    case "usedUp":
      return t("budgets.usedUp");
    default:
      return t("budgets.over", { over: money(left.replace("-", ""), currency) });
  }
}

function expectedInWords(
  { amount, low, high }: NonNullable<RunningPeriod["expected"]>,
  write: (amount: string) => string,
): string {
  if (low === high) return t("budgets.expected", { amount: write(amount) });
  return t("budgets.band", { amount: write(amount), low: write(low), high: write(high) });
}

/** The scope of a budget; once it runs, each name leads to its expenses. */
function Names({ budget }: { budget: Budget }) {
  const { categories = [], tags = [], current } = budget;
  const names = [
    ...categories.map((name) => [name, categoryName(name)] as const),
    ...tags.map((name) => [name, `#${name}`] as const),
  ];
  if (names.length === 0) return null;
  return (
    <p class="budget-names">
      {names.map(([name, text]) => (
        <a key={name} class="chip" href={current && rowsHref(budget, current, name)}>
          <bdi>{text}</bdi>
        </a>
      ))}
    </p>
  );
}
