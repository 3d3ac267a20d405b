import { expect } from "chai";
import { currencies } from "../../domain/values/currency";
import { parseAmount } from "../../domain/values/money";
import { proposedThreshold } from "../../site/data/settings/proposedThreshold";
import { proposedCurrency } from "../../site/lib/formatting/regionDefaults";

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

  it("is the deployment's threshold in its currencies, else one of the same order of magnitude", () => {
    const config = { currency: "USD", alertThresholds: { USD: "500.00", CHF: "450.00" } };
    for (const [currency, threshold] of [
      ["USD", "500.00"],
      ["CHF", "450.00"],
      ["EUR", "500.00"],
      ["KWD", "500.000"],
      ["SEK", "5000.00"],
      ["JPY", "50000"],
      ["HUF", "500000.00"],
      ["IQD", "500000.000"],
      ["COP", "5000000.00"],
      ["IDR", "5000000.00"],
      ["UZS", "5000000.00"],
      ["LBP", "50000000.00"],
    ] as const)
      expect(proposedThreshold(currency, config), currency).to.equal(threshold);
  });

  it("is so from any currency of the deployment, and never more than an amount can be", () => {
    const fromYen = { currency: "JPY", alertThresholds: { JPY: "30000" } };
    expect(proposedThreshold("USD", fromYen)).to.equal("300.00");
    expect(proposedThreshold("IDR", fromYen)).to.equal("3000000.00");
    const large = { currency: "EUR", alertThresholds: { EUR: "20000.00" } };
    expect(proposedThreshold("LBP", large)).to.equal("20000000.00");
    const small = { currency: "LBP", alertThresholds: { LBP: "1.00" } };
    for (const currency of currencies)
      for (const config of [fromYen, large, small])
        expect(parseAmount(proposedThreshold(currency, config), currency), currency).to.be.above(0);
  });
});
