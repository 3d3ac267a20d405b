import { expect } from "chai";
import { fittingAmount } from "../../site/lib/formatting/fittingAmount";
import { usePage } from "./page";

describe("An amount whose currency changes", () => {
  usePage();

  it("loses the zeros that the new one has no decimals for", () => {
    for (const [text, former, currency, fitting] of [
      ["185.00", "SEK", "ISK", "185"],
      ["1990.00", "USD", "CLP", "1990"],
      ["1,990.00", "USD", "CLP", "1990"],
      ["0.750", "KWD", "USD", "0.75"],
      ["5.000", "KWD", "JPY", "5"],
    ] as const)
      expect(fittingAmount(text, former, currency), text).to.equal(fitting);
  });

  it("stays otherwise: with other decimals, as a sum, with a currency of its own, or if it is none", () => {
    for (const [text, former, currency] of [
      ["18.50", "SEK", "ISK"],
      ["185", "ISK", "SEK"],
      ["185.00", "SEK", "NOK"],
      ["180.00 + 5", "SEK", "ISK"],
      ["185.00 SEK", "SEK", "ISK"],
      ["5 kr", "USD", "ISK"],
      ["12.50.3", "USD", "JPY"],
      ["", "USD", "JPY"],
    ] as const)
      expect(fittingAmount(text, former, currency), text).to.equal(text);
  });
});
