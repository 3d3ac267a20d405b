import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

const read = (...rows: readonly PrintedRow[]) => {
  const page = documentOf([["Luigi"], ["24.11.2026"], ...rows]);
  const { totals, tip, doubts } = draftOf([page], {
    ...{ locale: "de-DE", currency: "EUR", today: "2026-11-27" },
  });
  return [totals.map(({ value }) => value), tip, doubts.includes("uncertainTotal")];
};

describe("A tip below the total", () => {
  const meal = [
    ["Pizza", "42,00"],
    ["Summe", "42,00"],
  ] as const;

  it("is part of what was paid, which is asked about", () => {
    expect(read(...meal, ["Trinkgeld", "4,00"], ["Kartenzahlung", "46,00"])).to.deep.equal([
      ...[[4_600, 4_200], 400, true],
    ]);
    expect(read(...meal, ["Trinkgeld", "4,00"], ["Bar", "50,00"], ["Rückgeld", "4,00"])).to.deep.equal([
      ...[[4_600, 4_200, 5_000], 400, true],
    ]);
    expect(
      read(
        ["Lunch", "42.00"],
        ["Subtotal", "42.00"],
        ["Tax", "3.57"],
        ["Total", "45.57"],
        ["Tip", "8.40"],
        ["Grand Total", "53.97"],
      ),
    ).to.deep.equal([[5_397, 4_557, 4_200], 840, true]);
  });

  it("is none if it was not paid, or proposed in several sizes", () => {
    expect(read(...meal, ["Trinkgeld", "4,00"], ["Kartenzahlung", "42,00"])[0]).to.deep.equal([4_200]);
    expect(
      read(...meal, ["Tip 10%", "4,20"], ["Tip 20%", "8,40"], ["Total with 10%", "46,20"])[0],
    ).to.deep.include(4_200);
    expect((read(...meal, ["Tip", "4,20"], ["Tip", "8,40"], ["Total", "46,20"])[0] as number[])[0]).to.equal(
      4_200,
    );
  });

  it("is a share that the house adds, or offers to add", () => {
    const shared = ["Service 12,5%", "5,25"] as const;
    expect(read(...meal.slice(0, 1), ["Zwischensumme", "42,00"], shared, ["Summe", "47,25"])).to.deep.equal([
      ...[[4_725, 4_200], 525, false],
    ]);
    expect(read(...meal, ["Optional service 12,5%", "5,25"], ["Total with service", "47,25"])).to.deep.equal([
      ...[[4_725, 4_200], 525, true],
    ]);
    // A garage's.
    expect(read(["Service", "42,00"], ["Summe", "42,00"])).to.deep.equal([[4_200], 0, false]);
  });

  it("stays in a total that has it", () => {
    expect(
      read(
        ["Pizza", "42,00"],
        ["Zwischensumme", "42,00"],
        ["Trinkgeld", "4,00"],
        ["Summe", "46,00"],
        [...["Kartenzahlung", "46,00"]],
      ),
    ).to.deep.equal([[4_600, 4_200], 400, false]);
  });
});
