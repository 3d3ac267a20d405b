import { expect } from "chai";
import fc from "fast-check";
import type { Rule } from "../../../domain/recurring/model";
import { exchangedIdBases, occurrenceIdOf } from "../../../domain/recurring/occurrenceIds";
import { addDays } from "../../../domain/values/day";

type Identified = Pick<Rule, "id" | "idBases" | "ledgerId">;

const FIRST = "2026-01-01";
const DAYS = Array.from({ length: 20 }, (_, index) => addDays(FIRST, index));
const first: Identified = { id: "rule 0", ledgerId: "home" };

/** The rules after one of them was divided on a day. */
function divided(rules: readonly Identified[], which: number, from: string): Identified[] {
  const rule = rules[which % rules.length] ?? first;
  const id = `rule ${rules.length}`;
  const [idBases, later] = exchangedIdBases(rule, from, id);
  return [
    ...rules.map((one) => (one === rule ? { ...rule, idBases } : one)),
    { id, ledgerId: "home", idBases: later },
  ];
}

describe("the IDs of occurrences", () => {
  it("go on in the rule that continues another one, so that a day that was posted early is found there", () => {
    const [ended, second] = divided([first], 0, "2026-01-05");
    const third = divided([ended ?? first, second ?? first], 1, "2026-01-10").at(-1) ?? first;
    expect(occurrenceIdOf(ended ?? first, "2026-01-04")).to.equal(occurrenceIdOf(first, "2026-01-04"));
    expect(occurrenceIdOf(second ?? first, "2026-01-07")).to.equal(occurrenceIdOf(first, "2026-01-07"));
    expect(occurrenceIdOf(third, "2026-01-12")).to.equal(occurrenceIdOf(first, "2026-01-12"));
  });

  it("are of one rule and one day each, whichever rules are divided when, and whatever their schedules become", () => {
    const divisions = fc.array(fc.tuple(fc.nat(10), fc.constantFrom(...DAYS)), { maxLength: 8 });
    fc.assert(
      fc.property(divisions, (drawn) => {
        const rules = drawn.reduce((all, [which, from]) => divided(all, which, from), [first]);
        const ids = rules.flatMap((rule) => DAYS.map((day) => occurrenceIdOf(rule, day)));
        expect(new Set(ids).size).to.equal(ids.length);
      }),
    );
  });
});
