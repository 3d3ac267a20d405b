import { mock } from "node:test";
import { expect } from "chai";
import { formatAmount } from "../../domain/values/money";
import { speakBy } from "../../site/i18n";
import { ar } from "../../site/i18n/ar";
import { de } from "../../site/i18n/de";
import { loadedEnglish } from "../../site/i18n/english";
import { fittingAmount } from "../../site/lib/formatting/fittingAmount";
import { money } from "../../site/lib/formatting/format";
import { readTypedAmount } from "../../site/lib/formatting/readTypedAmount";
import { amountPlaceholder, editableAmount } from "../../site/lib/formatting/typedNumbers";

/** Regions of Europe, of Arabia and others. */
const REGIONS =
  "AE AT AU BE CH CZ DE DK EE EG ES FI FR GB GE HU IN IT LI LT LV MA NL NO PL PT RO SE SI SK TN UA US ZA".split(
    " ",
  );

/** Currencies of each number of decimals, and the one that some locales write in another way than the others. */
const CURRENCIES = ["JPY", "USD", "EUR", "PLN", "KWD", "TND", "CLF"];

const TEXTS = { en: loadedEnglish, de, ar };

/** Speaks a language as a browser of the region does. */
function speakIn(language: keyof typeof TEXTS, region: string): void {
  mock.restoreAll(); // A getter that is replaced twice is restored to its first replacement.
  mock.getter(navigator, "languages", () => [`${language}-${region}`]);
  speakBy(language, TEXTS[language]);
}

describe("An amount that the page writes into a field", () => {
  afterEach(() => {
    mock.restoreAll();
    speakBy("en", loadedEnglish);
  });

  for (const language of ["en", "de", "ar"] as const)
    it(`is read as the same, and so is what a row shows, in the regions of "${language}"`, () => {
      const wrong: string[] = [];
      for (const region of REGIONS) {
        speakIn(language, region);
        for (const currency of CURRENCIES)
          for (const minor of [5, 1_234, 12_345, 123_456, 1_234_567]) {
            const amount = formatAmount(minor, currency);
            for (const text of [editableAmount(amount, currency), money(amount, currency)]) {
              const read = readTypedAmount(text, currency);
              if (!("amount" in read) || read.amount !== amount)
                wrong.push(`${text} of ${amount} in ${language}-${region}`);
            }
          }
      }
      expect(wrong).to.deep.equal([]);
    });

  it("has the mark that the rows have, and so has the empty field", () => {
    speakIn("en", "DE");
    expect(editableAmount("12.345", "KWD")).to.equal("12.345");
    expect(amountPlaceholder("KWD")).to.equal("0.000");
    speakIn("de", "DE");
    expect(editableAmount("1234.5", "EUR")).to.equal("1234,5");
    expect(amountPlaceholder("EUR")).to.equal("0,00");
  });

  it("keeps its value in another currency whose money has another mark", () => {
    speakIn("en", "PL");
    const fitting = fittingAmount("12.345", "EUR", "KWD");
    expect(readTypedAmount(fitting, "KWD")).to.include({ amount: "12.345", currency: "KWD" });
    expect(readTypedAmount(fittingAmount("12.345", "EUR", "JPY"), "JPY")).to.have.property("problem");
    expect(fittingAmount("1,234.567", "EUR", "KWD")).to.equal("1,234.567");
  });
});
