import { expect } from "chai";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { addDays } from "../../../domain/values/day";
import { findingsOf, historyOf, monthly, shopping } from "./histories";

const RENT = monthly("2025-01-01", 20, "Landlord", 90_000, "Home");

const movedBy = (days: number, index: number, charges: readonly Charge[] = RENT) =>
  charges.map((one, at) => (at === index ? { ...one, day: addDays(one.day, days) } : one));

const seriesOn = (today: string, charges: readonly Charge[]) =>
  historyOf(charges, today).series.map(({ cadence, occurrences, nextOn }) => [
    ...[cadence, occurrences.length, nextOn],
  ]);

describe("A recurring charge", () => {
  for (const days of [-15, -12, -8, 10, 15]) {
    it(`goes on if one of its charges is ${days} days off`, () => {
      for (const index of [1, 10, 18])
        expect(seriesOn("2026-08-20", movedBy(days, index)), `${index}`).to.deep.equal([
          ["month", 20, "2026-09-01"],
        ]);
    });
  }

  it("goes on if its last charge came early, and is not due again on its day", () => {
    for (const days of [-14, -12, -8]) {
      const early = movedBy(days, 19);
      for (const today of ["2026-07-28", "2026-08-10", "2026-08-20"])
        expect(seriesOn(today, early), `${days} ${today}`).to.deep.equal([["month", 20, "2026-09-01"]]);
      const shops = shopping("2025-01-01", "2026-07-28");
      expect(forecastOf(historyOf([...shops, ...early], "2026-07-28"))?.due).to.equal(0);
      expect(findingsOf([...shops, ...early], "2026-07-28").map(({ kind }) => kind)).to.deep.equal([
        "recurring",
      ]);
    }
  });

  it("goes on if one is paid twice, some days later, and is due on its day again", () => {
    for (const days of [4, 8, 12, 20]) {
      const twice = [...RENT, { ...(RENT[10] as Charge), day: addDays(RENT[10]?.day ?? "", days) }];
      expect(seriesOn("2026-08-20", twice), `${days}`).to.deep.equal([["month", 21, "2026-09-01"]]);
    }
    for (const days of [4, 8, 12]) {
      const last = [...RENT, { ...(RENT[19] as Charge), day: addDays(RENT[19]?.day ?? "", days) }];
      for (const today of ["2026-08-14", "2026-08-31"])
        expect(seriesOn(today, last), `${days} ${today}`).to.deep.equal([["month", 21, "2026-09-01"]]);
    }
  });

  it("is none whose charges are irregular too often, by too much, or on too few days", () => {
    const often = [3, 6, 9, 12, 15].reduce((all, index) => movedBy(-12, index, all), RENT);
    expect(seriesOn("2026-08-20", often)).to.deep.equal([]);
    expect(seriesOn("2026-08-20", movedBy(-20, 10))).to.deep.equal([]);
    expect(seriesOn("2025-06-20", movedBy(-12, 3, RENT.slice(0, 5)))).to.deep.equal([]);
    const weekly = Array.from({ length: 20 }, (_, index) => ({
      ...RENT[0],
      day: addDays("2026-01-01", 7 * index - (index === 10 ? 3 : 0)),
    })) as Charge[];
    expect(seriesOn("2026-05-20", weekly)).to.deep.equal([]);
  });
});
