import { median } from "simple-statistics";
import { addDays, addMonths } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import { cadenceOf, meanDaysOf, RHYTHMS, sameDayIn, stepFrom } from "./cadences";
import { byMerchant, type Merchants } from "./merchants";
import type { Cadence, Charge, Series } from "./model";
import { isAfterWeekend } from "./workingDays";

/** Minimum number of occurrences; fewer may be chance. */
const MIN_OCCURRENCES = 3;

/** The same for amounts that differ, where only the days indicate a series. */
export const MIN_VARYING = 6;

/** The largest amount of a series that varies, relative to its median; but one in so many may be larger. */
const MAX_VARIATION = 2.2;
const OCCURRENCES_PER_PEAK = 6;

/** Relative difference below which amounts belong together, as with a price in another currency. */
const SAME_PRICE = 0.03;

/** Returns true if amounts differ no more than one price does from charge to charge. */
export const isSamePrice = (before: number, after: number) => Math.abs(after - before) <= SAME_PRICE * before;

/** A price step: the next price is at most this multiple of the one before, or at least its inverse. */
const MAX_PRICE_STEP = 1.6;

/** A price holds for this many occurrences on average, except for one change. */
const OCCURRENCES_PER_STEP = 6;

/** A price that is paid once a year rises to at most this multiple each time. */
const MAX_RISE = 1.1;

/** The same charge after fewer days than this is a doubled one. */
const DOUBLED_DAYS = 3;

/** Charges of a merchant that the next one is compared with, to find a doubled one. */
const LATEST_COMPARED = 5;

/** The latest occurrences, whose median is the expected amount of a series that varies. */
const LATEST = 6;

/** Maximum distance of a day of the month from the series' usual one, where only the days indicate a series. */
const MAX_DRIFT = 5;

/** Charges of one price, in the order of days. */
interface Price {
  charges: Charge[];
  first: Charge;
}

/** Returns the series among the charges of a ledger, both running and stopped; the largest first. */
export function seriesOf(charges: readonly Charge[], today: string, merchants?: Merchants): Series[] {
  const spent = charges.filter(({ kind }) => kind === undefined);
  return [...byMerchant(spent, merchants)]
    .flatMap(([merchant, own]) => seriesOfMerchant(merchant, own, today))
    .sort((a, b) => yearlyCost(b) - yearlyCost(a));
}

/** Returns the yearly cost of a series, in minor units. */
export const yearlyCost = ({ amount, cadence }: Series) => amount * RHYTHMS[cadence].perYear;

/**
 * Returns the last change of a series' price: the last charge at the one before, and the first at the new one. Amounts
 * that move as with a price in another currency, or that are back at the price before, are no change.
 */
export function priceStepOf({ occurrences, varies }: Series): { before: Charge; after: Charge } | undefined {
  if (varies) return undefined;
  const index = occurrences.findLastIndex(
    ({ amount }, at) => at > 0 && !isSamePrice(occurrences[at - 1]?.amount ?? amount, amount),
  );
  const [before, after, last] = [occurrences[index - 1], occurrences[index], occurrences.at(-1)];
  if (!before || !after || !last || isSamePrice(before.amount, last.amount)) return undefined;
  return { before, after };
}

/** Returns the day on which a series had enough charges to be told from chance. */
export function foundOn({ occurrences, varies, cadence }: Series): string | undefined {
  if (varies) return occurrences[MIN_VARYING - 1]?.day;
  const amounts = occurrences.map(({ amount }) => amount);
  return occurrences.find(
    (_, index) => index + 1 >= MIN_OCCURRENCES && isPriced(amounts.slice(0, index + 1), cadence),
  )?.day;
}

/** Returns true if the series has not stopped: its next occurrence is not long overdue. */
export const isRunning = ({ nextOn, cadence }: Pick<Series, "nextOn" | "cadence">, today: string) =>
  daysBetween(nextOn, today) <= graceDays(cadence);

/** Days that a charge may be late before it counts as stopped. */
export const graceDays = (cadence: Cadence) => {
  const [least, most] = RHYTHMS[cadence].days;
  return most - least + 4;
};

function seriesOfMerchant(merchant: string, charges: readonly Charge[], today: string): Series[] {
  const own = withoutDoubles(charges);
  if (own.length < MIN_OCCURRENCES) return [];
  const prices = joined(pricesOf(own));
  const found = prices.flatMap((price) => seriesFrom(merchant, price, false, today) ?? []);
  if (found.length > 0) return found;
  const all = own.length < MIN_VARYING ? undefined : seriesFrom(merchant, own, true, today);
  return all ? [all] : [];
}

function seriesFrom(
  merchant: string,
  occurrences: readonly Charge[],
  varies: boolean,
  today: string,
): Series | undefined {
  const last = occurrences.at(-1);
  const cadence = cadenceOf(occurrences.map(({ day }) => day));
  if (last === undefined || cadence === undefined || occurrences.length < MIN_OCCURRENCES) return undefined;
  const amounts = occurrences.map(({ amount }) => amount);
  if (!varies && !isPriced(amounts, cadence)) return undefined;
  // Somebody who shops every week has no subscription.
  if (varies && "days" in RHYTHMS[cadence].step) return undefined;
  if (varies && (hasPeaks(amounts) || !isSteady(occurrences, cadence))) return undefined;
  return {
    name: last.name,
    merchant,
    category: last.category,
    cadence,
    amount: varies ? Math.round(median(amounts.slice(-LATEST))) : last.amount,
    varies,
    occurrences,
    ...nextAfter(occurrences, cadence, today),
  };
}

/**
 * Returns true if amounts look like a price: it rarely changes, and among few of them most must be exactly equal, since
 * a few similar amounts may be chance. That of a year may rise a little each time, as insurances do.
 */
function isPriced(amounts: readonly number[], cadence: Cadence): boolean {
  const pairs = amounts.slice(1).map((amount, index) => [amounts[index] ?? amount, amount] as const);
  if (cadence === "year" && pairs.every(([before, after]) => after >= before && after <= MAX_RISE * before)) {
    return true;
  }
  const steps = pairs.filter(([before, after]) => !isSamePrice(before, after));
  const repeats = pairs.filter(([before, after]) => before === after);
  const isKnown = amounts.length >= MIN_VARYING || repeats.length * 2 >= pairs.length;
  return isKnown && steps.length <= Math.max(1, amounts.length / OCCURRENCES_PER_STEP);
}

/** Returns true if more than a few amounts are far above the others. */
function hasPeaks(amounts: readonly number[]): boolean {
  const limit = MAX_VARIATION * median([...amounts]);
  return amounts.filter((one) => one > limit).length > Math.floor(amounts.length / OCCURRENCES_PER_PEAK);
}

/** Returns true if the intervals between occurrences match the cadence. */
function isSteady(occurrences: readonly Charge[], cadence: Cadence): boolean {
  const drifts = occurrences
    .slice(1)
    .map(({ day }, index) => Math.abs(daysBetween(stepFrom(occurrences[index]?.day ?? day, cadence), day)));
  return median(drifts) <= MAX_DRIFT / 2 && drifts.every((drift) => drift <= MAX_DRIFT || drift > 20);
}

/** The day after the last one, by its usual day of the month, which a late charge does not move. */
function nextAfter(
  occurrences: readonly Charge[],
  cadence: Cadence,
  today: string,
): Pick<Series, "nextOn" | "usualDay"> {
  const last = occurrences.at(-1)?.day ?? today;
  const next = stepFrom(last, cadence);
  if ("days" in RHYTHMS[cadence].step) return { nextOn: next };
  const latest = occurrences.slice(-LATEST).map(({ day }) => day);
  // On the last day of a short month, a charge may be one of any later day, and after a weekend one of that.
  const isMoved = isAfterWeekend(occurrences);
  const certain = latest.filter((day) => !endsShortMonth(day) && !isMoved(day));
  // A charge of each 30 June has no others.
  const known = certain.length > 0 ? certain : latest;
  const usual = known.map((day) => sameDayNear(next, day));
  const nextOn = addDays(next, -Math.round(median(usual.map((day) => daysBetween(day, next)))));
  const usualDay = Math.round(median(known.map((day) => Number(day.slice(8)))));
  return { nextOn, ...(endsShortMonth(nextOn) && usualDay > Number(nextOn.slice(8)) && { usualDay }) };
}

/** The day of the month that a day is of its own, in the month in which it is nearest to another day. */
function sameDayNear(other: string, day: string): string {
  const months = Math.round(daysBetween(day, other) / meanDaysOf("month"));
  return sameDayIn(addMonths(day.slice(0, 7), months), day);
}

const endsShortMonth = (day: string) =>
  day.slice(8) >= "28" && day.slice(8) < "31" && addDays(day, 1).endsWith("-01");

function withoutDoubles(charges: readonly Charge[]): Charge[] {
  const kept: Charge[] = [];
  for (const charge of charges) if (!isDoubled(charge, kept)) kept.push(charge);
  return kept;
}

/** Returns true if one of the latest charges is the same. */
function isDoubled({ day, amount }: Charge, before: readonly Charge[]): boolean {
  for (let index = before.length - 1; index >= Math.max(0, before.length - LATEST_COMPARED); index -= 1) {
    const one = before[index];
    if (one?.amount === amount && daysBetween(one.day, day) <= DOUBLED_DAYS) return true;
  }
  return false;
}

/** Groups charges, in the order of days, whose amounts are about the same. */
function pricesOf(charges: readonly Charge[]): Price[] {
  // Sorting numbers takes a fraction of the time that sorting charges does, which are in the order of days already.
  const amounts = Float64Array.from(charges, ({ amount }) => amount).sort();
  const groupOf = new Map<number, Charge[]>();
  let group: Charge[] = [];
  amounts.forEach((amount, index) => {
    if (amount > (amounts[index - 1] ?? amount) * (1 + SAME_PRICE)) group = [];
    groupOf.set(amount, group);
  });
  for (const charge of charges) groupOf.get(charge.amount)?.push(charge);
  return [...new Set(groupOf.values())]
    .map((own) => ({ charges: own, first: own[0] as Charge }))
    .sort((a, b) => (a.first.day < b.first.day ? -1 : 1));
}

/** Joins a price with the one that follows it in the same rhythm: the series continues at another price. */
function joined(prices: readonly Price[]): Charge[][] {
  const lines: Charge[][] = [];
  for (const { charges, first } of prices) {
    const before = lines.find((line) => continues(line, charges, first));
    if (before) before.push(...charges);
    else lines.push([...charges]);
  }
  return lines;
}

function continues(line: readonly Charge[], charges: readonly Charge[], first: Charge): boolean {
  const last = line.at(-1);
  if (last === undefined || last.day >= first.day) return false;
  const step = first.amount / last.amount;
  if (step > MAX_PRICE_STEP || step < 1 / MAX_PRICE_STEP) return false;
  const days = [...line, ...charges].map(({ day }) => day);
  return cadenceOf(days) !== undefined;
}
