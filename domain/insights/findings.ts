import { median } from "simple-statistics";
import { MAX_FINDINGS } from "../values/limits";
import { daysBetween, RHYTHMS } from "./cadences";
import { doublesOf } from "./doubles";
import { forecastOf } from "./forecast";
import { comparisonsOf } from "./growth";
import { nameKey } from "./merchants";
import type { Charge, Finding, Insights, Series, SpendingHistory } from "./model";
import { amountInCategory, unusualKey } from "./oneOffs";
import { endedBy, makerOf } from "./planPairs";
import { chargeRows, ownRows, seriesRows } from "./rowsBehind";
import { isRunning, priceStepOf, yearlyCost } from "./series";
import { priceKeys, recurringKeys, stoppedKeys } from "./seriesKeys";
import type { Told } from "./told";
import { firstCompared, isRecent, type Unusual, unusualOf } from "./unusual";

/** Days in which a price change, or the end of a series, is news. */
const NEWS_DAYS = 62;

/**
 * The least amounts that are reported, as fractions of the ledger's median expense, so that they fit every currency and
 * every household: of a double charge, and in a year of a series or its change of price; and of the distance of an
 * expense, a month or a year from the usual. Budgets have a minimum of their own.
 */
const LEAST_CHARGE = 0.2;
const LEAST_DISTANCE = 1;

/**
 * Draws findings from a ledger's history in one currency. Everything depends on the history and the day alone.
 * @param isQuiet Returns true for the key of a finding that is not to be shown.
 * @param others Findings of other parts of the domain, which are ranked among the ones drawn from here.
 */
export function insightsOf(
  history: SpendingHistory,
  isQuiet: (key: string, currency: string) => boolean,
  others: readonly Finding[] = [],
): Insights {
  const { today, series, currency } = history;
  const forecast = forecastOf(history);
  const ranked = [...others, ...drawnFrom(history)].sort(
    (a, b) => Number(b.warns) - Number(a.warns) || b.weight - a.weight || (a.key < b.key ? -1 : 1),
  );
  const all = withDistinctKeys(ranked);
  const quietKeyOf = ({ key, formerKeys = [] }: Finding) =>
    [key, ...formerKeys].find((one) => isQuiet(one, currency));
  return {
    ...(forecast && { forecast }),
    findings: all.filter((one) => quietKeyOf(one) === undefined).slice(0, MAX_FINDINGS),
    // With the key by which it was dismissed, by which it is shown again as well.
    dismissed: all.flatMap((one) => {
      const key = quietKeyOf(one);
      return key === undefined ? [] : { ...one, key };
    }),
    series: series.filter((one) => isRunning(one, today)),
  };
}

/** The first finding of each key: equal expenses of a day share one. */
function withDistinctKeys(findings: readonly Finding[]): Finding[] {
  const keys = new Set<string>();
  return findings.filter(({ key }) => !keys.has(key) && keys.add(key));
}

/** All findings that matter enough, each fact once: a dismissed finding still explains others. */
function drawnFrom(history: SpendingHistory): Finding[] {
  const typical = medianExpense(history);
  const [leastCharge, leastDistance] = [LEAST_CHARGE * typical, LEAST_DISTANCE * typical];
  const doubles = doublesOf(history).filter(({ second }) => second.amount >= leastCharge);
  const seconds = new Set(doubles.map(({ second }) => second));
  const paired = new Set(doubles.flatMap(({ first, second }) => [first, second].map(unusualKey)));
  const first = firstCompared(history.today);
  const unusualFrom = (day: string) =>
    unusualOf(history, day).filter(({ amount, usual }) => amount - usual >= leastDistance);
  const unusual = unusualFrom(first);
  const toldFrom = (day: string) => [
    ...[...history.oneOffs, ...seconds].map((charge) =>
      toldOf(charge, history, { excess: charge.amount, share: amountInCategory(charge) }),
    ),
    ...(day < first ? unusualFrom(day) : unusual)
      .filter(({ charge }) => !seconds.has(charge))
      .map(({ charge, amount, usual }) => toldOf(charge, history, { excess: amount - usual })),
  ];
  const rules = { isPlanned: plannedIn(history), isEnded: endedBy(history.planned) };
  return [
    ...doubles.map(doubleFinding),
    ...unusual
      .filter(({ charge }) => isRecent(charge, history.today) && !paired.has(unusualKey(charge)))
      .map(unusualFinding),
    ...history.series
      .filter((one) => yearlyCost(one) >= leastCharge)
      .flatMap((one) => seriesFindings(one, history, leastCharge, rules)),
    ...comparisonsOf(history, leastDistance, toldFrom),
  ];
}

/** @param excess What is told of it; of a split expense, also the part of that in its category. */
function toldOf(
  charge: Charge,
  { merchants, refunds }: SpendingHistory,
  excess: Pick<Told, "excess" | "share">,
): Told {
  const partOf = ({ day, category, name }: Charge) => ({
    ...{ from: day, to: day, category },
    merchant: merchants.of(name),
  });
  const back = (refunds.get(charge) ?? []).map((one) => ({
    ...partOf(one),
    excess: -one.amount,
    share: -amountInCategory(one),
  }));
  return { ...partOf(charge), ...excess, ...(back.length > 0 && { refunds: back }) };
}

const doubleFinding = ({ first, second }: { first: Charge; second: Charge }): Finding => ({
  kind: "double",
  key: `double:${nameKey(second.name)}:${second.amount}:${first.day}`,
  warns: true,
  weight: second.amount,
  name: second.name,
  category: second.category,
  amount: second.amount,
  day: second.day,
  ...(first.day !== second.day && { since: first.day }),
  rows: chargeRows([first, second]),
});

const unusualFinding = ({ charge, amount, usual, times }: Unusual): Finding => ({
  kind: "unusual",
  key: unusualKey(charge),
  warns: false,
  weight: amount - usual,
  name: charge.name,
  category: charge.category,
  amount,
  usual,
  times: Math.round(times * 10) / 10,
  day: charge.day,
  rows: ownRows(charge),
});

/**
 * A series that is new to the user, has another price, or stopped.
 * @param least Smaller changes of price, in a year, are not reported.
 * @param rules The series that a rule makes, and those whose rule explains that they stopped.
 */
function seriesFindings(
  series: Series,
  history: SpendingHistory,
  least: number,
  rules: Record<"isPlanned" | "isEnded", (series: Series) => boolean>,
): Finding[] {
  const { today } = history;
  const { name, category, cadence, amount, occurrences, nextOn } = series;
  const last = occurrences.at(-1);
  if (last === undefined) return [];
  const rows = seriesRows(series);
  const about = { name, category, cadence, amount, day: last.day, warns: false, rows };
  if (!isRunning(series, today)) {
    if (daysBetween(nextOn, today) > NEWS_DAYS || rules.isEnded(series)) return [];
    return [{ ...about, kind: "stopped", ...stoppedKeys(series, history), weight: amount }];
  }
  const step = priceStepOf(series);
  const isNews = step && daysBetween(step.after.day, today) <= NEWS_DAYS;
  const price = isNews && {
    ...about,
    ...priceOf(series, step),
    ...priceKeys(series, history, step.after.amount),
  };
  if (price && price.weight >= least) return [price];
  if (rules.isPlanned(series)) return [];
  return [
    { ...about, kind: "recurring", ...recurringKeys(series, history), weight: yearlyCost(series) / 12 },
  ];
}

/** The first charge at the new price says it: later ones may differ a little, as with a price in another currency. */
function priceOf(
  { cadence }: Series,
  { before: { amount: usual }, after: { amount, day } }: { before: Charge; after: Charge },
): Omit<Finding, "key" | "name" | "category" | "cadence" | "rows"> {
  return {
    kind: "price",
    warns: amount > usual,
    weight: Math.abs(amount - usual) * RHYTHMS[cadence].perYear,
    amount,
    usual,
    day,
  };
}

/** Creates a predicate for series that a rule of the ledger makes, be it paused: a second one would make them twice. */
export function plannedIn({ planned }: SpendingHistory): (series: Series) => boolean {
  const makers = makerOf(planned);
  return (series) => makers(series) !== undefined;
}

const medianExpense = ({ charges }: SpendingHistory) => {
  const amounts = charges.filter(({ kind }) => kind === undefined).map(({ amount }) => amount);
  return amounts.length > 0 ? median(amounts) : 0;
};
