import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { addMonths } from "../../../domain/values/day";
import { charge, findingsOf, monthly, priced, shopping } from "./histories";

const AMOUNTS = [
  ...[8012, 8550, 7781, 9044, 8320, 8711, 8150, 7600, 8820, 8460, 9120, 7933],
  ...[8240, 8640, 8011, 7733, 9010, 8330, 8801, 8122, 7921, 8633, 8555],
];
const FOOD = shopping("2024-09-01", "2026-09-10");
const PHONE = monthly("2024-09-20", 24, "Telekom", 4_000, "Bills");
const POWER = priced(monthly("2024-09-15", AMOUNTS.length, "Stadtwerke", 0, "Bills"), AMOUNTS);

describe("a bill that varies", () => {
  const told = (bills: readonly Charge[], today = "2026-09-10") =>
    findingsOf([...FOOD, ...PHONE, ...bills], today)
      .filter(({ kind }) => kind !== "recurring")
      .map(({ key, amount }) => [key, amount]);
  const bill = (amount: number) => charge("2026-08-15", "Stadtwerke", amount, "Bills");

  it("is told in its category once it doubles, although it recurs", () => {
    for (const amount of [16_000, 17_500, 18_100, 20_000]) {
      const bills = ["category:BILLS:2026-08", amount + 4_000];
      expect(told([...POWER, bill(amount)]), `${amount}`).to.deep.equal([bills]);
    }
    for (const amount of [7_000, 8_500, 12_000]) expect(told([...POWER, bill(amount)])).to.deep.equal([]);
  });

  it("is told in its month if it is a large part of that", () => {
    const large = [...POWER, bill(0)].map((one) => ({ ...one, amount: one.amount * 4 }));
    const last = (amount: number) => told([...large.slice(0, -1), bill(amount)], "2026-08-31");
    expect(last(34_000)).to.deep.equal([]);
    expect(last(68_000).map(([key]) => key)).to.deep.equal(["pace:2026-08"]);
  });

  it("makes neither month dear if it comes some days late, in the next one", () => {
    const days = (late: number) =>
      POWER.map((one, index) => ({
        ...one,
        day: index === late ? `${addMonths("2024-09", index + 1)}-01` : `${addMonths("2024-09", index)}-28`,
      }));
    for (const late of [21, 22]) {
      for (const today of ["2026-07-20", "2026-08-20", "2026-09-10"]) {
        const known = days(late).filter(({ day }) => day <= today);
        expect(told(known, today), `${late} ${today}`).to.deep.equal([]);
      }
    }
  });

  it("counts with the part that is in its category, if it is split", () => {
    const part = (one: Charge): Charge => ({ ...one, share: one.amount * 0.75 });
    const split = [...POWER, bill(17_500)].map(part);
    expect(told(split)).to.deep.equal([["category:BILLS:2026-08", 17_125]]);
    expect(told([...POWER, bill(8_500)].map(part))).to.deep.equal([]);
  });
});
