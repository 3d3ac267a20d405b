import "../../i18n/en/monthStart";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { inWords, t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { problemOf } from "../../lib/network/requestError";
import { untilSummed } from "../../lib/network/untilSummed";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { overtakerOf } from "./budgetVersions";
import { saveBudget, termsOf } from "./ledgerBudgets";

/**
 * Lets the months of the ledger start on another day. Each budget has a start of its own, so the page offers to move
 * those that share the months' former start, for their running periods and later ones.
 */
export async function startMonthsOn(day: number, before: number): Promise<void> {
  ledgerSettings.change((settings) => ({ ...settings, monthStartsOn: day }));
  const say = toastOfAct();
  const others = day === before ? [] : await budgetsFrom(before);
  if (others.length === 0) return;
  say(t("monthStart.offer", { count: others.length, day: before }), {
    label: t("monthStart.move"),
    run: () => move(others, day),
  });
}

/** The budgets whose months, quarters or years start on a day. None without a connection: they cannot be changed there. */
async function budgetsFrom(day: number): Promise<Budget[]> {
  const list = await untilSummed(() => call("GET /budgets")).catch(() => undefined);
  return list?.budgets.filter(({ period, startsOn }) => period !== "week" && startsOn === day) ?? [];
}

/** Moves budgets one after the other: they are stored together, so that each is a version of the same item. */
async function move(budgets: readonly Budget[], startsOn: number): Promise<void> {
  let moved = 0;
  let problem: string | undefined;
  try {
    for (const budget of budgets) moved += Number(await moveOne(budget, startsOn));
  } catch (error) {
    problem = inWords(problemOf(error).message);
  }
  const done = moved > 0 || !problem ? t("monthStart.moved", { count: moved, day: startsOn }) : undefined;
  showToast([done, problem].filter(Boolean).join(". "));
}

/** @returns false if somebody has let it start on another day meanwhile. Their other changes stay. */
async function moveOne(budget: Budget, startsOn: number): Promise<boolean> {
  const save = (seen: Budget) => saveBudget(seen.id, seen.version, { ...termsOf(seen), startsOn });
  try {
    await save(budget);
  } catch (error) {
    const stored = await overtakerOf(budget, error);
    if (stored.period === "week" || stored.startsOn !== budget.startsOn) return false;
    await save(stored);
  }
  return true;
}
