import { expect } from "chai";
import { household, MONTHS } from "../../../bench/insights/household";
import type { Charge } from "../../../domain/insights/model";
import { addDays, addMonths, daysOfMonth, weekdayOf } from "../../../domain/values/day";
import { charge, findingsOf, monthly, shopping } from "./histories";

const lastOf = (month: string) => daysOfMonth(month).at(-1) ?? "";

/** Food on each day, and a rent that is paid on these days. */
const paidOn = (dayIn: (month: string) => string): Charge[] => [
  ...Array.from({ length: 822 }, (_, index) =>
    charge(addDays("2024-06-01", index), "Market", 1_700 + (index % 2) * 100, "Groceries"),
  ),
  ...Array.from({ length: 27 }, (_, index) =>
    charge(dayIn(addMonths("2024-06", index)), "Rent Co", 90_000, "Home"),
  ),
];

/** The keys of what stands out on the days of a year. */
function outstanding(charges: readonly Charge[]): string[] {
  const kinds = new Set(["pace", "category", "merchant", "year"]);
  const keys = new Set<string>();
  for (let month = "2025-09"; month <= "2026-08"; month = addMonths(month, 1)) {
    for (const day of daysOfMonth(month).slice(7)) {
      for (const { kind, key } of findingsOf(charges, day)) if (kinds.has(kind)) keys.add(key);
    }
  }
  return [...keys];
}

describe("a rent at the end of each month", () => {
  it("makes no month unusual on its last day, however short the month is", () => {
    expect(outstanding(paidOn(lastOf))).to.deep.equal([]);
  }).timeout(120_000);

  it("makes no month unusual that it slips into after a weekend, nor out of", () => {
    const nextWorkingDay = (month: string) => {
      let day = lastOf(month);
      while (weekdayOf(day) > 5) day = addDays(day, 1);
      return day;
    };
    expect(outstanding(paidOn(nextWorkingDay))).to.deep.equal([]);
  }).timeout(120_000);

  it("makes no category and no month unusual if it is that of the next one, paid early", () => {
    const rent = monthly("2025-01-01", 14, "Rent Co", 90_000, "Home");
    const early = charge("2026-02-27", "Rent Co", 90_000, "Home");
    const known = [...shopping("2025-01-01", "2026-03-20"), ...rent, early];
    for (const today of ["2026-02-28", "2026-03-10", "2026-03-20"]) {
      const told = findingsOf(known, today).filter(({ kind }) => kind !== "recurring");
      expect(told, today).to.deep.equal([]);
    }
  });

  it("does not hide that other spending grew", () => {
    const grown = [
      ...paidOn(lastOf).filter(({ day, name }) => name !== "Market" || day < "2026-07-01"),
      ...shopping("2026-07-01", "2026-07-31", 4),
    ];
    const told = findingsOf(grown, "2026-07-31").map(({ key }) => key);
    expect(told).to.include("pace:2026-07");
  });

  it("is that of some made-up households", () => {
    const homes = Array.from({ length: 60 }, (_, seed) => household(seed));
    const rents = homes.map(({ series }) => series[0]?.occurrences ?? []);
    const late = rents.filter((days) => days.some(({ day }) => day.slice(8) > "20"));
    expect(late.length).to.be.within(2, 16);
    expect(rents.every((days) => days.length <= MONTHS)).to.equal(true);
    for (const { day } of late.flat()) expect(weekdayOf(day)).to.be.at.most(5);
  });
});
