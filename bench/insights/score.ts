import { DayTally } from "../../domain/digests/dayTally";
import type { Days } from "../../domain/digests/model";
import { insightsOf } from "../../domain/insights/findings";
import { forecastOf } from "../../domain/insights/forecast";
import type { Charge, Finding, Forecast, SpendingHistory } from "../../domain/insights/model";
import { unusualKey } from "../../domain/insights/oneOffs";
import { plannedOf, withPast } from "../../domain/insights/plannedCharges";
import { historiesOf } from "../../domain/insights/spendingHistory";
import type { Rule } from "../../domain/recurring/model";
import { addMonths, type DayRange, daysOfMonth } from "../../domain/values/day";
import { FIRST_MONTH, type Household, household, MONTHS, type Reason, type TrueSeries } from "./household";
import { deliveriesFrom, rulesOn } from "./householdRules";

/** Kinds of findings that say that something is out of the ordinary. */
export const ANOMALIES = ["unusual", "merchant", "category", "pace", "year"] as const;
type Anomaly = (typeof ANOMALIES)[number];

/** Counts over households. */
export interface Score {
  series: { found: number; right: number; met: number; real: number };
  doubles: { found: number; right: number; real: number };
  /** Series that were told to have stopped, and those that did. */
  stopped: { told: number; right: number };
  /** Findings that were shown without a reason, and all of their kind. */
  anomalies: Record<Anomaly, { found: number; falseAlarms: number }>;
  quarters: number;
  /** One-offs, and those of five to six times what is usual. */
  oneOffs: { told: number; real: number };
  smallOneOffs: { told: number; real: number };
  errors: { ours: number[]; runRate: number[]; lastMonth: number[] };
  inBand: number[];
  /** The same with rules for each recurring charge, and for deliveries that begin; and what these add, relative to their cost. */
  ruled: { errors: number[]; inBand: number[]; added: number[] };
}

/** The share of a true series that must be found, and of a found one that must be of one true series. */
const MIN_COVERAGE = 0.8;
const MIN_PURITY = 0.9;

/** The share of a distance from the usual that reasons must explain. */
const MIN_EXPLAINED = 0.5;

/** The month from which findings are read: the year before is history. */
const FIRST_READ = 12;

/** One-offs of five to less than so many times what is usual are the small ones. */
const SMALL_TIMES = 6;

const none = () => false;
const monthAt = (index: number) => addMonths(FIRST_MONTH, index);
const signed = ({ amount, kind }: Charge) => (kind === "income" ? 0 : kind === "refund" ? -amount : amount);

/** Creates the reader of a household's history as the product knows it on a day. */
function historyReader(charges: readonly Charge[]): (today: string) => SpendingHistory {
  const tallies = new Map<string, DayTally>();
  for (const { day, name, category, amount, kind } of charges) {
    const tally = tallies.get(day) ?? new DayTally();
    tallies.set(day, tally);
    const money = { amount, currency: "EUR", ...(kind && kind !== "expense" && { kind }) };
    tally.add({ ...money, category, createdBy: "user", description: name });
  }
  const sums = [...tallies].flatMap(([day, tally]) => {
    const whole = tally.whole();
    return whole ? [[day, whole] as const] : [];
  });
  return (today) => {
    const known: Days = Object.fromEntries(sums.filter(([day]) => day <= today));
    const [history] = historiesOf(new Map([["all", known]]), [], today, []);
    if (history === undefined) throw new Error(`Nothing is known on ${today}.`);
    return history;
  };
}

/** Compares insights on households of these seeds with the truth about them. */
export function scoreOf(seeds: readonly number[]): Score {
  const score: Score = {
    series: { found: 0, right: 0, met: 0, real: 0 },
    doubles: { found: 0, right: 0, real: 0 },
    stopped: { told: 0, right: 0 },
    anomalies: {
      unusual: { found: 0, falseAlarms: 0 },
      merchant: { found: 0, falseAlarms: 0 },
      category: { found: 0, falseAlarms: 0 },
      pace: { found: 0, falseAlarms: 0 },
      year: { found: 0, falseAlarms: 0 },
    },
    quarters: 0,
    oneOffs: { told: 0, real: 0 },
    smallOneOffs: { told: 0, real: 0 },
    errors: { ours: [], runRate: [], lastMonth: [] },
    inBand: [],
    ruled: { errors: [], inBand: [], added: [] },
  };
  for (const seed of seeds) {
    const home = household(seed);
    const historyAt = historyReader(home.charges);
    scoreSeries(home, historyAt(daysOfMonth(monthAt(MONTHS - 1)).at(-1) ?? ""), score);
    scoreFindings(home, readMonths(home, seed, historyAt, score), score);
  }
  return score;
}

const idOf = ({ day, name, amount }: Charge) => `${day} ${amount} ${name}`;

/** A series is right if nearly all of it is of one true series, which no other one is of. */
function scoreSeries({ series }: Household, history: SpendingHistory, score: Score): void {
  const real = series.filter(({ occurrences }) => occurrences.length >= 3);
  const owner = new Map<string, TrueSeries>();
  for (const one of real) for (const occurrence of one.occurrences) owner.set(idOf(occurrence), one);
  const right = new Set<TrueSeries>();
  for (const { occurrences, cadence } of history.series) {
    const owners = occurrences.map((one) => owner.get(idOf(one)));
    const [first] = owners.filter((one) => one !== undefined);
    const own = owners.filter((one) => one === first).length;
    if (first === undefined || first.cadence !== cadence || own < MIN_PURITY * occurrences.length) continue;
    if (right.has(first)) continue;
    right.add(first);
    if (own >= MIN_COVERAGE * first.occurrences.length) score.series.met += 1;
  }
  score.series.found += history.series.length;
  score.series.right += right.size;
  score.series.real += real.length;
}

/**
 * Returns the findings that are shown to somebody who reads in the middle and at the end of each month, and neither
 * makes rules nor dismisses any; each key once, as it was shown last.
 */
function readMonths(
  home: Household,
  seed: number,
  historyAt: (today: string) => SpendingHistory,
  score: Score,
): Finding[] {
  const shown = new Map<string, Finding>();
  for (let index = FIRST_READ; index < MONTHS; index += 1) {
    const end = daysOfMonth(monthAt(index)).at(-1) ?? "";
    for (const today of [`${monthAt(index)}-15`, end]) {
      const history = historyAt(today);
      const { findings, forecast } = insightsOf(history, none);
      for (const finding of findings) shown.set(finding.key, finding);
      if (today === end) continue;
      if (forecast) scoreForecast(home.charges, today, end, forecast, score);
      scoreRuled(home, seed, history, end, score);
    }
  }
  return [...shown.values()];
}

function scoreFindings(home: Household, shown: readonly Finding[], score: Score): void {
  const { doubles, oneOffs, reasons } = home;
  const ended = shown.filter(({ kind }) => kind === "stopped");
  score.stopped.told += ended.length;
  score.stopped.right += ended.filter((one) => hasStopped(one, home)).length;
  const isRead = ({ day }: Pick<Charge, "day">) => day >= `${monthAt(FIRST_READ)}-01`;
  const ids = new Set([...doubles].map(idOf));
  const twice = shown.filter((one) => one.kind === "double" && isRead(one));
  const rightly = twice.filter(({ day, since = day, name = "", amount, category = "" }) =>
    [day, since].some((one) => ids.has(idOf({ day: one, name, amount, category }))),
  );
  score.doubles.found += twice.length;
  score.doubles.right += rightly.length;
  score.doubles.real += [...doubles].filter(isRead).length;

  const surprises = new Set([...oneOffs.keys()].map(unusualKey));
  for (const kind of ANOMALIES) {
    const found = shown.filter((one) => one.kind === kind);
    const wrong = found.filter((one) =>
      kind === "unusual" ? !surprises.has(one.key) : !isReasoned(one, reasons),
    );
    score.anomalies[kind].found += found.length;
    score.anomalies[kind].falseAlarms += wrong.length;
  }
  score.quarters += (MONTHS - FIRST_READ) / 3;

  const said = new Set(
    shown
      .filter(({ kind }) => kind === "unusual" || kind === "double")
      .flatMap(({ name = "", day, since = day, amount, category = "" }) =>
        [day, since].map((one) => idOf({ day: one, name, amount, category })),
      ),
  );
  for (const [oneOff, times] of oneOffs) {
    if (!isRead(oneOff)) continue;
    for (const part of times < SMALL_TIMES ? [score.oneOffs, score.smallOneOffs] : [score.oneOffs]) {
      part.real += 1;
      if (said.has(idOf(oneOff))) part.told += 1;
    }
  }
}

/** Returns true if no recurring charge with the name of a finding was paid after its day. */
const hasStopped = ({ name, day }: Finding, { series }: Household) =>
  series
    .filter(({ occurrences }) => occurrences.some((one) => one.name === name && one.day === day))
    .every(({ occurrences }) => occurrences.every((one) => one.day <= day));

/** Returns true if known reasons explain most of a finding's distance from the usual. */
function isReasoned(
  { kind, amount, usual = 0, day, category, name }: Finding,
  reasons: readonly Reason[],
): boolean {
  const within = ({ from, to }: DayRange) =>
    reasons
      .filter((one) => one.day >= from && one.day <= to)
      .filter((one) => kind !== "category" || one.category === category)
      .filter((one) => kind !== "merchant" || one.name === name)
      .reduce((sum, { excess }) => sum + excess, 0);
  const year = day.slice(0, 4);
  const before = `${Number(year) - 1}`;
  const reasoned =
    kind === "year"
      ? within({ from: `${year}-01-01`, to: day }) -
        within({ from: `${before}-01-01`, to: `${before}${day.slice(4)}` })
      : within({ from: `${day.slice(0, 7)}-01`, to: day });
  return reasoned / (amount - usual) >= MIN_EXPLAINED;
}

function scoreForecast(
  charges: readonly Charge[],
  today: string,
  end: string,
  { total, low, high }: Forecast,
  { errors, inBand }: Score,
): void {
  const within = (from: string, to: string) => spentIn(charges, { from, to });
  const month = today.slice(0, 7);
  const truth = within(`${month}-01`, end);
  const before = addMonths(month, -1);
  const runRate = (within(`${month}-01`, today) / 15) * Number(end.slice(8));
  const lastMonth = within(`${before}-01`, `${before}-31`);
  const errorOf = (guess: number) => Math.abs(guess - truth) / truth;
  errors.ours.push(errorOf(total));
  errors.runRate.push(errorOf(runRate));
  errors.lastMonth.push(errorOf(lastMonth));
  inBand.push(truth >= low && truth <= high ? 1 : 0);
}

/** Compares the forecast of somebody who has a rule for each recurring charge, and just made two for deliveries. */
function scoreRuled(
  home: Household,
  seed: number,
  history: SpendingHistory,
  end: string,
  { ruled }: Score,
): void {
  const { today, charges, series } = history;
  const forecastBy = (rules: readonly Rule[]) =>
    forecastOf({ ...history, planned: withPast(plannedOf(rules, new Map(), today), charges, series, today) });
  const [rules, deliveries] = [rulesOn(home, today), deliveriesFrom(home, seed, today, end)];
  const [forecast, before] = [forecastBy([...rules, ...deliveries.rules]), forecastBy(rules)];
  if (forecast === undefined || before === undefined) return;
  const { total, low, high } = forecast;
  const month = { from: `${today.slice(0, 7)}-01`, to: end };
  const cost = spentIn(deliveries.charges, month);
  const truth = spentIn(home.charges, month) + cost;
  ruled.errors.push(Math.abs(total - truth) / truth);
  ruled.inBand.push(truth >= low && truth <= high ? 1 : 0);
  ruled.added.push((total - before.total) / cost);
}

const spentIn = (charges: readonly Charge[], { from, to }: DayRange) =>
  charges.filter(({ day }) => day >= from && day <= to).reduce((sum, charge) => sum + signed(charge), 0);
