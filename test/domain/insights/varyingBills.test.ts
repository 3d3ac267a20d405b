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

  it("is told once it nearly doubles, although it recurs, and neither its category nor its month with it", () => {
    for (const amount of [16_000, 17_500, 18_100, 20_000, 90_000])
      expect(told([...POWER, bill(amount)]), `${amount}`).to.deep.equal([
        [`price:STADTWERKE:${amount}`, amount],
      ]);
    for (const amount of [7_000, 8_500, 12_000]) expect(told([...POWER, bill(amount)])).to.deep.equal([]);
    const large = [...POWER, bill(0)].map((one) => ({ ...one, amount: one.amount * 4 }));
    const last = (amount: number) => told([...large.slice(0, -1), bill(amount)], "2026-08-31");
    expect(last(34_000)).to.deep.equal([]);
    expect(last(68_000)).to.deep.equal([["price:STADTWERKE:68000", 68_000]]);
  });

  it("is told beside a rent that is much larger", () => {
    const rent = monthly("2024-09-02", 24, "Landlord", 120_000, "Bills");
    expect(told([...rent, ...POWER, bill(17_500)])).to.deep.equal([["price:STADTWERKE:17500", 17_500]]);
  });

  it("is told for two months, with the one before, and still once the next one is as before", () => {
    const bills = [...POWER, bill(17_500), ...monthly("2026-09-15", 3, "Stadtwerke", 8_400, "Bills")];
    for (const today of ["2026-08-15", "2026-09-15", "2026-10-16"]) {
      const known = findingsOf([...shopping("2024-09-01", today), ...bills], today);
      expect(known.filter(({ kind }) => kind === "price")).to.have.length(1);
      expect(known.find(({ kind }) => kind === "price")).to.include({
        ...{ amount: 17_500, usual: 8_555, day: "2026-08-15", warns: true, cadence: "month" },
      });
    }
    expect(told(bills, "2026-10-17").filter(([key]) => String(key).startsWith("price"))).to.deep.equal([]);
  });

  it("is not told if one before was nearly as large, or if it was paid back or marked as a one-off", () => {
    const winter = priced(POWER, [...AMOUNTS.slice(0, 16), 13_000]);
    expect(told([...winter, bill(17_500)]).filter(([key]) => String(key).startsWith("price"))).to.deep.equal(
      [],
    );
    const back = { ...charge("2026-08-20", "Stadtwerke", 17_500, "Bills"), kind: "refund" as const };
    expect(told([...POWER, bill(17_500), back])).to.deep.equal([]);
    const marked = findingsOf([...FOOD, ...PHONE, ...POWER, bill(17_500)], "2026-09-10", [
      "unusual:STADTWERKE:17500:2026-08-15",
    ]);
    expect(marked.filter(({ kind }) => kind !== "recurring")).to.deep.equal([]);
  });

  it("is told if it comes once a quarter", () => {
    const quarterly = AMOUNTS.slice(0, 8).map((amount, index) =>
      charge(`${addMonths("2024-08", 3 * index)}-15`, "Stadtwerke", amount, "Bills"),
    );
    for (const amount of [17_500, 25_000])
      expect(told([...quarterly, bill(amount)])).to.deep.equal([[`price:STADTWERKE:${amount}`, amount]]);
    expect(told([...quarterly, bill(12_000)])).to.deep.equal([]);
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
    expect(told(split)).to.deep.equal([["price:STADTWERKE:17500", 17_500]]);
    expect(told([...POWER, bill(8_500)].map(part))).to.deep.equal([]);
  });
});
