import { expect } from "chai";
import fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import { splitRule, successorOf } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { shownRule } from "../../../domain/recurring/ruleAnswers";
import { changedRule, decidedRule, type RuleAuthor, takeDue } from "../../../domain/recurring/rules";
import { addDays } from "../../../domain/values/day";
import { refusalOf } from "../../helpers/refusalOf";
import { authorOn, ruleOn } from "../../helpers/rules";
import { runs } from "../../helpers/runs";

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
const FIRST = "2026-07-01";
const LOAN: Recurrence = { every: 1, unit: "months", start: FIRST, day: 1, count: 6 };
const NOVEMBER = authorOn("2026-11-10");

/** A rule that goes on, also where another one ended, and how often it was due so far, with those that it continues. */
interface Run {
  rule: Rule;
  due: number;
  ended?: readonly Rule[];
}

function ran({ rule, due, ended = [] }: Run, today: string): Run {
  const parts = ended.map((part) => takeDue(part, authorOn(today), 4000));
  const { days, rule: moved } = takeDue(rule, authorOn(today), 4000);
  const all = [...parts.map(({ rule: part }) => part), moved];
  const sum = due + days.length + parts.reduce((number, part) => number + part.days.length, 0);
  const successor = successorOf(moved);
  if (!successor) return { rule: moved, due: sum, ended: all.slice(0, -1) };
  const first = { ...moved, successor: undefined };
  return ran({ rule: successor, due: sum, ended: [...all.slice(0, -1), first] }, today);
}

/** A loan of which five were paid. */
const paid = () => ran({ rule: ruleOn(LOAN), due: 0 }, "2026-11-02");
/** The schedule that the form sends with another start: the rest of it is as the page shows it. */
const startingOn = (rule: Rule, start: string): Recurrence => ({
  ...shownRule(rule, NOVEMBER.today).schedule,
  start,
  day: Number(start.slice(8)),
});
const move = (run: Run, start: string): Run => ({
  ...run,
  rule: changedRule(run.rule, { schedule: startingOn(run.rule, start) }, NOVEMBER),
});
/** The first part of a divided rule on another schedule, with the end that the page shows. */
const movedPart = (part: Rule, wanted: Recurrence, author: RuleAuthor): Rule =>
  changedRule(part, { schedule: { ...wanted, end: shownRule(part, author.today).schedule.end } }, author);
const dueInAll = (run: Run) => ran(run, "2032-01-01").due;
const timesOf = (rule: Rule) => shownRule(rule, NOVEMBER.today).schedule.count;

describe("a recurring expense with a number of times", () => {
  for (const start of ["2026-06-15", "2026-07-15", "2026-09-15", "2026-11-15", "2026-12-15"]) {
    it(`is due as often in all, and says so, if it is moved to start on ${start}`, () => {
      const moved = move(paid(), start);
      expect([dueInAll(moved), timesOf(moved.rule)]).to.deep.equal([6, 6]);
    });
  }

  it("is so if it is moved from an occurrence on, the next or a later one", () => {
    const { rule, due } = ran({ rule: ruleOn({ ...LOAN, count: 8 }), due: 0 }, "2026-11-02");
    for (const from of ["2026-12-01", "2027-01-01"]) {
      for (const start of [FIRST, "2026-12-15"]) {
        const split = splitRule(rule, from, { schedule: startingOn(rule, start) }, ID, NOVEMBER);
        expect(dueInAll({ rule: split, due }), `${from} ${start}`).to.equal(8);
        expect(timesOf(successorOf(split) ?? split)).to.equal(8);
      }
    }
  });

  it("is so if it is moved again, and back", () => {
    const twice = move(move(paid(), "2026-11-15"), "2026-12-20");
    expect([dueInAll(twice), timesOf(twice.rule)]).to.deep.equal([6, 6]);
    const back = move(twice, FIRST);
    expect([dueInAll(back), timesOf(back.rule)]).to.deep.equal([6, 6]);
    const { day: _day, ...last } = LOAN;
    const onLast = ran({ rule: ruleOn({ ...last, start: "2026-07-31" }), due: 0 }, "2026-11-02");
    const schedule = { ...LOAN, start: "2026-07-31", day: 10 };
    const moved = changedRule(onLast.rule, { schedule }, NOVEMBER);
    expect(dueInAll({ ...onLast, rule: moved })).to.equal(6);
    const again = changedRule(moved, { schedule: { ...schedule, day: 31 } }, NOVEMBER);
    expect([dueInAll({ ...onLast, rule: again }), timesOf(again)]).to.deep.equal([6, 6]);
  });

  it("is due once a month if its first part moves after a division", () => {
    for (const count of [undefined, 8]) {
      const rent = ruleOn({ ...LOAN, start: "2026-12-25", day: 25, count });
      const split = ran({ rule: splitRule(rent, "2027-04-25", {}, ID, NOVEMBER), due: 0 }, "2026-11-10");
      const [first = expect.fail("It is not divided.")] = split.ended ?? [];
      const schedule = startingOn(first, "2026-12-03");
      const moved = changedRule(first, { schedule }, NOVEMBER);
      const divided = splitRule(first, "2027-02-25", { schedule }, "OTHER", NOVEMBER);
      const next = successorOf(divided) ?? expect.fail("It is not divided again.");
      const daysOf = (...parts: Rule[]) =>
        parts.flatMap((part) => takeDue(part, authorOn("2028-12-31"), 5).days.map((day) => day.slice(2)));
      expect(daysOf(moved)).to.deep.equal(["26-12-03", "27-01-03", "27-02-03", "27-03-03"]);
      expect(daysOf(divided, next)).to.deep.equal(["26-12-25", "27-01-25", "27-02-03", "27-03-03"]);
      expect(daysOf(split.rule)[0]).to.equal("27-04-25");
      const late = startingOn(first, "2027-04-03");
      expect(refusalOf(() => changedRule(first, { schedule: late }, NOVEMBER))).to.include({
        code: "schedule.endBeforeStart",
      });
    }
  });

  it("is due as often in all if its first part takes another rhythm after a division, or an earlier month, and back", () => {
    const rent = ruleOn({ ...LOAN, start: "2026-12-25", day: 25 });
    const split = ran({ rule: splitRule(rent, "2027-03-25", {}, ID, NOVEMBER), due: 0 }, "2026-11-10");
    const [first = expect.fail("It is not divided.")] = split.ended ?? [];
    const others: Recurrence[] = [
      { every: 1, unit: "weeks", start: "2026-12-01", weekdays: [1, 4] },
      { every: 10, unit: "days", start: "2026-12-25" },
      { every: 3, unit: "months", start: "2026-12-25" },
      { every: 1, unit: "months", start: "2026-11-25", day: 25 },
    ];
    const dueIn = (...ended: Rule[]) => dueInAll({ ...split, ended });
    for (const other of others) {
      const moved = movedPart(first, other, NOVEMBER);
      expect(dueIn(moved), JSON.stringify(other)).to.equal(other.every === 3 ? 4 : 6);
      expect(dueIn(movedPart(moved, first.schedule, NOVEMBER))).to.equal(6);
      const again = splitRule(
        first,
        "2027-01-25",
        { schedule: { ...other, end: first.schedule.end } },
        "OTHER",
        NOVEMBER,
      );
      const next = successorOf(again) ?? expect.fail("It is not divided again.");
      expect(dueIn({ ...again, successor: undefined }, next)).to.be.within(5, 6);
      expect(dueIn(movedPart({ ...again, successor: undefined }, other, NOVEMBER), next)).to.be.within(5, 6);
    }
    const longer = { ...others[0], end: "2027-12-31" } as Recurrence;
    expect(dueIn(changedRule(first, { schedule: longer }, NOVEMBER))).to.be.above(6);
  });

  it("takes another number, which includes what is done, and is refused if that leaves none", () => {
    const { rule, due } = move(paid(), "2026-12-15");
    const change = (count: number) =>
      changedRule(rule, { schedule: { ...startingOn(rule, "2026-12-15"), count } }, NOVEMBER);
    expect(dueInAll({ rule: change(8), due })).to.equal(8);
    expect(refusalOf(() => change(5))).to.include({ status: 400, code: "schedule.countDone" });
  });

  it("says how many are done if there are no more, and keeps the number of one that is finished", () => {
    const refusal = {
      ...{ status: 400, code: "schedule.countDone", field: "schedule.count" },
      message: "6 times are done already, or due before. Enter more.",
    };
    const finished = ran(paid(), "2026-12-02").rule;
    const later = { ...LOAN, start: "2027-04-15", day: 15 };
    for (const schedule of [later, { ...LOAN, count: 3 }, { ...later, count: 3 }]) {
      const change = () => changedRule(finished, { schedule }, authorOn("2027-03-10"));
      expect(change).to.throw(ApiError).and.to.include(refusal);
    }
    expect(changedRule(finished, { schedule: LOAN }, authorOn("2027-03-10")).nextOn).to.equal(undefined);
  });

  it("counts one that was posted early if another rhythm has no such day", () => {
    const early = decidedRule(paid().rule, "2026-12-01", "posted", NOVEMBER);
    const weekly: Recurrence = { every: 1, unit: "weeks", start: "2026-12-02", count: 8 };
    expect(dueInAll({ rule: changedRule(early, { schedule: weekly }, NOVEMBER), due: 6 })).to.equal(8);
  });

  it("is never due more often, whatever is changed besides", () => {
    const rhythm = fc.record({
      every: fc.integer({ min: 1, max: 3 }),
      unit: fc.constantFrom("days", "weeks", "months", "years"),
      start: fc.integer({ min: -200, max: 400 }).map((days) => addDays(FIRST, days)),
    });
    const act = fc.record({
      wait: fc.integer({ min: 0, max: 70 }),
      does: fc.constantFrom(
        "move",
        "move",
        "first",
        "first",
        "split",
        "split",
        "posted",
        "skipped",
        "pause",
        "resume",
      ),
      rhythm,
      sameRhythm: fc.boolean(),
      which: fc.nat({ max: 2 }),
    });
    type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;
    const after = (run: Run, today: string, { does, rhythm: wanted, sameRhythm, which }: Act): Run => {
      const { rule, due } = run;
      const author = authorOn(today);
      if (does === "first") {
        const partOf = ({ every, unit }: Recurrence) => ({ ...wanted, ...(sameRhythm && { every, unit }) });
        const moved = run.ended?.map((part) => movedPart(part, partOf(part.schedule), author));
        return { ...run, ended: moved };
      }
      const { schedule: former, upcoming } = shownRule(rule, today);
      const day = upcoming[which] ?? "";
      const { count = 0, every, unit } = former;
      const schedule: Recurrence = { ...wanted, ...(sameRhythm && { every, unit }), count };
      if (does === "posted") return { ...run, rule: decidedRule(rule, day, does, author), due: due + 1 };
      if (does === "skipped") return { ...run, rule: decidedRule(rule, day, does, author) };
      if (does === "move") return { ...run, rule: changedRule(rule, { schedule }, author) };
      if (does === "split")
        return { ...run, rule: splitRule(rule, day, { schedule }, `${rule.id}+`, author) };
      return { ...run, rule: changedRule(rule, { paused: does === "pause" }, author) };
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(act, { maxLength: 8 }), (count, acts) => {
        let today = FIRST;
        let run: Run = { rule: ruleOn({ ...LOAN, day: 20, count }), due: 0 };
        for (const one of acts) {
          today = addDays(today, one.wait);
          run = run.rule.pausedAt ? run : ran(run, today);
          try {
            run = after(run, today, one);
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
          }
          expect(timesOf(successorOf(run.rule) ?? run.rule)).to.equal(count);
        }
        expect(dueInAll(run)).to.be.at.most(count);
      }),
      { numRuns: runs(300) },
    );
  });
});
