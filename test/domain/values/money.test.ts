import { expect } from "chai";
import fc from "fast-check";
import { MAX_BUDGET_AMOUNT } from "../../../domain/budgets/maxBudget";
import { currencies, decimalsOf } from "../../../domain/values/currency";
import { AmountError, formatAmount, MAX_AMOUNT, parseAmount } from "../../../domain/values/money";
import type { Refusal } from "../../../domain/values/refusals";
import { runs } from "../../helpers/runs";

const currency = fc.constantFrom(...currencies);
/** The most that an expense may have, in minor units. */
const most = (code: string) => (99_999_999_99n * 10n ** BigInt(decimalsOf(code))) / 100n;
const money = currency.chain((code) =>
  fc.record({ code: fc.constant(code), minor: fc.bigInt(1n, most(code)).map(Number) }),
);

function refusedBy(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof AmountError) return error;
    throw error;
  }
  return expect.fail("it was not refused");
}

describe("money", () => {
  it("reads what it writes", () => {
    fc.assert(
      fc.property(money, ({ code, minor }) => {
        expect(parseAmount(formatAmount(minor, code), code)).to.equal(minor);
      }),
    );
  });

  it("is exact: digits are only moved, never calculated with floats", () => {
    const digits = fc.stringMatching(/^[0-9]{1,8}$/);
    fc.assert(
      fc.property(currency, digits, fc.stringMatching(/^[0-9]{0,4}$/), (code, whole, fraction) => {
        const decimals = decimalsOf(code);
        fc.pre(fraction.length <= decimals);
        const text = fraction === "" ? whole : `${whole}.${fraction}`;
        const minor = BigInt(whole) * 10n ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, "0") || 0);
        fc.pre(minor > 0n && minor <= most(code));
        expect(BigInt(parseAmount(text, code))).to.equal(minor);
      }),
    );
  });

  it("reads a JSON number as the decimal that it is written as", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (cents) => {
        expect(parseAmount(JSON.parse(formatAmount(cents, "USD")), "USD")).to.equal(cents);
      }),
    );
  });

  it("accepts only plain decimals above 0, up to the limit, with no more decimals than the currency has", () => {
    fc.assert(
      fc.property(currency, fc.oneof(fc.string(), fc.double(), fc.float()), (code, value) => {
        const [, whole = "", fraction = ""] = /^(\d{1,20})(?:\.(\d{1,20}))?$/.exec(String(value)) ?? [];
        const scaled = BigInt(`${whole || 0}${fraction.padEnd(20, "0")}`);
        const fits =
          whole !== "" &&
          fraction.length <= decimalsOf(code) &&
          scaled > 0n &&
          scaled <= 99_999_999_99n * 10n ** 18n;
        if (fits) expect(parseAmount(value, code)).to.be.above(0);
        else expect(() => parseAmount(value, code)).to.throw(AmountError);
      }),
      { numRuns: runs(500) },
    );
  });

  const form = { code: "amount.invalid" } as const;
  const max = Number(MAX_AMOUNT);
  const refused: [string, string | number, string, Refusal][] = [
    ["not a number", Number.NaN, "USD", form],
    ["infinite", Number.POSITIVE_INFINITY, "USD", form],
    ["negative", -1, "USD", { code: "amount.notPositive" }],
    ["negative with an exponent", -1e300, "USD", form],
    ["minus zero, which prints as 0", -0, "USD", { code: "amount.notPositive" }],
    ["zero", "0.00", "USD", { code: "amount.notPositive" }],
    ["with an exponent", 1e308, "USD", form],
    ["small with an exponent", 1e-7, "USD", form],
    ["an exponent as text", "1e2", "USD", form],
    ["of 39 digits", "9".repeat(39), "USD", form],
    ["with separators", "1,000.00", "USD", form],
    ["with a decimal comma", "12,50", "USD", form],
    ["with a sign", "+1", "USD", form],
    ["hexadecimal", "0x10", "USD", form],
    ["blank", " ", "USD", form],
    ["empty", "", "USD", form],
    ["with blanks around", " 1 ", "USD", form],
    ["with a line break after it", "1\n", "USD", form],
    ["without digits before the point", ".5", "USD", form],
    ["without digits after the point", "5.", "USD", form],
    ["in other digits", "١٢", "USD", form],
    [
      "more precise than cents",
      10.005,
      "USD",
      { code: "amount.decimals", values: { currency: "USD", decimals: 2 } },
    ],
    [
      "more precise by zeros",
      "10.000",
      "USD",
      { code: "amount.decimals", values: { currency: "USD", decimals: 2 } },
    ],
    ["with decimals in yen", "10.5", "JPY", { code: "amount.noDecimals", values: { currency: "JPY" } }],
    [
      "of four decimals in dinars",
      "1.0000",
      "KWD",
      { code: "amount.decimals", values: { currency: "KWD", decimals: 3 } },
    ],
    ["a cent above the limit", "100000000.00", "USD", { code: "amount.tooLarge", values: { max } }],
    ["above the limit in yen", "100000000", "JPY", { code: "amount.tooLarge", values: { max } }],
    [
      "a tenth of a fils above the limit",
      "99999999.991",
      "KWD",
      { code: "amount.tooLarge", values: { max } },
    ],
  ];
  for (const [what, value, currency, refusal] of refused) {
    it(`refuses an amount that is ${what}`, () => {
      const { code, values } = refusedBy(() => parseAmount(value, currency));
      expect({ code, ...(values && { values }) }).to.deep.equal(refusal);
    });
  }

  it("accepts the limit itself, in each number of decimals", () => {
    expect(
      ["USD", "JPY", "KWD", "CLF"].map((code) => parseAmount(code === "JPY" ? "99999999" : MAX_AMOUNT, code)),
    ).to.deep.equal([9_999_999_999, 99_999_999, 99_999_999_990, 999_999_999_900]);
  });

  it("takes more of a budget, exactly in each number of decimals", () => {
    const most = (code: string) => parseAmount(MAX_BUDGET_AMOUNT, code, MAX_BUDGET_AMOUNT);
    expect(["USD", "KWD", "CLF"].map(most)).to.deep.equal([
      ...[9_999_999_999_999, 99_999_999_999_990, 999_999_999_999_900],
    ]);
    expect(formatAmount(most("CLF"), "CLF")).to.equal("99999999999.9900");
    const { code, values } = refusedBy(() => parseAmount("100000000000", "JPY", MAX_BUDGET_AMOUNT));
    expect([code, values]).to.deep.equal(["amount.tooLarge", { max: 99_999_999_999.99 }]);
  });

  it("writes all decimals of the currency, also of sums beyond what a float counts exactly", () => {
    expect([
      formatAmount(60_000, "USD"),
      formatAmount(5, "USD"),
      formatAmount(600, "JPY"),
      formatAmount(-5, "KWD"),
      formatAmount(9_007_199_254_740_993n, "USD"),
    ]).to.deep.equal(["600.00", "0.05", "600", "-0.005", "90071992547409.93"]);
  });
});
