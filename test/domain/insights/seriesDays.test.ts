import { expect } from "chai";
import { stepFrom } from "../../../domain/insights/cadences";
import { seriesOf } from "../../../domain/insights/series";
import { addMonths, daysOfMonth } from "../../../domain/values/day";
import { charge } from "./histories";

describe("the next day of a monthly charge", () => {
  for (const day of [15, 28, 29, 30, 31]) {
    it(`is day ${day}, or the last one of a shorter month`, () => {
      const dayIn = (month: string) => daysOfMonth(month).slice(0, day).at(-1) ?? "";
      for (let index = 0; index < 30; index += 1) {
        const months = Array.from({ length: 14 }, (_, back) => addMonths("2026-01", index + back));
        const charges = months.map((month) => charge(dayIn(month), "Rent", 90000));
        const [found] = seriesOf(charges, dayIn(months.at(-1) ?? ""));
        const next = addMonths(months.at(-1) ?? "", 1);
        expect(found?.nextOn, next).to.equal(dayIn(next));
        expect(stepFrom(found?.nextOn ?? "", "month", found?.usualDay)).to.equal(dayIn(addMonths(next, 1)));
      }
    });
  }
});

describe("the next day of a yearly charge", () => {
  it("is the last one of a short month, on which all were", () => {
    for (const day of ["06-30", "02-28", "09-30"]) {
      const charges = ["2025", "2026", "2027"].map((year) => charge(`${year}-${day}`, "Insurance", 28_900));
      const [found] = seriesOf(charges, "2027-10-10");
      expect([found?.cadence, found?.nextOn], day).to.deep.equal(["year", `2028-${day}`]);
    }
  });
});
