import { expect } from "chai";
import fc from "fast-check";
import { matching } from "../../domain/expenses/search";
import { currencies } from "../../domain/values/currency";
import { formatAmount } from "../../domain/values/money";
import { speakBy } from "../../site/i18n";
import { ar } from "../../site/i18n/ar";
import { de } from "../../site/i18n/de";
import { loadedEnglish } from "../../site/i18n/english";
import { preferences } from "../../site/lib/config/preferences";
import { money } from "../../site/lib/formatting/format";
import { runs } from "../helpers/runs";

const dinner = { description: "Dinner", category: "Eating out", date: "2026-11-20" };
const languages = [["en", loadedEnglish] as const, ["de", de] as const, ["ar", ar] as const];

describe("The search for an amount", () => {
  const shown = preferences.value;
  afterEach(() => {
    speakBy("en", loadedEnglish);
    preferences.value = shown;
  });

  for (const [language, texts] of languages)
    for (const currencyDisplay of ["narrowSymbol", "code", "name"] as const)
      it(`finds it in every currency as the page shows it in "${language}", with the ${currencyDisplay}`, () => {
        speakBy(language, texts);
        preferences.value = { ...shown, currencyDisplay };
        const missed = currencies.filter((currency) => {
          const amount = formatAmount(7275, currency);
          const q = `dinner ${money(amount, currency)}`;
          return !matching({ q })({ ...dinner, amount, currency });
        });
        expect(missed).to.deep.equal([]);
        const anyAmount = fc.tuple(
          fc.constantFrom(...currencies),
          fc.integer({ min: -9_999_999, max: 9_999_999 }),
        );
        fc.assert(
          fc.property(anyAmount, ([currency, minor]) => {
            const amount = formatAmount(minor, currency);
            const expense = { ...dinner, amount: amount.replace("-", ""), currency };
            expect(matching({ q: money(amount, currency) })(expense), money(amount, currency)).to.equal(true);
          }),
          { numRuns: runs(100) },
        );
      });

  for (const [q, currency, isFound] of [
    ["CHF 72.75", "CHF", true],
    ["kr 72.75", "SEK", true],
    ["72,75 zł", "PLN", true],
    ["72,75 kc", "CZK", true],
    ["R$72.75", "BRL", true],
    ["72,75 euro", "EUR", true],
    ["72,75 EUR dinner", "EUR", true],
    ["\u221272,75 kr", "NOK", true],
    ["72,75 kr", "EUR", false],
    ["CHF 72.76", "CHF", false],
    ["CHF lunch 72.75", "CHF", false],
    ["CHF", "CHF", false],
    ["kr dinner", "SEK", false],
  ] as const)
    it(`${isFound ? "finds" : "does not find"} 72.75 ${currency} by "${q}"`, () => {
      expect(matching({ q })({ ...dinner, amount: "72.75", currency })).to.equal(isFound);
    });
});
