import { expect } from "chai";
import { proposedCurrency } from "../../site/lib/formatting/regionDefaults";
import { proposedThreshold } from "../../site/screens/welcome/threshold";

describe("What the page proposes to a newcomer", () => {
  it("is the currency of the region of the browser's first language", () => {
    const rows: [string[], string | undefined][] = [
      [["de-CH", "en-US"], "CHF"],
      [["de", "en-US"], "EUR"],
      [["en-GB"], "GBP"],
      [["en"], "USD"],
      [["ja"], "JPY"],
      [["pt-BR"], "BRL"],
      [["zh-Hant-TW"], "TWD"],
      [["es-419"], undefined],
      [["C"], undefined],
      [[], "USD"],
    ];
    for (const [languages, currency] of rows)
      expect(proposedCurrency(languages), languages.join()).to.equal(currency);
  });

  it("is the deployment's threshold in its currencies, else as many of the smallest units", () => {
    const config = { currency: "USD", alertThresholds: { USD: "500.00", CHF: "450.00" } };
    const thresholds = ["USD", "CHF", "EUR", "JPY", "KWD"].map((one) => proposedThreshold(one, config));
    expect(thresholds).to.deep.equal(["500.00", "450.00", "500.00", "50000", "50.000"]);
  });
});
