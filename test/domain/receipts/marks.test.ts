import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { decimalsOf } from "../../../domain/values/currency";
import { formatAmount } from "../../../domain/values/money";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

const TODAY = "2026-11-27";

/** Locales with a point, a comma, an apostrophe, a space or another digit in their numbers. */
const LOCALES = [
  ...["en-US", "en-GB", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "es-ES", "it-IT", "pt-BR", "nl-NL"],
  ...["tr-TR", "id-ID", "sv-SE", "pl-PL", "hu-HU", "ja-JP", "hi-IN", "ar-EG", "ar-KW", "ar", "fa-IR"],
];

/** None, two and three decimals. */
const CURRENCIES = [
  "JPY",
  "KRW",
  "CLP",
  "XAF",
  "EUR",
  "USD",
  "HUF",
  "KWD",
  "BHD",
  "OMR",
  "TND",
  "JOD",
  "LYD",
  "IQD",
];

const field = (text: string): ExpenseField => ({
  ...{ Type: { Text: "TOTAL" }, LabelDetection: { Text: "TOTAL" } },
  ValueDetection: { Text: text, Confidence: 95 },
});

const read = (rows: readonly PrintedRow[], locale: string, currency: string, fields: ExpenseField[] = []) =>
  draftOf([{ ...documentOf(rows), SummaryFields: fields }], { locale, currency, today: TODAY });

/** An amount as our own code prints it. */
function printed(minor: number, currency: string, locale: string): string {
  const digits = decimalsOf(currency);
  return new Intl.NumberFormat(locale, {
    ...{ style: "currency", currency, currencyDisplay: "code" },
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  }).format(formatAmount(minor, currency) as Intl.StringNumericLiteral);
}

const asked = (doubts: readonly string[]) => doubts.some((doubt) => doubt.endsWith("Total"));

describe("The marks of an amount", () => {
  const amounts = fc.integer({ min: 2, max: 7 }).chain((digits) => fc.integer({ min: 1, max: 10 ** digits }));
  const prints = fc.record({
    currency: fc.constantFrom(...CURRENCIES),
    by: fc.constantFrom(...LOCALES),
    locale: fc.constantFrom(...LOCALES),
    items: fc.tuple(amounts, amounts),
    isField: fc.boolean(),
  });

  it("are read as they are meant, or asked about, whoever printed it and whoever reads it", () => {
    fc.assert(
      fc.property(prints, ({ currency, by, locale, items, isField }) => {
        const total = items[0] + items[1];
        const text = (minor: number) => printed(minor, currency, by);
        const rows = [
          ["Corner Pantry"],
          ["2026-03-24"],
          ["Milk", text(items[0])],
          ["Bread", text(items[1])],
          ...(isField ? [] : [["TOTAL", text(total)]]),
          ["Visa", text(total)],
        ];
        const draft = read(rows, locale, currency, isField ? [field(text(total))] : []);
        if (!asked(draft.doubts))
          expect([draft.currency, draft.totals[0]?.value]).to.deep.equal([currency, total]);
        else if (draft.totals.length > 0)
          expect(
            draft.totals.map(({ value }) => value),
            "to choose",
          ).to.include(total);
      }),
      { numRuns: runs(400, 5_000) },
    );
  });

  it("ask nothing in the locale that printed it", () => {
    // This one has a point in sums of money, and a comma in other numbers.
    for (const currency of CURRENCIES.filter((code) => code !== "IQD"))
      for (const locale of LOCALES.filter((one) => one !== "fr-CH")) {
        const text = (minor: number) => printed(minor, currency, locale);
        const rows = [
          ["Corner Pantry"],
          ["Milk", text(1_250)],
          ["Bread", text(12_500)],
          ["TOTAL", text(13_750)],
        ];
        const { totals, items, doubts } = read(rows, locale, currency);
        expect(
          [totals[0]?.value, ...items.map(({ amount }) => amount)],
          `${currency} ${locale}`,
        ).to.deep.equal([...[13_750, 1_250, 12_500]]);
        expect(asked(doubts), `${currency} ${locale}`).to.equal(false);
      }
  });

  const tunisian = [["Corner Pantry"], ["Milk", "1,250"], ["Bread", "12,500"], ["TOTAL TND", "13,750"]];

  it("begin three decimals also where the locale groups digits with them, and the user is asked", () => {
    for (const fields of [[], [field("13,750")]]) {
      const { totals, items, doubts } = read(tunisian, "en-US", "TND", fields);
      expect(totals.map(({ value }) => value)).to.deep.equal([13_750, 13_750_000]);
      expect(items.map(({ amount }) => amount)).to.deep.equal([1_250, 12_500]);
      expect(doubts).to.include("uncertainTotal");
    }
  });

  it("ask nothing if another number on the receipt can only have decimals", () => {
    for (const other of ["0,750", "1.250,500"]) {
      const { totals, doubts } = read([...tunisian, ["Balance", other]], "en-US", "TND");
      expect([totals[0]?.value, asked(doubts)], other).to.deep.equal([13_750, false]);
    }
    const { doubts } = read([...tunisian, ["Balance", "0.750"]], "en-US", "TND");
    expect(asked(doubts)).to.equal(true);
  });

  it("group the digits of a currency that has no decimals, whatever the locale", () => {
    for (const locale of LOCALES)
      for (const text of ["¥1,430", "¥1.430"]) {
        const { totals, doubts } = read([["Corner Pantry"], ["Rice", text], ["TOTAL", text]], locale, "JPY");
        expect([totals[0]?.value, asked(doubts)], `${locale} ${text}`).to.deep.equal([1_430, false]);
      }
  });

  it("begin no decimals in a row if the currency has others", () => {
    expect(read([["Corner Pantry"], ["TOTAL", "1,234"]], "en-US", "CLF").totals).to.deep.equal([]);
  });

  it("group the digits of a currency that is printed without its decimals, and the user is asked", () => {
    const rows = [["Corner Pantry"], ["Milk", "25,000"], ["TOTAL IQD", "25,000"]];
    for (const locale of ["en-US", "de-DE"]) {
      const { totals, doubts } = read(rows, locale, "IQD");
      expect(totals.map(({ value }) => value)).to.deep.equal([25_000_000, 25_000]);
      expect(doubts).to.include("uncertainTotal");
    }
  });
});
