import { median } from "simple-statistics";
import { addMonths } from "../values/day";
import { daysBetween, RHYTHMS } from "./cadences";
import { doublesOf } from "./doubles";
import { forecastOf } from "./forecast";
import { growthsOf, paceOf, yearOf } from "./growth";
import { isSameMerchant, nameKey } from "./merchants";
import type { Finding, Insights, Series, SpendingHistory } from "./model";
import { unusualKey } from "./oneOffs";
import { isRunning, yearlyCost } from "./series";
import { UNUSUAL_DAYS, unusualOf } from "./unusual";

/** Findings that are shown at a time: nobody reads a longer list. */
export const MAX_FINDINGS = 5;

/** Days in which a price change, or the end of a series, is news. */
const NEWS_DAYS = 62;

/**
 * Smallest amounts that are reported, as fractions of the median expense, so that they fit every currency and every
 * budget.
 */
const LEAST_DOUBLE = 0.2;
const LEAST_UNUSUAL = 1.5;

/**
 * Draws findings from a ledger's history in one currency. Everything depends on the history and the day alone.
 * @param isQuiet Returns true for the key of a finding that is not to be shown.
 * @param others Findings of other parts of the domain, which are ranked among the ones drawn from here.
 */
export function insightsOf(
  history: SpendingHistory,
  isQuiet: (key: string) => boolean,
  others: readonly Finding[] = [],
): Insights {
  const { today, series } = history;
  const forecast = forecastOf(history);
  const all = [
    ...others,
    ...doubleFindings(history),
    ...unusualFindings(history),
    ...series.flatMap((one) => seriesFindings(one, history)),
    ...paceOf(history),
    ...yearOf(history),
    ...growthsOf(history),
  ].sort((a, b) => Number(b.warns) - Number(a.warns) || b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return {
    ...(forecast && { forecast }),
    findings: all.filter(({ key }) => !isQuiet(key)).slice(0, MAX_FINDINGS),
    dismissed: all.filter(({ key }) => isQuiet(key)),
    series: series.filter((one) => isRunning(one, today)),
  };
}

function doubleFindings(history: SpendingHistory): Finding[] {
  const least = LEAST_DOUBLE * medianExpense(history);
  return doublesOf(history.charges, history.today, least).map(({ first, second }) => ({
    kind: "double",
    key: `double:${nameKey(second.name)}:${second.amount}:${first.day}`,
    warns: true,
    weight: second.amount,
    name: second.name,
    category: second.category,
    amount: second.amount,
    day: second.day,
    ...(first.day !== second.day && { since: first.day }),
  }));
}

function unusualFindings(history: SpendingHistory): Finding[] {
  const since = `${addMonths(history.today.slice(0, 7), -1)}-01`;
  const least = LEAST_UNUSUAL * medianExpense(history);
  return unusualOf(history, { since, least })
    .filter(({ charge }) => daysBetween(charge.day, history.today) <= UNUSUAL_DAYS)
    .map(({ charge, usual, times }) => ({
      kind: "unusual",
      key: unusualKey(charge),
      warns: false,
      weight: charge.amount - usual,
      name: charge.name,
      category: charge.category,
      amount: charge.amount,
      usual,
      times: Math.round(times * 10) / 10,
      day: charge.day,
    }));
}

/** A series that is new to the user, has another price, or stopped. */
function seriesFindings(series: Series, history: SpendingHistory): Finding[] {
  const { today } = history;
  const { name, merchant, category, cadence, amount, occurrences, nextOn } = series;
  const last = occurrences.at(-1);
  if (last === undefined) return [];
  const about = { name, category, cadence, amount, day: last.day, warns: false };
  const key = (kind: string, of: string | number) => `${kind}:${nameKey(merchant)}:${of}`;
  if (!isRunning(series, today)) {
    if (daysBetween(nextOn, today) > NEWS_DAYS) return [];
    return [{ ...about, kind: "stopped", key: key("stopped", last.day), weight: amount }];
  }
  const step = priceStepOf(series);
  if (step && daysBetween(step.day, today) <= NEWS_DAYS) {
    const weight = Math.abs(amount - step.before) * RHYTHMS[cadence].perYear;
    return [
      {
        ...about,
        kind: "price",
        key: key("price", amount),
        warns: true,
        weight,
        usual: step.before,
        day: step.day,
      },
    ];
  }
  if (isPlanned(series, history)) return [];
  return [{ ...about, kind: "recurring", key: key("recurring", cadence), weight: yearlyCost(series) / 12 }];
}

/** Returns true if the ledger has a rule for a series. */
export const isPlanned = ({ name }: Series, { planned }: SpendingHistory) =>
  planned.some((one) => isSameMerchant(one, name));

/** The last change of price, with the day of the first charge at the new one. */
function priceStepOf({ occurrences, varies }: Series): { before: number; day: string } | undefined {
  if (varies) return undefined;
  const index = occurrences.findLastIndex(
    ({ amount }, at) => at > 0 && amount !== occurrences[at - 1]?.amount,
  );
  const [before, after] = [occurrences[index - 1], occurrences[index]];
  return before && after && { before: before.amount, day: after.day };
}

const medianExpense = ({ charges }: SpendingHistory) => {
  const amounts = charges.filter(({ kind }) => kind === undefined).map(({ amount }) => amount);
  return amounts.length > 0 ? median(amounts) : 0;
};
