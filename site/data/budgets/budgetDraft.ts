import "../../i18n/en/fields";
import "../../i18n/en/budgets";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { MAX_BUDGET_AMOUNT } from "../../../domain/budgets/maxBudget";
import type { Rollover } from "../../../domain/budgets/model";
import type { PeriodUnit } from "../../../domain/budgets/periods";
import { isSameCategory } from "../../../domain/expenses/category";
import { MAX_BUDGET_NAME_LENGTH } from "../../../domain/values/limits";
import { isWithin, oneLine } from "../../../domain/values/text";
import { type Said, say } from "../../i18n";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import { settings } from "../../lib/ledger/shownSettings";
import { tagsIn } from "../forms/tagList";
import { type BudgetTermsShown, readThresholds } from "./ledgerBudgets";

// The input of the form of a budget, and its meaning.

export const SCOPES = ["all", "categories", "tags"] as const;

/** The parts of a budget that are chosen, not typed. */
export interface ChosenTerms {
  scope: (typeof SCOPES)[number];
  categories: readonly string[];
  tags: readonly string[];
  period: PeriodUnit;
  startsOn: number;
  rollover: Rollover;
}

/** The parts that are typed. */
interface TypedTerms {
  name: string;
  amount: string;
  /** ISO 4217; what the amount's text names has precedence. */
  currency: string;
  thresholds: string;
}

export type BudgetProblems = { [Field in "name" | "amount" | "scope" | "thresholds" | "other"]?: Said };

/** The day on which a period starts unless another is chosen: Monday, or the first day of the ledger's months. */
const standardStart = (period: PeriodUnit) => (period === "week" ? 1 : (settings.value.monthStartsOn ?? 1));

/** The choices that somebody made in a form; the others follow the budget and the settings, which may arrive or change later. */
export type OwnChoices = Partial<ChosenTerms>;

/**
 * The choices that the form of a budget shows.
 * @param own A period among them starts where such a period does unless its start is chosen after it.
 */
export function chosenOf(budget: Budget | undefined, own: OwnChoices = {}): ChosenTerms {
  const { categories, tags, period: saved = "month", rollover = "none" } = budget ?? {};
  const { period = saved } = own;
  const start = own.period === undefined ? budget?.startsOn : undefined;
  return {
    scope: tags ? "tags" : categories ? "categories" : "all",
    categories: categories ?? [],
    tags: tags ?? [],
    startsOn: start ?? standardStart(period),
    rollover,
    ...own,
    period,
  };
}

/** Adds a choice to those before. The start of another period is not that of this one. */
export function choosing({ startsOn, ...before }: OwnChoices, choice: OwnChoices): OwnChoices {
  return { ...before, ...(startsOn && !choice.period && { startsOn }), ...choice };
}

/** The categories that a budget can have: its own as it names them, also one that is gone from the ledger, and the others. */
export const offeredCategories = (chosen: readonly string[], known: readonly string[]): string[] => [
  ...chosen,
  ...known.filter((name) => !chosen.some((one) => isSameCategory(one, name))),
];

/** Tags that were typed, separated by commas, each once. */
export function readTagList(text: string): string[] {
  return tagsIn(text.replace(/(^|[,،])\s*#/g, "$1"));
}

/** The terms in a form, or its problem. */
export function termsIn(
  typed: TypedTerms,
  chosen: ChosenTerms,
): { terms: BudgetTermsShown } | { problems: BudgetProblems } {
  const name = oneLine(typed.name);
  const read = readTypedAmount(typed.amount, typed.currency, MAX_BUDGET_AMOUNT);
  const thresholds = readThresholds(typed.thresholds);
  const { scope, categories, tags, ...others } = chosen;
  const names = scope === "tags" ? tags : categories;
  const problems: BudgetProblems = {
    ...(name === "" && { name: say("budgets.nameMissing") }),
    ...(!isWithin(name, MAX_BUDGET_NAME_LENGTH) && {
      name: say("fields.tooLong", { count: MAX_BUDGET_NAME_LENGTH }),
    }),
    ...("problem" in read && { amount: read.problem }),
    ...(scope !== "all" && names.length === 0 && { scope: say("budgets.chooseSome") }),
    ...(thresholds === undefined && { thresholds: say("budgets.thresholdsWrong") }),
  };
  if ("problem" in read || thresholds === undefined || Object.keys(problems).length > 0) return { problems };
  const { amount, currency } = read;
  return {
    terms: { name, amount, currency, thresholds, ...others, ...(scope !== "all" && { [scope]: [...names] }) },
  };
}
