import { expect } from "chai";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { charge, historyOf, monthly, shopping } from "./histories";

const GYM = monthly("2024-10-05", 22, "Gym", 4_000, "Sport");

/** The recurring charges that are still due in a month. */
const dueOn = (today: string, charges: readonly Charge[]) =>
  forecastOf(historyOf([...shopping("2024-09-01", today), ...charges], today))?.due;

describe("a recurring charge whose price has changed", () => {
  const dearer = (amount: number, count = 3) => [
    ...GYM,
    ...monthly("2026-08-05", count, "Gym", amount, "Sport"),
  ];

  it("is not due at the old price besides", () => {
    for (const amount of [1_500, 5_000, 7_000, 8_000, 12_000, 40_000])
      for (const today of ["2026-08-05", "2026-08-15", "2026-08-28"])
        expect(dueOn(today, dearer(amount)), `${amount} ${today}`).to.equal(0);
  });

  it("is due at the new one before that is a series of its own", () => {
    for (const today of ["2026-09-01", "2026-09-04"])
      expect(dueOn(today, dearer(7_000)), today).to.equal(7_000);
    for (const today of ["2026-09-05", "2026-09-28", "2026-10-05"])
      expect(dueOn(today, dearer(7_000)), today).to.equal(0);
    expect(dueOn("2026-10-01", dearer(7_000))).to.equal(7_000);
    expect(dueOn("2026-11-01", dearer(7_000))).to.equal(7_000);
    expect(dueOn("2026-09-25", dearer(7_000, 1)), "which has ended").to.equal(0);
  });

  it("is due at the old one while nothing came instead", () => {
    expect(dueOn("2026-08-10", GYM)).to.equal(4_000);
    expect(dueOn("2026-08-03", [...GYM, charge("2026-07-19", "Gym", 9_900, "Sport")])).to.equal(4_000);
    expect(dueOn("2026-08-07", [...GYM, charge("2026-07-19", "Gym", 9_900, "Sport")])).to.equal(4_000);
    expect(dueOn("2026-08-10", [...GYM, charge("2026-08-05", "Pool", 7_000, "Sport")])).to.equal(4_000);
  });
});

describe("a rent of which another one comes in place", () => {
  const former = monthly("2024-09-03", 23, "Landlord", 90_000, "Home");
  const moved = [...former, ...monthly("2026-08-01", 3, "City Living", 110_000, "Home")];

  it("is not due besides, and the new one is from the first on", () => {
    expect(dueOn("2026-08-02", moved)).to.equal(90_000);
    for (const today of ["2026-08-03", "2026-08-15", "2026-08-28", "2026-09-01", "2026-10-01"])
      expect(dueOn(today, moved), today).to.equal(0);
    for (const index of [1, 2]) {
      const known = moved.slice(0, 23 + index);
      const month = `2026-0${8 + index}`.replace("010", "10");
      expect(dueOn(`${month}-01`, known), month).to.equal(110_000);
    }
  });

  it("is due if nothing came, or something else did", () => {
    expect(dueOn("2026-08-10", former)).to.equal(90_000);
    expect(dueOn("2026-08-10", [...former, charge("2026-08-02", "Machines", 30_000, "Home")])).to.equal(
      90_000,
    );
  });
});
