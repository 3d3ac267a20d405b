import { expect } from "chai";
import currencyCodes from "currency-codes";
import { currencies, decimalsOf, isCurrency } from "../../../domain/values/currency";

/** ISO 4217 entries that no price is in: metals, funds, bond units, accounting units, tests and "no currency". */
const NOT_MONEY = "BOV CHE CHW COU MXV USN UYI XAD XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(
  " ",
);

describe("currency", () => {
  it("has every currency of ISO 4217 with its number of decimals", () => {
    const iso = currencyCodes.data.filter(({ code }) => !NOT_MONEY.includes(code));
    const expected = Object.fromEntries(iso.map(({ code, digits }) => [code, digits]));
    const ours = Object.fromEntries(currencies.map((code) => [code, decimalsOf(code)]));
    expect(withoutRecentChanges(ours)).to.deep.equal(withoutRecentChanges(expected));
  });

  it("lists the codes in alphabetical order, each once", () => {
    expect(currencies).to.deep.equal([...new Set(currencies)].sort());
  });

  it("accepts codes in ISO's spelling only", () => {
    for (const code of ["usd", "US", "USDX", "", " USD", "XXX", "constructor", "__proto__"]) {
      expect(isCurrency(code), code).to.equal(false);
      expect(() => decimalsOf(code), code).to.throw(RangeError, `${code} is not an ISO 4217 currency.`);
    }
  });
});

/** Codes that came or went so lately that the package and our table need not say so at the same time. */
function withoutRecentChanges(table: Record<string, number>): Record<string, number> {
  const { ANG: _until2025, XCG: _since2025, BGN: _until2026, CUC: _until2021, ...others } = table;
  return others;
}
