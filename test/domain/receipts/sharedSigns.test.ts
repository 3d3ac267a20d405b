import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

/** A draft of a ledger in euros. */
const read = (rows: readonly PrintedRow[], currency = "EUR") =>
  draftOf([documentOf([["Corner Pantry"], ["2026-11-24"], ...rows])], {
    ...{ locale: "de-DE", currency, today: "2026-11-27" },
  });

/** The currencies, the total and the doubts of a receipt with this amount. */
function readAmount(text: string, ledger?: string, more: readonly PrintedRow[] = []) {
  const { currencies, totals, doubts } = read([["Milk", text], ["Total", text], ...more], ledger);
  return [currencies.map(({ value }) => value).join(" "), totals[0]?.value, doubts];
}

describe("A sign that several currencies share", () => {
  for (const [text, currencies, total] of [
    ["18,50 kr", "SEK NOK DKK", 1_850],
    ["kr 18,50", "SEK NOK DKK", 1_850],
    ["185 kr", "SEK NOK DKK ISK", 18_500],
    ["¥1250", "JPY CNY", 1_250],
    ["Rs. 250.00", "INR LKR MUR NPR PKR SCR", 25_000],
    ["$18.50", "USD CAD AUD NZD SGD HKD", 1_850],
    ["$1.990", "USD CLP COP CAD AUD NZD", 199_000],
    ["1.990 kr", "SEK ISK NOK DKK", 199_000],
  ] as const)
    it(`is asked about, with the others to choose from: ${text}`, () => {
      expect(readAmount(text)).to.deep.equal([currencies, total, ["sharedSign"]]);
    });

  it("is that of the ledger, if it may be", () => {
    expect(readAmount("18,50 kr", "NOK")).to.deep.equal(["NOK", 1_850, []]);
    expect(readAmount("$18.50", "CAD")).to.deep.equal(["CAD", 1_850, []]);
    expect(readAmount("¥1250", "CNY")).to.deep.equal(["CNY", 125_000, []]);
  });

  it("is asked about in a ledger whose currency nobody prints so", () => {
    for (const ledger of ["USD", "MXN"]) {
      const [currencies, total, doubts] = readAmount("$1.990", ledger, [["Tax incl. $378"]]);
      expect([currencies, total]).to.deep.equal([`${ledger} CLP COP`, 199_000]);
      expect(doubts).to.include("sharedSign");
    }
    for (const [text, ledger] of [
      ["$1.990", "ARS"],
      ["1.990 kr", "DKK"],
      ["$1990", "USD"],
    ] as const)
      expect(readAmount(text, ledger), text).to.deep.equal([ledger, 199_000, []]);
  });

  it("is none without decimals where there are decimals, unless a single amount has them", () => {
    for (const ledger of ["EUR", "JPY"])
      expect(readAmount("¥12.50", ledger)).to.deep.equal(["CNY", 1_250, []]);
    const { currency, totals } = read(
      [
        ["Tea", "¥12.80"],
        ["Cake", "¥1280"],
        ["Total", "¥2560"],
      ],
      "JPY",
    );
    expect([currency, totals[0]?.value]).to.deep.equal(["JPY", 2_560]);
  });

  it("is what a code elsewhere on the receipt says", () => {
    expect(readAmount("18,50 kr", "EUR", [["Alle Beträge in NOK"]])).to.deep.equal(["NOK", 1_850, []]);
    expect(readAmount("18,50 kr", "EUR", [["Total DKK", "18,50"]])).to.deep.equal(["DKK", 1_850, []]);
  });

  it("is not one that a single country prints alone, nor one with its country", () => {
    for (const [text, currency] of [
      ["£18.50", "GBP"],
      ["US$18.50", "USD"],
      ["A$18.50", "AUD"],
      ["R$ 18,50", "BRL"],
      ["18,50 zł", "PLN"],
    ] as const)
      expect(readAmount(text), text).to.deep.equal([currency, 1_850, []]);
  });
});

describe("The signs of tills", () => {
  for (const [text, currency, total] of [
    ["KD 0.750", "KWD", 750],
    ["0.750 KD", "KWD", 750],
    ["0.750 د.ك", "KWD", 750],
    ["45,90 TL", "TRY", 4_590],
    ["45.90 ر.س", "SAR", 4_590],
    ["45.90 د.إ.", "AED", 4_590],
  ] as const)
    it(`are known: ${text}`, () => expect(readAmount(text)).to.deep.equal([currency, total, []]));
});
