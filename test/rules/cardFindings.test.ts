import { expect } from "chai";
import { cardFindings } from "../../site/data/insights/cardFindings";

const finding = (key: string, warns = false) => ({ key, warns });

describe("findings on the month", () => {
  it("are of all currencies in turn, warnings first, as many as one currency shows", () => {
    const currencies = [
      {
        currency: "EUR",
        findings: [finding("a", true), finding("b"), finding("c"), finding("d"), finding("e")],
      },
      { currency: "USD", findings: [finding("a", true), finding("f", true), finding("g")] },
      { currency: "CHF", findings: [finding("h")] },
    ];
    expect(cardFindings(currencies).map(({ finding: { key }, currency }) => [currency, key])).to.deep.equal([
      ["EUR", "a"],
      ["USD", "a"],
      ["USD", "f"],
      ["CHF", "h"],
      ["EUR", "b"],
    ]);
    expect(cardFindings([])).to.deep.equal([]);
  });
});
