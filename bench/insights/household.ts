// Households whose events are known, so that what insights say can be held against the truth.

import { stepFrom } from "../../domain/insights/cadences";
import type { Cadence, Charge } from "../../domain/insights/model";
import { addDays, addMonths, daysOfMonth } from "../../domain/values/day";
import { Random } from "../random";

export const FIRST_MONTH = "2023-10";
export const MONTHS = 36;
const LAST_DAY = daysOfMonth(addMonths(FIRST_MONTH, MONTHS - 1)).at(-1) ?? "";

/** A recurring charge, as it truly is. */
export interface TrueSeries {
  merchant: string;
  cadence: Cadence;
  occurrences: Charge[];
}

export interface Household {
  charges: Charge[];
  series: TrueSeries[];
  /** Second charges of pairs. */
  doubles: Set<Charge>;
  oneOffs: Set<Charge>;
}

const SUBSCRIPTIONS: readonly (readonly [
  spellings: readonly string[],
  category: string,
  amount: number,
  cadence: Cadence,
])[] = [
  [["Netflix", "NETFLIX.COM", "Netflix Intl BV 866-579"], "Entertainment", 1299, "month"],
  [["Spotify", "SPOTIFY P1C8A2", "Spotify AB Stockholm"], "Entertainment", 1099, "month"],
  [["iCloud", "ICLOUD STORAGE 4471", "iCloud+"], "Software", 299, "month"],
  [["Urban Gym", "URBAN GYM 0042", "Urban Gym GmbH"], "Health", 3990, "month"],
  [["Vodafone", "VODAFONE GMBH 4411", "Vodafone Rechnung"], "Phone", 2999, "month"],
  [["Allianz", "ALLIANZ VERS 77-1", "Allianz SE"], "Insurance", 28900, "quarter"],
  [["Adobe", "ADOBE *CREATIVE", "Adobe Systems"], "Software", 2399, "month"],
  [["Daily Paper", "DAILY PAPER ABO", "Daily Paper Verlag"], "News", 990, "fortnight"],
  [["Piano School", "PIANO SCHOOL 12", "Piano School Lessons"], "Education", 2500, "week"],
  [["Car Club", "CAR CLUB EV", "Car Club Jahresbeitrag"], "Transport", 9900, "year"],
  [["Hosting One", "HOSTING ONE 99812", "Hosting One Ltd"], "Software", 5940, "halfYear"],
];

const GROCERS = ["Rewe", "Aldi", "Fresh Market", "Lidl", "Corner Shop"];
const CASUAL: readonly (readonly [
  names: readonly string[],
  category: string,
  amount: number,
  aMonth: number,
  sigma: number,
])[] = [
  [
    ["Luigi", "Thai Garden", "Burger Lab", "Cafe Central", "Sushi Bar", "Noodle House"],
    "Restaurants",
    2600,
    4,
    0.45,
  ],
  [["Shell", "Esso", "Aral"], "Transport", 5200, 2.5, 0.25],
  [["DM", "Pharmacy", "Body Shop"], "Health", 1500, 2, 0.5],
  [["Zara", "H&M", "Shoe World", "Decathlon"], "Clothing", 4500, 1, 0.6],
  [["Amazon", "AMZN MKTP 4X2", "Amazon Marketplace"], "Shopping", 2700, 2.5, 0.7],
  [["Bakery"], "Groceries", 650, 6, 0.3],
];

const ONE_OFFS = [
  "Dentist",
  "Car Repair",
  "Washing Machine",
  "Laptop Store",
  "Lawyer",
  "Vet Clinic",
  "Furniture House",
];
const ONE_OFF_CATEGORIES = ["Health", "Transport", "Household", "Shopping", "Other", "Health", "Household"];

/** A household of three years, by its seed. Amounts are minor units of a currency with two decimals. */
export function household(seed: number): Household {
  const random = new Random(seed * 7919 + 17);
  const result: Household = { charges: [], series: [], doubles: new Set(), oneOffs: new Set() };
  const add = (day: string, name: string, category: string, amount: number, kind?: Charge["kind"]) => {
    const charge: Charge = { day, name, category, amount, ...(kind && { kind }) };
    result.charges.push(charge);
    return charge;
  };
  const movesIn = random.chance(0.4) ? random.integer(8, 28) : undefined;
  const illIn = random.integer(2, MONTHS - 3);
  const wealth = random.between(0.6, 1.8);

  addHome(random, result, add, movesIn, wealth);
  for (const subscription of SUBSCRIPTIONS) {
    if (random.chance(0.6)) result.series.push(subscribe(random, add, subscription));
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
    if (index === illIn)
      for (let visit = 0; visit < 5; visit += 1)
        add(random.pick(days), "Pharmacy", "Health", random.logNormal(3800, 0.4));
    if (month.endsWith("-07") || (month.endsWith("-12") && random.chance(0.6)))
      takeHoliday(random, add, days, wealth);
    if (random.chance(0.5)) {
      const kind = random.integer(0, ONE_OFFS.length - 1);
      const amount = random.logNormal(5 * 4500 * wealth * random.between(1, 3), 0.2);
      result.oneOffs.add(
        add(random.pick(days), ONE_OFFS[kind] ?? "", ONE_OFF_CATEGORIES[kind] ?? "", amount),
      );
    }
  }
  doubleSome(random, result);
  refundSome(random, result, add);
  result.charges.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return result;
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
      rents.push(add(shifted(random, `${month}-0${rentDay}`), name, "Housing", rent));
    }
    if (rents.length >= 3) result.series.push({ merchant: name, cadence: "month", occurrences: rents });
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
    result.oneOffs.add(
      add(random.pick(days), "Movers Ltd", "Housing", random.logNormal(120000 * wealth, 0.2)),
    );
  }
}

function subscribe(
  random: Random,
  add: Add,
  [spellings, category, base, cadence]: (typeof SUBSCRIPTIONS)[number],
): TrueSeries {
  const occurrences: Charge[] = [];
  const startsIn = random.chance(0.3) ? random.integer(1, 14) : 0;
  const endsIn = random.chance(0.25) ? random.integer(20, MONTHS) : MONTHS;
  const start = `${addMonths(FIRST_MONTH, startsIn)}-${String(random.integer(1, 28)).padStart(2, "0")}`;
  const end = `${addMonths(FIRST_MONTH, endsIn)}-01`;
  const stepsAt = random.chance(0.5) ? `${addMonths(FIRST_MONTH, random.integer(6, 32))}-01` : LAST_DAY;
  const priced = Math.round(base * random.between(0.8, 1.3));
  const stepped = Math.round(priced * random.between(1.08, 1.3));
  for (let day = start; day < end && day <= LAST_DAY; day = stepFrom(day, cadence)) {
    const on = shifted(random, day, cadence === "week" ? 1 : 2);
    if (on > LAST_DAY) break;
    occurrences.push(add(on, random.pick(spellings), category, on < stepsAt ? priced : stepped));
  }
  return { merchant: spellings[0] ?? "", cadence, occurrences };
}

function takeHoliday(random: Random, add: Add, days: readonly string[], wealth: number): void {
  const first = random.integer(0, 12);
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
function doubleSome(random: Random, { charges, doubles }: Household): void {
  for (const charge of [...charges]) {
    if (charge.kind !== undefined || charge.amount < 1000 || !random.chance(1 / 250)) continue;
    const day = addDays(charge.day, random.integer(0, 1));
    if (day > LAST_DAY) continue;
    const double = { ...charge, day };
    charges.push(double);
    doubles.add(double);
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
