import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

const read = (rows: readonly PrintedRow[], currency: string, locale = "en-US") =>
  draftOf([documentOf([["Corner Pantry"], ["2026-11-24"], ...rows])], {
    ...{ locale, currency, today: "2026-11-27" },
  });

/** The currency, the total and the doubts of a receipt that has one item of this amount, in a ledger. */
function readAmount(text: string, ledger: string, more: readonly PrintedRow[]) {
  const { currency, totals, doubts } = read([["Milk", text], ["Total", text], ...more], ledger, "sv-SE");
  return [currency, totals[0]?.value, doubts];
}

describe("A code on a receipt in a ledger of another currency with the same sign", () => {
  for (const [text, ledger, row, currency] of [
    ["18,50 kr", "SEK", "Alle beløp i NOK", "NOK"],
    ["18,50 kr", "SEK", "Priser i NOK", "NOK"],
    ["18,50 kr", "SEK", "MVA NOK total tax 3,70", "NOK"],
    ["$18.50", "USD", "All prices in CAD", "CAD"],
    ["$18.50", "USD", "ALL PRICES ARE IN AUD", "AUD"],
    ["$18.50", "USD", "Currency: AUD", "AUD"],
    ["$18.50", "USD", "Precios en MXN", "MXN"],
    ["$18.50", "USD", "Amount due CAD 18.50", "CAD"],
    ["$18.50", "USD", "Visa CAD 18.50", "CAD"],
    ["£18.50", "GBP", "Prices in EGP", "EGP"],
    ["Rs 18.50", "INR", "All amounts in LKR", "LKR"],
  ] as const)
    it(`is what the sign means, if the words or the sums say so: ${row}`, () => {
      expect(readAmount(text, ledger, [[row]])).to.deep.equal([currency, 1_850, []]);
    });

  it("decides about decimals, too", () => {
    expect(readAmount("¥12", "JPY", [["Currency: CNY"]])).to.deep.equal(["CNY", 1_200, []]);
    expect(readAmount("185 kr", "SEK", [["Valuta: ISK"]])).to.deep.equal(["ISK", 185, []]);
  });

  it("may be in the sign of the total alone", () => {
    const rows = [
      ["Milk", "$18.50"],
      ["Total", "CA$18.50"],
    ];
    const { currency, items, doubts } = read(rows, "USD");
    expect([currency, items.map(({ amount }) => amount), doubts]).to.deep.equal(["CAD", [1_850], []]);
  });

  for (const [text, ledger, row, other] of [
    ["$18.50", "USD", "CAD Shop", "CAD"],
    ["18,50 kr", "NOK", "SEK KIOSK", "SEK"],
    ["18,50 kr", "NOK", "Bar SEK", "SEK"],
    ["18,50 kr", "NOK", "SEK Total Tools 12", "SEK"],
    ["$18.50", "USD", "Card currency: CAD", "CAD"],
    ["$18.50", "USD", "Charged 25.00 CAD", "CAD"],
    ["$18.50", "USD", "Total CAD 25.00", "CAD"],
    ["$18.50", "USD", "Visa CAD 25.00", "CAD"],
  ] as const)
    it(`is offered, and asked about, if it may be a name's or what a bank charged: ${row}`, () => {
      const { currency, currencies, totals, doubts } = read([["Milk", text], ["Total", text], [row]], ledger);
      expect([currency, totals[0]?.value]).to.deep.equal([ledger, 1_850]);
      expect(currencies.map(({ value }) => value)).to.deep.equal([ledger, other]);
      expect(doubts).to.include("sharedSign");
    });

  it("is asked about if there are several", () => {
    const rows = [["All prices in CAD"], ["Currency: AUD"]];
    expect(readAmount("$18.50", "USD", rows)).to.deep.equal(["USD", 1_850, ["sharedSign"]]);
  });

  it("changes nothing if the ledger's stands there as well, or if it is a word among others in capitals", () => {
    for (const row of ["1 USD = 1.35 CAD", "THE CUP 12", "Rice 1 CUP", "CAD SHOP"])
      expect(readAmount("$18.50", "USD", [[row]]), row).to.deep.equal(["USD", 1_850, []]);
    expect(readAmount("£18.50", "GBP", [["Operated by SSP"]])).to.deep.equal(["GBP", 1_850, []]);
    const rows = [
      ["FRUIT CUP", "$3.50"],
      ["MILK", "$1.50"],
      ["TOTAL", "$5.00"],
    ];
    expect(read(rows, "USD").items.map(({ amount }) => amount)).to.deep.equal([350, 150]);
  });
});

describe("A code in a ledger of a currency with another sign", () => {
  it("is asked about if it may be a name's, and not beside an amount", () => {
    expect(readAmount("18,50 kr", "EUR", [["NOK KIOSK"]])).to.deep.equal(["NOK", 1_850, ["sharedSign"]]);
    expect(readAmount("18,50 kr", "EUR", [["1 NOK = 0,09 EUR"]])).to.deep.equal(["NOK", 1_850, []]);
  });
});

describe("A code beside the total alone", () => {
  it("is that of the items, whatever the ledger's is", () => {
    const rows = [
      ["Milk", "$1.50"],
      ["Bread", "$2.50"],
      ["Subtotal", "$4.00"],
      ["GST", "$0.20"],
      ["Total CAD", "$4.20"],
    ];
    for (const ledger of ["USD", "EUR", "CAD"]) {
      const { currency, totals, subtotal, taxes, items, doubts } = read(rows, ledger);
      expect([currency, totals[0]?.value, subtotal, taxes], ledger).to.deep.equal(["CAD", 420, 400, 20]);
      expect([items.map(({ amount }) => amount), doubts], ledger).to.deep.equal([[150, 250], []]);
    }
  });

  it("is it without a sign of its own as well", () => {
    const rows = [
      ["Mjölk", "18,50 kr"],
      ["Bröd", "20,00 kr"],
      ["Total NOK", "38,50"],
    ];
    for (const ledger of ["SEK", "EUR"]) {
      const { currency, totals, items, doubts } = read(rows, ledger, "sv-SE");
      expect([currency, totals[0]?.value, doubts]).to.deep.equal(["NOK", 3_850, []]);
      expect(items.map(({ amount }) => amount)).to.deep.equal([1_850, 2_000]);
    }
  });
});
