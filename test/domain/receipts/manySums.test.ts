import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { formatAmount } from "../../../domain/values/money";
import { documentOf, type PrintedRow } from "./printed";

const read = (rows: readonly PrintedRow[], pages = 1) => {
  const page = documentOf([["Corner Pantry"], ["03/24/2026"], ...rows]);
  const documents = Array.from({ length: pages }, () => page);
  return draftOf(documents, { locale: "en-US", currency: "USD", today: "2026-11-27" });
};

/** Rows with a label and different amounts. */
const many = (label: string, count: number, first: number) =>
  Array.from({ length: count }, (_, at): PrintedRow => [label, formatAmount(first + 137 * at, "USD")]);

// Without bounds, each of these takes longer than a test may, or more memory for arguments than there is.
describe("A document with more than a receipt has", () => {
  it("of sums of every kind is read in a moment", () => {
    const labels = ["Subtotal", "Tax", "Tip", "Discount", "Visa", "Change", "Total"];
    const rows = labels.flatMap((label, at) => many(label, 100, 10_000 * (at + 1)));
    const { totals, doubts } = read(rows);
    expect(totals.map(({ value }) => value)).to.include.members([70_000, 70_000 + 137 * 99]);
    expect(doubts).to.include("uncertainTotal");
  });

  it("of discounts and of totals is read", () => {
    const rows = [["Milk", "3.00"], ...many("Discount", 400, 10_000), ...many("Total", 400, 900_000)];
    expect(read(rows).totals).to.have.length.above(399);
  });

  it("of words in a row is read in a moment, though none of them are those of its day", () => {
    const words = "1 2 3 4 5 6 7 8 ".repeat(55);
    const rows = Array.from({ length: 42 }, (_, at) => {
      const month = ["March", "April", "May"][at % 3];
      return [`${words} ${Math.floor(at / 3) + 1} ${month}، 2026`];
    });
    expect(read(rows).days).to.have.length(rows.length + 1);
  });

  it("of text is asked about, and an endless row is left out", () => {
    const rows = [
      ["Milk", "3.00"],
      ["Tax", "0.30"],
      ["TOTAL", "$3.30"],
    ];
    expect(read(rows).doubts).to.deep.equal([]);
    const endless = `Total 4.00 ${"and so on ".repeat(200)}`;
    const { totals, doubts } = read([...rows, [endless]]);
    expect([totals.map(({ value }) => value), doubts]).to.deep.equal([[330, 300], ["uncertainTotal"]]);
    expect(read([...rows, ...many("Milk", 3_000, 100)]).doubts).to.include("uncertainTotal");
    expect(read([...rows, ["Terms and conditions ".repeat(40)]], 300).doubts).to.include("uncertainTotal");
  });
});

describe("A total with more taxes than are tried with all other parts", () => {
  it("is still the sum of all, and the breakdown has them all", () => {
    const taxes = Array.from({ length: 12 }, (_, at) => 100 + at * at);
    const sum = taxes.reduce((one, other) => one + other, 0);
    const {
      totals,
      taxes: found,
      doubts,
    } = read([
      ["Room", "200.00"],
      ["Subtotal", "200.00"],
      ...taxes.map((tax, at): PrintedRow => [`City tax ${at}`, formatAmount(tax, "USD")]),
      ["TOTAL", formatAmount(20_000 + sum, "USD")],
    ]);
    expect([totals[0]?.value, found, doubts]).to.deep.equal([20_000 + sum, sum, ["assumedCurrency"]]);
  });
});
