import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

/** A draft of a ledger of this currency. */
const read = (rows: readonly PrintedRow[], currency = "USD", locale = "en-US") =>
  draftOf([documentOf([["Corner Pantry"], ...rows])], { locale, currency, today: "2026-11-27" });

const amountsOf = (rows: readonly PrintedRow[], currency?: string, locale?: string) => {
  const { totals, items, doubts } = read(rows, currency, locale);
  const isAsked = doubts.some((doubt) => doubt.endsWith("Total"));
  return { totals: totals.map(({ value }) => value), items: items.map(({ amount }) => amount), isAsked };
};

describe("Amounts without decimals", () => {
  for (const [text, currency, locale, minor] of [
    ["$5", "USD", "en-US", 500],
    ["5 €", "EUR", "de-DE", 500],
    ["5,- €", "EUR", "de-DE", 500],
    ["5,-", "EUR", "de-DE", 500],
    ["€ 5.--", "EUR", "nl-NL", 500],
    ["CHF 5.—", "CHF", "de-CH", 500],
    ["1.234 Ft", "HUF", "hu-HU", 123_400],
    ["1 234 Ft", "HUF", "hu-HU", 123_400],
    ["1,234 kr", "SEK", "en-GB", 123_400],
    ["٥ ﷼", "SAR", "ar-SA", undefined],
    ["KWD 5", "KWD", "en-GB", 5_000],
  ] as const) {
    it(`count beside a sign, in the rows of items and of sums: ${text}`, () => {
      const expected =
        minor === undefined
          ? { totals: [], items: [], isAsked: true }
          : { totals: [minor], items: [minor], isAsked: false };
      expect(
        amountsOf(
          [
            ["Tea", text],
            ["TOTAL", text],
          ],
          currency,
          locale,
        ),
      ).to.deep.equal(expected);
      expect(amountsOf([["TOTAL"], [text]], currency, locale).totals, "below").to.deep.equal(expected.totals);
    });
  }

  it("are asked about if nothing confirms them", () => {
    expect(amountsOf([["TOTAL", "$5"]])).to.deep.equal({ totals: [500], items: [], isAsked: true });
  });

  it("are asked about if the locale has their mark before decimals", () => {
    expect(
      amountsOf([
        ["Tea", "$1.234"],
        ["TOTAL", "$1.234"],
      ]),
    ).to.deep.equal({
      ...{ totals: [123_400], items: [123_400], isAsked: true },
    });
  });

  it("count neither without a sign, nor beside one with decimals, nor before small ones", () => {
    const expected = { totals: [1_250], items: [1_250], isAsked: false };
    for (const row of [["TOTAL 2 items", "$12.50"], ["TOTAL $12.50 2"], ["TOTAL $12.50 EUR 2"]])
      expect(amountsOf([["Tea", "12.50"], row]), row[0]).to.deep.equal(expected);
    for (const text of ["5", "$5 99", "$5.9", "$5,9", "$5'99", "KWD 13.75", "(5)", "No. 5"])
      expect(
        amountsOf([
          ["Tea", text],
          ["TOTAL", text],
        ]),
        text,
      ).to.deep.equal({
        ...{ totals: [], items: [], isAsked: true },
      });
  });

  it("do not make an item of a row that does not fit", () => {
    const rows = [
      ["Tea", "4.00"],
      ["Take two for less", "$1"],
      ["TOTAL", "$4.00"],
    ];
    expect(amountsOf(rows)).to.deep.equal({ totals: [400], items: [400], isAsked: false });
    expect(amountsOf([...rows.slice(0, 2), ["TOTAL", "$7.00"]]).items).to.deep.equal([400]);
  });

  it("are read as they are meant, whoever printed them and whoever reads them", () => {
    const LOCALES = [
      "en-US",
      "de-DE",
      "de-CH",
      "fr-FR",
      "fr-CH",
      "tr-TR",
      "sv-SE",
      "hu-HU",
      "ar-EG",
      "en-IN",
    ];
    const prints = fc.record({
      currency: fc.constantFrom("JPY", "XAF", "EUR", "USD", "HUF", "IDR", "LBP"),
      by: fc.constantFrom(...LOCALES),
      locale: fc.constantFrom(...LOCALES),
      items: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(prints, ({ currency, by, locale, items }) => {
        const print = new Intl.NumberFormat(by, {
          ...{ style: "currency", currency, currencyDisplay: "code", maximumFractionDigits: 0 },
        });
        const sum = items.reduce((total, amount) => total + amount, 0);
        const rows = items.map((amount) => ["Milk", print.format(amount)]);
        const found = amountsOf([...rows, ["TOTAL", print.format(sum)]], currency, locale);
        const units = currency === "JPY" || currency === "XAF" ? 1 : 100;
        expect(found.totals[0]).to.equal(sum * units);
        if (by === locale) expect(found.isAsked).to.equal(false);
      }),
      { numRuns: runs(200, 5_000) },
    );
  });
});

describe("Days and times", () => {
  const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2026-11-27"), noInvalidDate: true });
  const two = (number: number) => String(number).padStart(2, "0");
  const forms = fc.constantFrom<((year: number, month: number, day: number) => string)[]>(
    (year, month, day) => `${two(day)}.${two(month)}.${year}`,
    (year, month, day) => `${day}.${month}.${year % 100 < 10 ? year : year % 100}`,
    (year, month, day) => `${year}.${two(month)}.${two(day)}.`,
    (year, month, day) => `${two(month)}/${two(day)}/${year} 12:30`,
    (year, month, day) => `${two(day)}.${two(month)}.${year}, 12:30:59 Uhr`,
    (year, _month, day) => `${day} March ${year} at 12:30`,
  );

  it("hold no amount, in any currency, alone or in the row of a sum", () => {
    const currencies = fc.constantFrom("USD", "EUR", "HUF", "JPY", "KWD");
    fc.assert(
      fc.property(days, forms, currencies, fc.boolean(), (date, form, currency, isInRow) => {
        const text = form(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        const rows = [[`Kasse ${text}`], isInRow ? [`Summe ${text}`] : ["Danke"]];
        expect(amountsOf(rows, currency, "de-DE"), text).to.deep.equal({
          totals: [],
          items: [],
          isAsked: true,
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it("hold none either if they are not in the calendar", () => {
    expect(amountsOf([["Kasse 32.11.2026"], ["Summe 20.13.2026"]], "EUR", "de-DE").totals).to.deep.equal([]);
  });

  it("are no words that only begin like a month", () => {
    expect(
      amountsOf(
        [
          ["2 Mayonnaise", "1280"],
          ["TOTAL", "¥1280"],
        ],
        "JPY",
      ).items,
    ).to.deep.equal([1_280]);
  });

  it("do not hide the amount beside them", () => {
    expect(
      amountsOf(
        [
          ["Hotel 20.11.2026", "12,50"],
          ["Summe", "5 €"],
        ],
        "EUR",
        "de-DE",
      ).totals,
    ).to.include(500);
    expect(
      amountsOf(
        [
          ["Hotel 20.11.2026", "12,50"],
          ["Summe", "12,50 €"],
        ],
        "EUR",
        "de-DE",
      ),
    ).to.deep.equal({
      ...{ totals: [1_250], items: [1_250], isAsked: false },
    });
  });
});
