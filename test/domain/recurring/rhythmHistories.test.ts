import { expect } from "chai";
import fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import { dueInPeriod } from "../../../domain/recurring/duePeriods";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { occurrenceIdOf, postedIdOf } from "../../../domain/recurring/occurrenceIds";
import { changedRule, decidedRule, takeDue } from "../../../domain/recurring/rules";
import { earlyExpenseOf, unpostedRule } from "../../../domain/recurring/unpostedRule";
import { authorOn, ruleOn } from "../../helpers/rules";
import { runs } from "../../helpers/runs";

const TODAY = authorOn("2026-11-20");
const LAST = authorOn("2027-04-30");
const FIRST: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1 };
const MONTHS = ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04"];

const dayOfMonth = fc.integer({ min: 1, max: 28 });
const monthly = fc
  .tuple(fc.constantFrom("2026-12-01", "2027-01-15", "2027-02-01"), dayOfMonth)
  .map(([start, day]): Recurrence => ({ every: 1, unit: "months", start, day }));
const weekly = fc
  .tuple(fc.constantFrom("2026-12-01", "2027-01-15"), fc.integer({ min: 1, max: 7 }))
  .map(([start, weekday]): Recurrence => ({ every: 1, unit: "weeks", start, weekdays: [weekday] }));
const quarterly = fc
  .tuple(fc.constantFrom("2026-12-01", "2027-01-01"), dayOfMonth)
  .map(([start, day]): Recurrence => ({ every: 3, unit: "months", start, day }));

const anyAct = fc.oneof(
  fc.oneof(monthly, monthly, weekly, quarterly).map((schedule) => ({ schedule })),
  fc.record({
    decision: fc.constantFrom("posted" as const, "posted" as const, "skipped" as const),
    which: fc.nat(2),
  }),
  fc.record({ taken: fc.nat(2) }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer One> ? One : never;

const isMonthly = ({ unit, every }: Recurrence) => unit === "months" && every === 1;
const monthOf = (day: string) => day.slice(0, 7);

/** A rule that somebody changes on one day, with the expenses that were posted early. */
class History {
  rule: Rule = ruleOn(FIRST, {}, TODAY.today);
  /** Months that were decided while it was due once in each, with the IDs of their expenses. */
  readonly done = new Map<string, string | undefined>();
  private readonly stored = new Set<string>();
  private taken = 0;

  act(act: Act): void {
    try {
      if ("schedule" in act) this.move(act.schedule);
      else if ("which" in act) this.decide(act.decision, act.which);
      else this.takeBack(act.taken);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  move(schedule: Recurrence): void {
    const { decided = {} } = this.rule;
    this.rule = changedRule(this.rule, { schedule }, TODAY);
    if (!isMonthly(schedule)) return;
    for (const month of MONTHS) {
      const day = dueInPeriod(schedule, `${month}-01`, (one) => `${monthOf(one)}-01`);
      // Another rhythm may have left one on that very day, which is that of the month.
      if (day !== undefined && !this.done.has(month) && (this.isStored(day) || decided[day] !== undefined)) {
        this.done.set(month, postedIdOf(this.rule, day));
      }
    }
  }

  /** Months in which it is due from now on, and gets an expense. */
  due(): string[] {
    const { days } = takeDue(this.rule, LAST, 400);
    return days.filter((day) => !this.isStored(day)).map(monthOf);
  }

  private isStored(day: string): boolean {
    return this.stored.has(occurrenceIdOf(this.rule, day));
  }

  private decide(decision: "posted" | "skipped", which: number): void {
    const day = takeDue(this.rule, authorOn("2028-01-01"), 3).days[which] ?? "";
    this.rule = decidedRule(this.rule, day, decision, TODAY);
    const id = postedIdOf(this.rule, day);
    if (decision === "posted") this.stored.add(id);
    if (isMonthly(this.rule.schedule)) this.done.set(monthOf(day), decision === "posted" ? id : undefined);
  }

  private takeBack(which: number): void {
    const { decided = {} } = this.rule;
    const day = Object.keys(decided).filter((one) => decided[one] === "posted")[which] ?? "";
    const id = earlyExpenseOf(this.rule, day, TODAY);
    if (id === undefined) return;
    this.taken += 1;
    this.rule = unpostedRule(this.rule, id, `BASE${this.taken}`, TODAY);
    this.stored.delete(id);
    for (const [month, one] of this.done) if (one === id) this.done.delete(month);
  }
}

describe("a monthly expense whose rhythm is changed again and again", () => {
  it("is due once in each month that was not decided before, whatever is taken back", () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 8 }), dayOfMonth, (acts, day) => {
        const history = new History();
        for (const act of acts) history.act(act);
        history.move({ ...FIRST, day });
        expect(history.due()).to.deep.equal(MONTHS.filter((month) => !history.done.has(month)));
      }),
      { numRuns: runs(300) },
    );
  });
});
