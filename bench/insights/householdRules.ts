import { median } from "simple-statistics";
import { stepFrom } from "../../domain/insights/cadences";
import type { Cadence, Charge } from "../../domain/insights/model";
import type { Recurrence, Rule } from "../../domain/recurring/model";
import { completed, occurrencesBetween } from "../../domain/recurring/occurrences";
import { addDays } from "../../domain/values/day";
import { Random } from "../random";
import { type Household, LAST_DAY, type TrueSeries } from "./household";
import { CASUAL, GROCERS } from "./spendingHabits";

/** The rhythm of a rule for a series. */
const SCHEDULES: Readonly<Record<Cadence, Pick<Recurrence, "unit" | "every">>> = {
  week: { unit: "weeks", every: 1 },
  fortnight: { unit: "weeks", every: 2 },
  month: { unit: "months", every: 1 },
  quarter: { unit: "months", every: 3 },
  halfYear: { unit: "months", every: 6 },
  year: { unit: "years", every: 1 },
};

/** Amounts that somebody looks at who makes a rule of a bill that varies. */
const LATEST = 6;

/** Days that a charge may be late, or early, by those of its rule. */
const MAX_SHIFT = 4;

/** The terms of a rule, in short. */
interface Terms {
  name: string;
  category: string;
  amount: number;
  cadence: Cadence;
  start: string;
  day?: "last" | undefined;
}

function ruleOf({ name, category, amount, cadence, start, day }: Terms, today: string, nextOn = start): Rule {
  const at = `${today}T00:00:00.000Z`;
  return {
    id: `${name} ${start}`,
    ledgerId: "household",
    ...{ version: 1, createdBy: "user", createdAt: at, updatedAt: at, mode: "propose", next: 0 },
    content: { description: name, category, amount, currency: "EUR" },
    schedule: completed({ ...SCHEDULES[cadence], start, ...(day && { day }) }),
    nextOn,
  };
}

/**
 * The rules of a household for each recurring charge that it knows by a day and that goes on: at the amount of the last one,
 * of a bill that varies the median of the latest ones. Each is proposed, as those are that the page makes of what it found:
 * confirmed for the day and the amount of the charge.
 */
export const rulesOn = ({ series }: Household, today: string): Rule[] =>
  series.flatMap((one) => {
    const known = one.occurrences.filter(({ day }) => day <= today);
    const [first, last] = [known.at(0), known.at(-1)];
    if (first === undefined || last === undefined || !goesOn(one, today)) return [];
    const terms = { name: one.merchant, category: last.category, amount: amountOf(known), day: one.day };
    const rule = ruleOf({ ...terms, cadence: one.cadence, start: first.day }, today);
    // The next one may be late by the rule.
    const from = addDays(last.day, MAX_SHIFT);
    const [nextOn] = occurrencesBetween(rule.schedule, from, stepFrom(from, one.cadence));
    return [{ ...rule, nextOn }];
  });

const goesOn = ({ occurrences, cadence }: TrueSeries, today: string) => {
  const last = occurrences.at(-1)?.day ?? today;
  return last > today || stepFrom(last, cadence) > addDays(LAST_DAY, -MAX_SHIFT);
};

function amountOf(known: readonly Charge[]): number {
  const amounts = known.slice(-LATEST).map(({ amount }) => amount);
  return new Set(amounts).size > 2 ? Math.round(median(amounts)) : (amounts.at(-1) ?? 0);
}

/** Shops that deliver something as well, and how often. */
const DELIVERIES: readonly (readonly [shops: readonly string[], cadence: Cadence])[] = [
  [GROCERS, "week"],
  [CASUAL.map(([[shop = ""]]) => shop), "month"],
];

/** Deliveries that begin, by rules that a household makes on a day. */
export interface Deliveries {
  rules: Rule[];
  /** The expenses that they will make until a day. */
  charges: Charge[];
}

/**
 * Deliveries by two shops, which begin after a day, at what an expense there costs usually: everything else that is bought
 * there goes on. They have a source of their own, so that nothing else differs with them.
 */
export function deliveriesFrom({ charges }: Household, seed: number, today: string, end: string): Deliveries {
  const random = new Random(seed * 5003 + Number(today.replaceAll("-", "")));
  const rules = DELIVERIES.flatMap(([shops, cadence]) => {
    const name = random.pick(shops);
    const own = charges.filter((one) => one.name === name && one.day <= today && one.kind === undefined);
    const start = addDays(today, random.integer(1, 7));
    if (own.length === 0) return [];
    const amount = Math.round(median(own.map(({ amount: paid }) => paid)));
    return [ruleOf({ name, category: own.at(-1)?.category ?? "", amount, cadence, start }, today)];
  });
  return {
    rules,
    charges: rules.flatMap(({ schedule, content: { description: name, category, amount } }) =>
      [...occurrencesBetween(schedule, schedule.start, end)].map((day) => ({ day, name, category, amount })),
    ),
  };
}
