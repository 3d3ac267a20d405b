import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import type { Rule } from "../../../domain/recurring/model";
import { charge, groceries, monthly } from "./histories";
import { RULED_ON, ruledHistory, ruleOf } from "./rules";

const RENT = monthly("2025-06-25", 15, "Rent", 90_000, "Housing");
const LATER = "2026-10-20";

describe("the charges of a rule that was changed", () => {
  /** The rent's rule since October 2025, as it was changed. */
  const changed = (content: Partial<Rule["content"]>, nextOn = "2026-09-25"): Rule => ({
    ...ruleOf(content, { start: "2025-10-25" }),
    nextOn,
  });
  /** Returns what is due, and what is told of charges that recur or stopped. */
  const seen = (rules: readonly Rule[], charges: readonly Charge[] = RENT, today = RULED_ON) => {
    const history = ruledHistory(rules, [...groceries("2025-06-01", today), ...charges], today);
    const told = insightsOf(history, () => false).findings.map(({ kind, name }) => `${kind} ${name}`);
    return [forecastOf(history)?.due, ...told.filter((one) => /^(recurring|stopped)/.test(one))];
  };

  it("are expected at the new amount alone, and did not stop", () => {
    expect(seen([])).to.deep.equal([90_000, "recurring Rent"]);
    expect(seen([changed({ amount: 200_000 })])).to.deep.equal([200_000]);
    expect(seen([changed({ amount: 30_000 })])).to.deep.equal([30_000]);
    const paid = [...RENT, charge("2026-09-25", "Rent", 200_000, "Housing")];
    expect(seen([changed({ amount: 200_000 }, "2026-10-25")], paid, LATER)).to.deep.equal([200_000]);
  });

  it("are expected by the new name alone, and did not stop", () => {
    expect(seen([changed({ description: "Miete" })])).to.deep.equal([90_000]);
    const paid = [...RENT, charge("2026-09-25", "Miete", 90_000, "Housing")];
    expect(seen([changed({ description: "Miete" }, "2026-10-25")], paid, LATER)).to.deep.equal([90_000]);
    const again = [...RENT, ...monthly("2026-09-25", 3, "Miete", 90_000, "Housing")];
    expect(seen([changed({ description: "Miete" }, "2026-12-25")], again, "2026-11-26")).to.deep.equal([0]);
  });

  it("are none that only cost the same, or are only on the same days", () => {
    const both = [180_000, "recurring Rent"];
    expect(seen([changed({ description: "Garage", category: "Car" })])).to.deep.equal(both);
    expect(
      seen([{ ...ruleOf({ description: "Miete" }, { start: "2025-10-24" }), nextOn: "2026-09-24" }]),
    ).to.deep.equal(both);
    expect(seen([changed({ description: "Miete", amount: 95_000 })])).to.deep.equal([
      185_000,
      "recurring Rent",
    ]);
    // It was there for one of them alone.
    expect(seen([ruleOf({ description: "Miete" }, { start: "2026-08-25" })])).to.deep.equal([
      180_000,
      "recurring Rent",
    ]);
    // One of its own was paid on each of the same days.
    const twins = [...RENT, ...monthly("2026-07-25", 2, "Flat", 90_000, "Housing")];
    const flat = { ...ruleOf({ description: "Flat" }, { start: "2026-07-25" }), nextOn: "2026-09-25" };
    expect(seen([flat], twins)).to.deep.equal(both);
  });
});
