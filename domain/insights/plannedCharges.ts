import { signOf } from "../expenses/kinds";
import { sharesOf } from "../expenses/parts";
import type { Rule } from "../recurring/model";
import { occurrencesBetween } from "../recurring/occurrences";
import type { DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { byMerchant } from "./merchants";
import type { Charge, PlannedCharge, RulePlan } from "./model";

/** Amounts of one merchant are of the same recurring expense if neither is above this multiple of the other. */
const MAX_STEP = 1.6;

/**
 * The recurring expenses that running rules of a ledger make: those that are paused or ended make none. Proposals count as
 * well, since most are confirmed.
 */
export function plannedOf(rules: readonly Rule[], today: string): RulePlan[] {
  return rules
    .filter(
      ({ pausedAt, nextOn, proposals = [] }) => !pausedAt && (nextOn !== undefined || proposals.length > 0),
    )
    .map((rule) => {
      const { merchant, description, amount, currency, kind, tags = [] } = rule.content;
      const sign = signOf(kind);
      // Many budgets ask for the same period.
      const known = new Map<string, readonly string[]>();
      return {
        ...{ name: merchant ?? description, currency, tags, since: rule.schedule.start },
        amount: sign * amount,
        shares: sharesOf(rule.content).map((share) => ({
          category: share.category,
          amount: sign * share.amount,
        })),
        daysIn: (range) => getOrAdd(known, `${range.from} ${range.to}`, () => daysIn(rule, range, today)),
      };
    });
}

/** The days on which a rule is expected to add an expense, or has added one for a day to come. */
function daysIn(
  { schedule, nextOn, decided = {}, proposals = [] }: Rule,
  { from, to }: DayRange,
  today: string,
) {
  const waiting = proposals.filter((day) => from <= day && day <= to);
  if (nextOn === undefined) return waiting;
  const isDone = (day: string) => decided[day] === "skipped" || (decided[day] === "posted" && day <= today);
  const first = nextOn > from ? nextOn : from;
  return [...waiting, ...[...occurrencesBetween(schedule, first, to)].filter((day) => !isDone(day))];
}

/** Plans with the charges that are theirs so far. */
export function withPast(plans: readonly RulePlan[], charges: readonly Charge[]): PlannedCharge[] {
  if (plans.length === 0) return [];
  const spent = charges.filter(({ kind }) => kind === undefined);
  const named = plans.map((plan) => ({ name: plan.name, day: "", plan }));
  const past = new Map<RulePlan, readonly Charge[]>();
  for (const all of byMerchant<Charge | (typeof named)[number]>([...named, ...spent]).values()) {
    const own = all.filter((one): one is Charge => "amount" in one);
    for (const one of all) {
      if ("plan" in one)
        past.set(
          one.plan,
          own.filter(({ amount }) => isClose(amount, one.plan.amount)),
        );
    }
  }
  return plans.map((plan) => ({ ...plan, past: past.get(plan) ?? [] }));
}

const isClose = (one: number, other: number) => one <= MAX_STEP * other && other <= MAX_STEP * one;
