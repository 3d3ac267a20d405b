import { doublesOf } from "../../domain/insights/doubles";
import { forecastOf } from "../../domain/insights/forecast";
import type { Charge, SpendingHistory } from "../../domain/insights/model";
import { baselineOf } from "../../domain/insights/oneOffs";
import { seriesOf } from "../../domain/insights/series";
import { unusualOf } from "../../domain/insights/unusual";
import { addMonths, daysOfMonth } from "../../domain/values/day";
import { FIRST_MONTH, type Household, household, MONTHS, type TrueSeries } from "./household";

/** Smaller amounts are not reported. */
const LEAST = 500;
const LEAST_UNUSUAL = 5000;

/** Counts over households. */
export interface Score {
  series: { found: number; right: number; met: number; real: number };
  doubles: { found: number; right: number; real: number };
  unusual: { falseAlarms: number; quarters: number; right: number; real: number };
  errors: { ours: number[]; runRate: number[]; lastMonth: number[] };
  inBand: number[];
}

const monthAt = (index: number) => addMonths(FIRST_MONTH, index);
const signed = ({ amount, kind }: Charge) => (kind === "income" ? 0 : kind === "refund" ? -amount : amount);

/** The history as it was known on a day. */
export function historyAt(charges: readonly Charge[], today: string): SpendingHistory {
  const known = charges.filter(({ day }) => day <= today);
  const spent = new Map<string, number>();
  for (const charge of known) spent.set(charge.day, (spent.get(charge.day) ?? 0) + signed(charge));
  const series = seriesOf(known, today);
  const categories = new Map<string, Map<string, number>>();
  const history = { currency: "EUR", today, charges: known, spent, ahead: new Map<string, number>() };
  const all = { ...history, categories, series, planned: [] };
  return { ...all, ...baselineOf(all, []) };
}

/** Compares insights on households of these seeds with the truth about them. */
export function scoreOf(seeds: readonly number[]): Score {
  const score: Score = {
    series: { found: 0, right: 0, met: 0, real: 0 },
    doubles: { found: 0, right: 0, real: 0 },
    unusual: { falseAlarms: 0, quarters: 0, right: 0, real: 0 },
    errors: { ours: [], runRate: [], lastMonth: [] },
    inBand: [],
  };
  for (const seed of seeds) {
    const home = household(seed);
    scoreSeries(home, score);
    scoreMonths(home, score);
  }
  return score;
}

function scoreSeries({ charges, series }: Household, score: Score): void {
  const today = daysOfMonth(monthAt(MONTHS - 1)).at(-1) ?? "";
  const real = series.filter(({ occurrences }) => occurrences.length >= 3);
  const found = historyAt(charges, today).series;
  const owner = new Map<Charge, TrueSeries>();
  for (const one of real) for (const occurrence of one.occurrences) owner.set(occurrence, one);
  const met = new Set<TrueSeries>();
  let right = 0;
  for (const { occurrences, cadence } of found) {
    const owners = occurrences.map((one) => owner.get(one));
    const [first] = owners;
    const share = owners.filter((one) => one !== undefined && one === first).length / occurrences.length;
    if (first === undefined || share < 0.9 || first.cadence !== cadence) continue;
    right += 1;
    met.add(first);
  }
  score.series.found += found.length;
  score.series.right += right;
  score.series.real += real.length;
  score.series.met += met.size;
}

/** Month after month, as a user reads them: at its middle and at its end. */
function scoreMonths({ charges, doubles, oneOffs }: Household, score: Score): void {
  const told = new Set<Charge>();
  for (let index = 12; index < MONTHS; index += 1) {
    const month = monthAt(index);
    const days = daysOfMonth(month);
    const end = days.at(-1) ?? "";
    forecastAt(charges, `${month}-15`, end, score);
    const whole = historyAt(charges, end);
    const isNew = ({ day }: Charge) => day.startsWith(month);
    for (const { second, first } of doublesOf(whole.charges, end, LEAST)) {
      if (told.has(second) || told.has(first) || !isNew(second)) continue;
      told.add(second);
      score.doubles.found += 1;
      if (doubles.has(second) || doubles.has(first)) score.doubles.right += 1;
    }
    score.doubles.real += [...doubles].filter(isNew).length;
    const unusual = unusualOf(whole, { since: `${month}-01`, least: LEAST_UNUSUAL }).filter(({ charge }) =>
      isNew(charge),
    );
    score.unusual.right += unusual.filter(({ charge }) => oneOffs.has(charge)).length;
    score.unusual.falseAlarms += unusual.filter(({ charge }) => !oneOffs.has(charge)).length;
    score.unusual.real += [...oneOffs].filter(isNew).length;
    score.unusual.quarters += 1 / 3;
  }
}

function forecastAt(charges: readonly Charge[], today: string, end: string, score: Score): void {
  const forecast = forecastOf(historyAt(charges, today));
  if (forecast === undefined) return;
  const within = (from: string, to: string) =>
    charges.filter(({ day }) => day >= from && day <= to).reduce((sum, charge) => sum + signed(charge), 0);
  const month = today.slice(0, 7);
  const truth = within(`${month}-01`, end);
  const before = addMonths(month, -1);
  const runRate = (within(`${month}-01`, today) / 15) * Number(end.slice(8));
  const lastMonth = within(`${before}-01`, `${before}-31`);
  const errorOf = (guess: number) => Math.abs(guess - truth) / truth;
  score.errors.ours.push(errorOf(forecast.total));
  score.errors.runRate.push(errorOf(runRate));
  score.errors.lastMonth.push(errorOf(lastMonth));
  score.inBand.push(truth >= forecast.low && truth <= forecast.high ? 1 : 0);
}
