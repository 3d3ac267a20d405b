import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

const read = (...rows: readonly PrintedRow[]) => {
  const goods = [["Corner Pantry"], ["24.11.2026"], ["Bread", "4.20"], ["Cheese", "8.17"]];
  const { totals, currencies, items, doubts } = draftOf([documentOf([...goods, ...rows])], {
    ...{ locale: "en-AU", currency: "AUD", today: "2026-11-27" },
  });
  return [totals[0]?.value, currencies[0]?.value, items.map(({ amount }) => amount), doubts];
};

const GOODS = [420, 817];

describe("A total that is rounded to the smallest coin", () => {
  for (const label of [
    "Rounding",
    "Cash rounding",
    "Round off",
    "Rundung",
    "Rundungsdifferenz",
    "فرق التقريب",
  ])
    it(`is what was paid, whether the rounding has its sign or not: ${label}`, () => {
      for (const rounding of ["-0.02", "0.02"])
        for (const paid of [
          [["Cash", "12.35"]],
          [
            ["Cash", "$20.00"],
            ["Change", "$7.65"],
          ],
        ] as PrintedRow[][])
          expect(read(["Total", "$12.37"], [label, rounding], ...paid)).to.deep.equal([
            ...[1_235, "AUD", GOODS, []],
          ]);
    });

  it("is the printed one if that was paid, or if nothing was", () => {
    for (const paid of [[["Visa", "$12.37"]], []] as PrintedRow[][])
      expect(read(["Total", "$12.37"], ["Rounding", "-0.02"], ...paid)).to.deep.equal([
        ...[1_237, "AUD", GOODS, []],
      ]);
  });

  it("is confirmed by what it is rounded from", () => {
    expect(read(["Subtotal", "12.37"], ["Rounding", "0.03"], ["Total", "$12.40"])).to.deep.equal([
      ...[1_240, "AUD", GOODS, []],
    ]);
    expect(read(["Sub Total", "12.37"], ["Round Off", "-0.37"], ["Net Payable", "$12.00"])).to.deep.equal([
      ...[1_200, "AUD", GOODS, []],
    ]);
  });
});
