import { daysBetween } from "../values/dayArithmetic";
import { fold } from "../values/text";
import { RHYTHMS } from "./cadences";
import type { DearBill } from "./dearBills";
import type { Charge, Finding, Series, SpendingHistory } from "./model";
import { type Replacement, replacementOf } from "./replacements";
import { seriesRows } from "./rowsBehind";
import { isRunning, priceStepOf, yearlyCost } from "./series";
import { priceKeys, recurringKeys, stoppedKeys } from "./seriesKeys";

/** Days in which a price change, or the end of a series, is news. */
export const NEWS_DAYS = 62;

/** The part of a month's cost that counts for a series without a rule: it waits, while other findings are told for a month. */
const WAITING_WEIGHT = 1 / 3;

/** The series that a rule makes, those whose rule explains that they stopped, and bills that are told of them. */
interface Known extends Record<"isPlanned" | "isEnded", (series: Series) => boolean> {
  bills: readonly DearBill[];
}

/**
 * Returns series that are new to the user, have another price, or stopped.
 * @param least Smaller series, and changes of price, in a year, are not reported.
 * @returns Also the charges at new prices that are told and of no series, or of one that began with them.
 */
export function seriesFindings(
  history: SpendingHistory,
  least: number,
  known: Known,
): { findings: Finding[]; priced: ReadonlySet<Charge> } {
  const { series, today } = history;
  const large = series.filter((one) => yearlyCost(one) >= least);
  const over = large
    .filter((one) => !isRunning(one, today) && !known.isEnded(one) && !isRenamed(one, history))
    .map((one) => ({ one, instead: replacementOf(one, history) }));
  const ends = over.flatMap(({ one, instead }) => {
    const finding = instead ? replacedFinding(one, instead, history) : stoppedFinding(one, history);
    return finding && (instead === undefined || finding.weight >= least) ? { finding, instead } : [];
  });
  const priced = new Set(ends.flatMap(({ instead }) => instead?.charges ?? []));
  const running = large
    .filter((one) => isRunning(one, today))
    .flatMap((one) => runningFinding(one, history, least, known, priced) ?? []);
  return { findings: [...ends.map(({ finding }) => finding), ...running], priced };
}

/** Days between a charge and the one that is overdue, up to which it may be that one by another name. */
const MAX_APART = 5;

/** Returns true if just as much was paid in the same category when a series was due: "Adobe Systems" may be "ADOBE *CREATIVE". */
function isRenamed({ amount, category, nextOn, occurrences }: Series, { charges, series }: SpendingHistory) {
  const last = occurrences.at(-1)?.day ?? nextOn;
  const alike = charges.filter(
    (one) =>
      one.kind === undefined &&
      one.amount === amount &&
      one.day > last &&
      Math.abs(daysBetween(nextOn, one.day)) <= MAX_APART &&
      fold(one.category) === fold(category),
  );
  if (alike.length === 0) return false;
  // Another one that was there before has its own.
  const others = series.filter((one) => (one.occurrences[0]?.day ?? last) <= last);
  const owned = new Set(others.flatMap((one) => one.occurrences));
  return alike.some((one) => !owned.has(one));
}

const isNews = (day: string, today: string) => daysBetween(day, today) <= NEWS_DAYS;

function aboutOf(series: Series) {
  const { name, category, cadence, amount, occurrences } = series;
  const day = occurrences.at(-1)?.day ?? "";
  return { name, category, cadence, amount, day, warns: false, rows: seriesRows(series) };
}

function stoppedFinding(series: Series, history: SpendingHistory): Finding | undefined {
  if (!isNews(series.nextOn, history.today)) return undefined;
  const { amount } = series;
  return { ...aboutOf(series), kind: "stopped", ...stoppedKeys(series, history), weight: amount };
}

/** A series that goes on at a price that is too far from its own to be of it. */
function replacedFinding(
  series: Series,
  { step, charges }: Replacement,
  history: SpendingHistory,
): Finding | undefined {
  if (step === undefined || !isNews(step.after.day, history.today)) return undefined;
  const { name, category } = charges.at(-1) ?? step.after;
  return {
    ...aboutOf({ ...series, name, category, occurrences: [...series.occurrences, ...charges] }),
    ...priceOf(series, step),
    ...priceKeys(series, history, step.after.amount),
  };
}

function runningFinding(
  series: Series,
  history: SpendingHistory,
  least: number,
  known: Known,
  priced: ReadonlySet<Charge>,
): Finding | undefined {
  const about = aboutOf(series);
  const step = priceStepOf(series);
  const price = step &&
    isNews(step.after.day, history.today) && {
      ...about,
      ...priceOf(series, step),
      ...priceKeys(series, history, step.after.amount),
    };
  if (price && price.weight >= least) return price;
  const bill = known.bills.find((one) => one.series === series);
  if (bill) return billFinding(bill, history);
  if (known.isPlanned(series) || series.occurrences.some((one) => priced.has(one))) return undefined;
  const weight = (WAITING_WEIGHT * yearlyCost(series)) / 12;
  return { ...about, kind: "recurring", ...recurringKeys(series, history), weight };
}

function billFinding({ series, charge, usual, former }: DearBill, history: SpendingHistory): Finding {
  const { amount, day } = charge;
  return {
    ...aboutOf(series),
    ...{ kind: "price", warns: true, weight: amount - usual, amount, usual: former, day },
    ...priceKeys(series, history, amount),
  };
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
