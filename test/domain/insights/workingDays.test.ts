import { expect } from "chai";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Rule } from "../../../domain/recurring/model";
import { addDays, addMonths, daysOfMonth, weekdayOf } from "../../../domain/values/day";
import { charge, historyOf, shopping } from "./histories";
import { ruledHistory, ruleOf } from "./rules";

const lastOf = (month: string) => daysOfMonth(month).at(-1) ?? "";

const rentsOn = (dayIn: (month: string) => string) =>
  Array.from({ length: 20 }, (_, index) =>
    charge(dayIn(addMonths("2025-01", index)), "Rent Co", 90_000, "Home"),
  );

/** The part of a rent that is due in a month, as known on its tenth day. */
function dueIn(month: string, dayIn: (month: string) => string): number | undefined {
  const today = `${month}-10`;
  const rents = rentsOn(dayIn);
  return forecastOf(historyOf([...shopping("2025-01-01", today), ...rents], today))?.due;
}

/** The last day of a month, or the first one after it that is on none of these days of a week. */
const dayAfter = (weekend: readonly number[]) => (month: string) => {
  let day = lastOf(month);
  while (weekend.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
};

describe("a charge at the end of a month", () => {
  it("is expected in the next month if that is a weekend, on which it never comes", () => {
    // 31 January and 28 February 2026 are Saturdays, 31 May is a Sunday.
    const months = ["2026-01", "2026-03", "2026-05", "2026-06"];
    const due = (weekend: readonly number[]) => months.map((month) => dueIn(month, dayAfter(weekend)));
    expect(due([6, 7])).to.deep.equal([0, 90_000, 0, 90_000]);
    // Where Friday and Saturday are the weekend.
    expect(due([5, 6])).to.deep.equal([0, 90_000, 90_000, 90_000]);
    expect(due([])).to.deep.equal([90_000, 90_000, 90_000, 90_000]);
  });

  it("is expected then by a rule that proposes it, but on its day by one that posts it", () => {
    const today = "2026-05-10";
    const known = [...shopping("2025-01-01", today), ...rentsOn(dayAfter([6, 7]))];
    const rule = ruleOf({ description: "Rent Co", category: "Home" }, { start: "2026-05-31", day: "last" });
    const due = (mode: Rule["mode"]) => forecastOf(ruledHistory([{ ...rule, mode }], known, today))?.due;
    expect([due("propose"), due("post")]).to.deep.equal([0, 90_000]);
  });

  it("is expected so again after a year, if it was entered for a weekend once", () => {
    const today = "2026-03-10";
    // The rent of Friday, 28 February, on Saturday.
    const rents = rentsOn(dayAfter([6, 7])).map((one) =>
      one.day === "2025-02-28" ? { ...one, day: "2025-03-01" } : one,
    );
    const known = historyOf([...shopping("2025-01-01", today), ...rents], today);
    // That of February was paid on 2 March.
    expect(forecastOf(known)?.due).to.equal(90_000);
  });

  it("is expected on its day while it is too young to tell", () => {
    const rents = ["2025-10-31", "2025-11-28", "2025-12-31"].map((day) => charge(day, "Rent Co", 90_000));
    const known = historyOf([...shopping("2025-09-01", "2026-01-10"), ...rents], "2026-01-10");
    expect(forecastOf(known)?.due).to.equal(90_000);
  });
});
