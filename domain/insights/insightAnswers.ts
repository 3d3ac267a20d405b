import { trendMonths } from "../digests/trends";
import { addDays } from "../values/day";
import { formatAmount } from "../values/money";
import { insightsOf, plannedIn } from "./findings";
import { CALENDAR_WEEKS } from "./insightLimits";
import type { InsightsAnswer } from "./insightSchemas";
import { letterFactsOf } from "./letterFacts";
import type {
  BudgetInsights,
  BudgetOutlook,
  Charge,
  Finding,
  Forecast,
  Insights,
  RowsBehind,
  Series,
  SpendingHistory,
} from "./model";
import { amountInCategory } from "./oneOffs";
import { ownRows, seriesRows } from "./rowsBehind";
import { yearlyCost } from "./series";
import { sum } from "./statistics";

type CurrencyInsights = InsightsAnswer["currencies"][number];

const SHOWN_MONTHS = 12;
const SHOWN_CATEGORIES = 8;

/** The answer of insights into the histories of a ledger, in each of its currencies. */
export function insightsAnswer(
  histories: readonly SpendingHistory[],
  today: string,
  isQuiet: (key: string, currency: string) => boolean,
  budgetsIn: (currency: string) => BudgetInsights,
): InsightsAnswer {
  const months = trendMonths(SHOWN_MONTHS, today);
  const currencies = histories.map((history) => {
    const { budgets, findings } = budgetsIn(history.currency);
    return inCurrency(history, insightsOf(history, isQuiet, findings), budgets, months);
  });
  return { today, months, currencies };
}

function inCurrency(
  history: SpendingHistory,
  { forecast, findings, dismissed, series }: Insights,
  budgets: readonly BudgetOutlook[],
  months: readonly string[],
): CurrencyInsights {
  const { currency, today, spent } = history;
  const write = (minor: number) => formatAmount(minor, currency);
  const select = (rows: RowsBehind) => shownRows(rows, currency, write);
  const letter = letterFactsOf(history, forecast);
  const isPlanned = plannedIn(history);
  const first = addDays(today, 1 - 7 * CALENDAR_WEEKS);
  return {
    currency,
    ...(forecast && { forecast: shownForecast(forecast, write) }),
    ...(letter && { letter }),
    budgets: budgets.map((budget) => shownBudgetOutlook(budget, write)),
    findings: findings.map((finding) => shownFinding(finding, write, select)),
    dismissed: dismissed.map((finding) => shownFinding(finding, write, select)),
    oneOffs: oneOffsOf(history).map(([key, charge]) => ({
      ...shownOneOff(key, charge, write),
      rows: select(ownRows(charge)),
    })),
    series: series.map((one) => ({
      ...shownSeries(one, write),
      planned: isPlanned(one),
      rows: select(seriesRows(one)),
    })),
    days: [...spent].filter(([day]) => day >= first).map(([day, total]) => ({ day, total: write(total) })),
    categories: categoriesOf(history, months).map(({ category, totals }) => ({
      category,
      totals: totals.map(write),
    })),
  };
}

function shownForecast(
  { total, low, high, spent, due, periods }: Forecast,
  write: (minor: number) => string,
) {
  return {
    total: write(total),
    low: write(low),
    high: write(high),
    spent: write(spent),
    due: write(due),
    months: periods,
  };
}

function shownBudgetOutlook(
  { available, spent, forecast: { total, low, high }, ...others }: BudgetOutlook,
  write: (minor: number) => string,
) {
  return {
    ...others,
    available: write(available),
    spent: write(spent),
    total: write(total),
    low: write(low),
    high: write(high),
  };
}

/** Returns the parameters of `GET /expenses` that select rows. */
export function shownRows(
  { category, tag, name, amount, kind, ...days }: RowsBehind,
  currency: string,
  write: (minor: number) => string,
) {
  return {
    ...days,
    currency,
    kind: [...kind],
    ...(category && { category: [...category] }),
    ...(tag && { tag: [...tag] }),
    ...(name && { name: [...name] }),
    ...(amount && { amount: amount.map(write) }),
  };
}

function shownFinding(
  { weight: _weight, formerKeys: _former, amount, usual, rows, usualRows, ...others }: Finding,
  write: (minor: number) => string,
  select: (rows: RowsBehind) => ReturnType<typeof shownRows>,
) {
  return {
    ...others,
    amount: write(amount),
    ...(usual !== undefined && { usual: write(usual) }),
    rows: select(rows),
    ...(usualRows && { usualRows: select(usualRows) }),
  };
}

/** The latest first. Equal expenses of a day are marked together. */
const oneOffsOf = ({ marks }: SpendingHistory) =>
  [...new Map([...marks].map(([charge, key]) => [key, charge]))].reverse();

function shownOneOff(key: string, charge: Charge, write: (minor: number) => string) {
  const { name, category, day } = charge;
  return { key, name, category, amount: write(amountInCategory(charge)), day };
}

function shownSeries(series: Series, write: (minor: number) => string) {
  const { name, category, cadence, amount, varies, occurrences, nextOn, usualDay } = series;
  const last = occurrences.at(-1);
  return {
    name,
    ...(last?.description !== undefined && { description: last.description }),
    category,
    cadence,
    varies,
    nextOn,
    ...(usualDay !== undefined && { usualDay }),
    amount: write(amount),
    yearly: write(yearlyCost(series)),
    count: occurrences.length,
    lastOn: last?.day ?? nextOn,
  };
}

function categoriesOf({ categories }: SpendingHistory, months: readonly string[]) {
  return [...categories]
    .map(([category, own]) => ({ category, totals: months.map((month) => own.get(month) ?? 0) }))
    .filter(({ totals }) => totals.some((total) => total !== 0))
    .sort((a, b) => sum(b.totals) - sum(a.totals) || (a.category < b.category ? -1 : 1))
    .slice(0, SHOWN_CATEGORIES);
}
