import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import type { Charge } from "../../../domain/insights/model";
import type { Recurrence } from "../../../domain/recurring/model";
import { charge, groceries } from "./histories";
import { ruledHistory, ruleOf } from "./rules";

/** The large expenses that are told on a day, of a ledger with a rule. */
function toldBy(name: string, amount: number, schedule: Partial<Recurrence>, ...paid: Charge[]): string[] {
  const today = paid.at(-1)?.day ?? "";
  const rule = ruleOf({ description: name, amount }, schedule);
  const history = ruledHistory([rule], [...groceries("2024-09-01", today), ...paid], today);
  return insightsOf(history, () => false)
    .findings.filter(({ kind }) => kind === "unusual")
    .map(({ day }) => day);
}

describe("an expense that a rule of the ledger makes", () => {
  it("is not unusual, be it the first or the second one", () => {
    const yearly = { unit: "years", start: "2025-10-04" } as const;
    const insurance = ["2025-10-04", "2026-10-04"].map((day) => charge(day, "Allianz", 62_000, "Insurance"));
    expect(toldBy("Allianz", 62_000, yearly, ...insurance)).to.deep.equal([]);
    const fees = ["2026-06-15", "2026-09-15"].map((day) => charge(day, "School Fee", 30_000, "Kids"));
    expect(toldBy("School Fee", 30_000, { every: 3, start: "2026-06-15" }, ...fees)).to.deep.equal([]);
    const rent = charge("2026-09-03", "Landlord B", 120_000, "Housing");
    expect(toldBy("Landlord B", 120_000, { start: "2026-09-03" }, rent)).to.deep.equal([]);
  });

  it("is unusual if it costs something else", () => {
    const start = "2026-09-03";
    const dear = charge(start, "Landlord B", 160_000, "Housing");
    expect(toldBy("Landlord B", 120_000, { start }, dear)).to.deep.equal([start]);
  });
});
