import { median } from "simple-statistics";
import { addDays } from "../values/day";
import { MAX_FINDINGS } from "../values/limits";
import { dearBillsOf } from "./dearBills";
import { doublesOf } from "./doubles";
import { forecastOf } from "./forecast";
import { comparisonsOf } from "./growth";
import { nameKey } from "./merchants";
import type { Charge, Finding, Insights, Series, SpendingHistory } from "./model";
import { amountInCategory, unusualKey } from "./oneOffs";
import { endedBy, makerOf } from "./planPairs";
import { chargeRows, ownRows } from "./rowsBehind";
import { isRunning } from "./series";
import { NEWS_DAYS, seriesFindings } from "./seriesFindings";
import type { Told } from "./told";
import { firstCompared, isRecent, type Unusual, unusualOf } from "./unusual";

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
  const billsFrom = (day: string) =>
    dearBillsOf(history, day).filter(({ charge, usual }) => charge.amount - usual >= leastDistance);
  const toldFrom = (day: string) => [
    ...[...history.oneOffs, ...seconds].map((charge) =>
      toldOf(charge, history, { excess: charge.amount, share: amountInCategory(charge) }),
    ),
    ...(day < first ? unusualFrom(day) : unusual)
      .filter(({ charge }) => !seconds.has(charge))
      .map(({ charge, amount, usual }) => toldOf(charge, history, { excess: amount - usual })),
    ...billsFrom(day).map(({ charge, usual }) => toldOf(charge, history, excessOf(charge, usual))),
  ];
  const rules = { isPlanned: plannedIn(history), isEnded: endedBy(history.planned) };
  const bills = billsFrom(addDays(history.today, -NEWS_DAYS));
  const ofSeries = seriesFindings(history, leastCharge, { ...rules, bills });
  return [
    ...doubles.map(doubleFinding),
    ...unusual
      .filter(({ charge }) => isRecent(charge, history.today) && !paired.has(unusualKey(charge)))
      .filter(({ charge }) => !ofSeries.priced.has(charge))
      .map(unusualFinding),
    ...ofSeries.findings,
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

/** A bill above the usual one, and the part of that in its category. */
function excessOf(charge: Charge, usual: number) {
  const excess = charge.amount - usual;
  return { excess, share: (amountInCategory(charge) / charge.amount) * excess };
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

/** Creates a predicate for series that a rule of the ledger makes, even a paused one: a second rule would make them twice. */
export function plannedIn({ planned }: SpendingHistory): (series: Series) => boolean {
  const makers = makerOf(planned);
  return (series) => makers(series) !== undefined;
}

const medianExpense = ({ charges }: SpendingHistory) => {
  const amounts = charges.filter(({ kind }) => kind === undefined).map(({ amount }) => amount);
  return amounts.length > 0 ? median(amounts) : 0;
};
