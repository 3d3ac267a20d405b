import { signOf } from "../expenses/kinds";
import type { ExpenseItem } from "../expenses/model";
import { sharesOf } from "../expenses/parts";
import type { Rule } from "../recurring/model";
import { occurrenceIdOf } from "../recurring/occurrenceIds";
import { occurrencesBetween } from "../recurring/occurrences";
import type { DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { byMerchant } from "./merchants";
import type { Charge, PlannedAmount, PlannedCharge, RulePlan } from "./model";

/** Amounts of one merchant are of the same recurring expense if neither is above this multiple of the other. */
const MAX_STEP = 1.6;

/** Expenses of occurrences by their ID, as they are now. */
export type PostedExpenses = ReadonlyMap<
  string,
  Pick<ExpenseItem, "ledgerId" | "date" | "deletedAt"> & Content
>;

type Content = Pick<ExpenseItem, "amount" | "currency" | "kind" | "category" | "parts" | "tags">;

/** The IDs of the expenses that were posted before their day, of all rules. */
export const postedIdsOf = (rules: readonly Rule[]): string[] =>
  rules.flatMap((rule) => postedDaysOf(rule).map((day) => occurrenceIdOf(rule, day)));

const postedDaysOf = ({ decided = {} }: Rule) =>
  Object.keys(decided).filter((day) => decided[day] === "posted");

/**
 * The recurring expenses that running rules of a ledger make: those that are paused or ended make none. Proposals count as
 * well, since most are confirmed.
 * @param posted The expenses of {@link postedIdsOf}: users may post one for another day or amount, and move it later.
 */
export function plannedOf(rules: readonly Rule[], posted: PostedExpenses, today: string): RulePlan[] {
  return rules
    .filter(
      ({ pausedAt, nextOn, proposals = [] }) => !pausedAt && (nextOn !== undefined || proposals.length > 0),
    )
    .map((rule) => {
      const { merchant, description, currency } = rule.content;
      // Many budgets ask for the same period.
      const known = new Map<string, readonly string[]>();
      return {
        ...{ name: merchant ?? description, currency, since: rule.schedule.start },
        entered: enteredOf(rule, posted, today),
        ...plannedAmount(rule.content),
        daysIn: (range) => getOrAdd(known, `${range.from} ${range.to}`, () => daysIn(rule, range)),
      };
    });
}

function plannedAmount(content: Content): PlannedAmount {
  const sign = signOf(content.kind);
  return {
    amount: sign * content.amount,
    shares: sharesOf(content).map(({ category, amount }) => ({ category, amount: sign * amount })),
    tags: content.tags ?? [],
  };
}

/** The expenses of a rule that are entered for days to come. */
function enteredOf(rule: Rule, posted: PostedExpenses, today: string) {
  const entered: (PlannedAmount & { day: string })[] = [];
  for (const due of postedDaysOf(rule)) {
    const expense = posted.get(occurrenceIdOf(rule, due));
    const isIn = expense?.ledgerId === rule.ledgerId && expense.currency === rule.content.currency;
    if (expense === undefined || !isIn || expense.deletedAt !== undefined || expense.date <= today) continue;
    entered.push({ ...plannedAmount(expense), day: expense.date });
  }
  return entered;
}

/** The days on which a rule is expected to add an expense. */
function daysIn({ schedule, nextOn, decided = {}, proposals = [] }: Rule, { from, to }: DayRange) {
  const waiting = proposals.filter((day) => from <= day && day <= to);
  if (nextOn === undefined) return waiting;
  const first = nextOn > from ? nextOn : from;
  return [
    ...waiting,
    ...[...occurrencesBetween(schedule, first, to)].filter((day) => decided[day] === undefined),
  ];
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
