import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

const CONTEXT = { locale: "en-US", currency: "USD", today: "2026-11-27" };

const read = (rows: readonly PrintedRow[]) => {
  const goods = [["Corner Pantry"], ["03/24/2026"], ["Lamp", "$40.00"], ["Rug", "$20.00"]];
  const { totals, doubts } = draftOf([documentOf([...goods, ...rows])], CONTEXT);
  return { amounts: totals.map(({ value }) => value), doubts };
};

describe("A receipt that asks for less than the price of the goods", () => {
  it("proposes both amounts, and asks which was spent", () => {
    for (const [part, due] of [
      ["Gift card", "Amount due"],
      ["Store credit", "To pay"],
      ["Deposit paid", "Balance due"],
      ["Geschenkkarte", "Zu zahlen"],
      ["بطاقة هدية", "المبلغ المستحق"],
    ] as const) {
      const { amounts, doubts } = read([
        ["TOTAL", "$60.00"],
        [part, "-$40.00"],
        [due, "$20.00"],
      ]);
      expect(amounts, due).to.include.members([6_000, 2_000]);
      expect(doubts, due).to.deep.equal(["uncertainTotal"]);
    }
  });

  it("asks as well if a voucher stands below the price and the rest was paid, but not above a reduced price", () => {
    const payments: PrintedRow[] = [
      ["Voucher", "$40.00"],
      ["Visa", "$20.00"],
    ];
    const below = read([["TOTAL", "$60.00"], ...payments]);
    expect(below.amounts).to.include.members([6_000, 2_000]);
    expect(below.doubts).to.deep.equal(["uncertainTotal"]);
    const cash = read([
      ["TOTAL", "$60.00"],
      ["Voucher", "$40.00"],
      ["Cash", "$50.00"],
      ["Change", "$30.00"],
    ]);
    expect(cash.doubts).to.deep.equal(["uncertainTotal"]);
    const above = read([
      ["Voucher", "-$40.00"],
      ["TOTAL", "$20.00"],
      ["Visa", "$20.00"],
    ]);
    expect([above.amounts[0], above.doubts]).to.deep.equal([2_000, []]);
  });

  it("asks as well if a gift card and another one paid it together", () => {
    for (const label of ["Gift card", "Store credit", "Geschenkkarte", "بطاقة هدية"])
      expect(
        read([
          ["TOTAL", "$60.00"],
          [label, "$40.00"],
          ["Visa", "$20.00"],
        ]).doubts,
        label,
      ).to.deep.equal(["uncertainTotal"]);
  });

  it("says in German what is still to be paid", () => {
    for (const label of ["Noch zu zahlen", "Offener Betrag", "Restzahlung", "Nachzahlung"]) {
      const { amounts, doubts } = read([
        ["Rechnungsbetrag", "$60.00"],
        ["bereits gezahlt", "$40.00"],
        [label, "$20.00"],
      ]);
      expect(amounts, label).to.include.members([6_000, 2_000]);
      expect(doubts, label).to.deep.equal(["uncertainTotal"]);
    }
  });

  it("asks nothing if it asks for all of it, or for nothing more", () => {
    for (const rows of [
      [["Amount due", "$60.00"]],
      [
        ["Amount due", "$60.00"],
        ["Gift card", "-$60.00"],
      ],
      [
        ["Gift card", "-$60.00"],
        ["Amount due", "$0.00"],
      ],
    ]) {
      const { amounts, doubts } = read([["TOTAL", "$60.00"], ...rows]);
      expect([amounts[0], doubts]).to.deep.equal([6_000, []]);
    }
  });
});
