// Households whose events are known, so that what insights say can be held against the truth.

import { median } from "simple-statistics";
import { stepFrom } from "../../domain/insights/cadences";
import type { Cadence, Charge } from "../../domain/insights/model";
import { addDays, addMonths, daysOfMonth } from "../../domain/values/day";
import { Random } from "../random";
import { type Rent, rentOf } from "./rents";
import { CASUAL, GROCERS, ONE_OFF_CATEGORIES, ONE_OFFS, SUBSCRIPTIONS } from "./spendingHabits";

export const FIRST_MONTH = "2023-10";
export const MONTHS = 36;
export const LAST_DAY = daysOfMonth(addMonths(FIRST_MONTH, MONTHS - 1)).at(-1) ?? "";

/** A recurring charge, as it truly is. */
export interface TrueSeries {
  merchant: string;
  cadence: Cadence;
  /** Present if it is due on the last day of each month, whenever it is paid. */
  day?: "last";
  occurrences: Charge[];
}

/** Spending above what is usual (or below, if negative), in minor units, with a reason that is known. */
export interface Reason {
  day: string;
  category: string;
  name: string;
  excess: number;
}

export interface Household {
  charges: Charge[];
  series: TrueSeries[];
  /** Second charges of pairs. */
  doubles: Set<Charge>;
  /** Each with its multiple of what is usual in its category. */
  oneOffs: Map<Charge, number>;
  /** One-offs, holidays, an illness, a move, doubles, and recurring charges that began or changed. */
  reasons: Reason[];
}

/** Months after which what began or changed is usual: half of those that insights compare with. */
const MONTHS_TO_USUAL = 6;

/** One-offs are so many times what is usual in their category, evenly spread. */
const ONE_OFF_TIMES = [5, 10] as const;

/** Expenses of a category below which the usual is that of all categories. */
const MIN_KNOWN = 8;

/** A household of three years, by its seed. Amounts are minor units of a currency with two decimals. */
export function household(seed: number): Household {
  const random = new Random(seed * 7919 + 17);
  const result: Household = { charges: [], series: [], doubles: new Set(), oneOffs: new Map(), reasons: [] };
  const add = (day: string, name: string, category: string, amount: number, kind?: Charge["kind"]) => {
    const charge: Charge = { day, name, category, amount, ...(kind && { kind }) };
    result.charges.push(charge);
    return charge;
  };
  const movesIn = random.chance(0.4) ? random.integer(8, 28) : undefined;
  const illIn = random.integer(2, MONTHS - 3);
  const wealth = random.between(0.6, 1.8);

  addHome(random, result, add, movesIn, wealth, rentOf(seed));
  const largest = largestStepOf(seed);
  for (const subscription of SUBSCRIPTIONS) {
    if (random.chance(0.6)) subscribe(random, result, add, subscription, largest);
  }
  const tripsAWeek = random.between(2, 4);
  const sigma = random.between(0.35, 0.5);
  const basket = random.between(3200, 7000) * wealth;
  for (let index = 0; index < MONTHS; index += 1) {
    const month = addMonths(FIRST_MONTH, index);
    const days = daysOfMonth(month);
    const appetite = index === illIn ? 0.6 : 1;
    for (const day of days) {
      if (random.chance((tripsAWeek / 7) * appetite)) {
        add(day, random.pick(GROCERS), "Groceries", random.logNormal(basket, sigma));
      }
    }
    for (const [names, category, amount, aMonth, spread] of CASUAL) {
      for (let left = random.poisson(aMonth * appetite); left > 0; left -= 1) {
        add(random.pick(days), random.pick(names), category, random.logNormal(amount * wealth, spread));
      }
    }
    if (index === illIn) {
      for (let visit = 0; visit < 5; visit += 1) {
        const cured = add(random.pick(days), "Pharmacy", "Health", random.logNormal(3800, 0.4));
        result.reasons.push(reasonOf(cured));
      }
      const saved = (1 - 0.6) * (tripsAWeek / 7) * basket;
      for (const day of days) {
        result.reasons.push({ day, category: "Groceries", name: "", excess: -Math.round(saved) });
      }
    }
    if (month.endsWith("-07") || (month.endsWith("-12") && random.chance(0.6)))
      takeHoliday(random, result, add, days, wealth);
  }
  surprise(random, result, add);
  doubleSome(random, result);
  refundSome(random, result, add);
  result.charges.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return result;
}

const reasonOf = ({ day, category, name, amount }: Charge, before = 0): Reason => ({
  day,
  category,
  name,
  excess: amount - before,
});

/** About one one-off in two months, of a known multiple of what is usual in its category. */
function surprise(random: Random, { charges, series, oneOffs, reasons }: Household, add: Add): void {
  const recurring = new Set(series.flatMap(({ occurrences }) => occurrences));
  const loose = charges.filter((one) => one.kind === undefined && !recurring.has(one) && !oneOffs.has(one));
  const usualIn = (category: string) => {
    const own = loose.filter((one) => one.category === category);
    return median((own.length < MIN_KNOWN ? loose : own).map(({ amount }) => amount));
  };
  for (let index = 0; index < MONTHS; index += 1) {
    if (!random.chance(0.5)) continue;
    const kind = random.integer(0, ONE_OFFS.length - 1);
    const category = ONE_OFF_CATEGORIES[kind] ?? "";
    const times = random.between(...ONE_OFF_TIMES);
    const day = random.pick(daysOfMonth(addMonths(FIRST_MONTH, index)));
    const oneOff = add(day, ONE_OFFS[kind] ?? "", category, Math.round(times * usualIn(category)));
    oneOffs.set(oneOff, times);
    reasons.push(reasonOf(oneOff));
  }
}

type Add = (day: string, name: string, category: string, amount: number, kind?: Charge["kind"]) => Charge;

const shifted = (random: Random, day: string, most = 2) =>
  addDays(day, random.chance(0.3) ? random.integer(0, most) : 0);

function addHome(
  random: Random,
  result: Household,
  add: Add,
  movesIn: number | undefined,
  wealth: number,
  { category, dayIn, isAtEnd }: Rent,
): void {
  const rentDay = random.integer(1, 5);
  const homes = [
    {
      name: "Hausverwaltung Maier",
      rent: Math.round(random.between(700, 1300) * wealth) * 100,
      from: 0,
      to: movesIn ?? MONTHS,
    },
    {
      name: "City Living Rent",
      rent: Math.round(random.between(800, 1500) * wealth) * 100,
      from: movesIn ?? MONTHS,
      to: MONTHS,
    },
  ];
  for (const { name, rent, from, to } of homes) {
    const rents: Charge[] = [];
    for (let index = from; index < to; index += 1) {
      const month = addMonths(FIRST_MONTH, index);
      const early = shifted(random, `${month}-0${rentDay}`);
      const paid = add(dayIn(month, early), name, category, rent);
      rents.push(paid);
      if (from > 0 && index < from + MONTHS_TO_USUAL) result.reasons.push(reasonOf(paid, homes[0]?.rent));
    }
    const day = isAtEnd ? ({ day: "last" } as const) : {};
    if (rents.length >= 3)
      result.series.push({ merchant: name, cadence: "month", ...day, occurrences: rents });
  }
  const powerDay = random.integer(10, 25);
  const power: Charge[] = [];
  for (let index = 0; index < MONTHS; index += 1) {
    const month = addMonths(FIRST_MONTH, index);
    add(shifted(random, `${month}-26`), "Employer", "Salary", Math.round(320000 * wealth), "income");
    power.push(
      add(
        shifted(random, `${month}-${powerDay}`),
        "Stadtwerke Energy",
        "Utilities",
        random.logNormal(8500 * wealth, 0.12),
      ),
    );
  }
  result.series.push({ merchant: "Stadtwerke Energy", cadence: "month", occurrences: power });
  if (movesIn !== undefined) {
    const days = daysOfMonth(addMonths(FIRST_MONTH, movesIn));
    const movers = add(random.pick(days), "Movers Ltd", category, random.logNormal(120000 * wealth, 0.2));
    result.oneOffs.set(movers, Number.POSITIVE_INFINITY);
    result.reasons.push(reasonOf(movers));
  }
}

/** A step of a price, above those that a series takes. */
const LARGEST_STEP = 1.7;

/** Returns the subscription whose price rises most, if it changes; by a source of its own, so that nothing else differs. */
function largestStepOf(seed: number): string | undefined {
  const random = new Random(seed * 5003 + 61);
  return random.chance(0.3) ? random.pick(SUBSCRIPTIONS)[0][0] : undefined;
}

function subscribe(
  random: Random,
  { series, reasons }: Household,
  add: Add,
  [spellings, category, base, cadence]: (typeof SUBSCRIPTIONS)[number],
  largest: string | undefined,
): void {
  const occurrences: Charge[] = [];
  const startsIn = random.chance(0.3) ? random.integer(1, 14) : 0;
  const endsIn = random.chance(0.25) ? random.integer(20, MONTHS) : MONTHS;
  const start = `${addMonths(FIRST_MONTH, startsIn)}-${String(random.integer(1, 28)).padStart(2, "0")}`;
  const end = `${addMonths(FIRST_MONTH, endsIn)}-01`;
  const stepsAt = random.chance(0.5) ? `${addMonths(FIRST_MONTH, random.integer(6, 32))}-01` : LAST_DAY;
  const priced = Math.round(base * random.between(0.8, 1.3));
  const usualStep = random.between(1.08, 1.3);
  const stepped = Math.round(priced * (spellings[0] === largest ? LARGEST_STEP : usualStep));
  for (let day = start; day < end && day <= LAST_DAY; day = stepFrom(day, cadence)) {
    const on = shifted(random, day, cadence === "week" ? 1 : 2);
    if (on > LAST_DAY) break;
    const charge = add(on, random.pick(spellings), category, on < stepsAt ? priced : stepped);
    occurrences.push(charge);
    const isNew = (since: string) =>
      on >= since && on < `${addMonths(since.slice(0, 7), MONTHS_TO_USUAL)}-01`;
    if (startsIn > 0 && isNew(start)) reasons.push(reasonOf(charge));
    else if (isNew(stepsAt)) reasons.push(reasonOf(charge, priced));
  }
  series.push({ merchant: spellings[0] ?? "", cadence, occurrences });
}

function takeHoliday(
  random: Random,
  { reasons }: Household,
  addTo: Add,
  days: readonly string[],
  wealth: number,
): void {
  const first = random.integer(0, 12);
  const add: Add = (...charge) => {
    const added = addTo(...charge);
    reasons.push(reasonOf(added));
    return added;
  };
  add(
    days[first] ?? "",
    random.pick(["Hotel Miramar", "Airbnb", "Booking.com"]),
    "Travel",
    random.logNormal(60000 * wealth, 0.3),
  );
  add(
    days[first] ?? "",
    random.pick(["Lufthansa", "Ryanair", "Deutsche Bahn"]),
    "Travel",
    random.logNormal(25000 * wealth, 0.4),
  );
  for (let night = 0; night < random.integer(6, 12); night += 1) {
    add(
      days[first + night] ?? "",
      random.pick(["Taverna", "Beach Bar", "Museo", "Gelateria"]),
      "Travel",
      random.logNormal(3500 * wealth, 0.5),
    );
  }
}

/** About one charge in 250 is posted twice. */
function doubleSome(random: Random, { charges, doubles, reasons }: Household): void {
  for (const charge of [...charges]) {
    if (charge.kind !== undefined || charge.amount < 1000 || !random.chance(1 / 250)) continue;
    const day = addDays(charge.day, random.integer(0, 1));
    if (day > LAST_DAY) continue;
    const double = { ...charge, day };
    charges.push(double);
    doubles.add(double);
    reasons.push(reasonOf(double));
  }
}

/** Some clothes are returned. */
function refundSome(random: Random, { charges, doubles }: Household, add: Add): void {
  for (const charge of [...charges]) {
    if (charge.category !== "Clothing" || doubles.has(charge) || !random.chance(0.2)) continue;
    const day = addDays(charge.day, random.integer(4, 20));
    if (day <= LAST_DAY) add(day, charge.name, charge.category, charge.amount, "refund");
  }
}
