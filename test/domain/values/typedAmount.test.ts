import { expect } from "chai";
import fc from "fast-check";
import { currencies, decimalsOf } from "../../../domain/values/currency";
import { signAt } from "../../../domain/values/currencySigns";
import { AmountError, formatAmount } from "../../../domain/values/money";
import { canonical } from "../../../domain/values/numerals";
import { readAmount } from "../../../domain/values/typedAmount";
import { runs } from "../../helpers/runs";

/** The meaning of a text: a plain decimal with its currency and how it was calculated, or the refusal with its values. */
function reading(text: string, currency: string, locale?: string): string {
  try {
    const { minor, currency: named, worked } = readAmount(text, currency, locale);
    return [formatAmount(minor, named), named, worked].filter(Boolean).join(" ");
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return [error.code, ...Object.values(error.values ?? {})].join(" | ");
  }
}

/** The page's languages in every region, and others that write numbers in ways of their own. */
const LOCALES = [
  // Some have other marks for money than for plain numbers, or for euros than for other money.
  ..."en-BE en-DE en-ES en-FI en-FR en-IT en-LT en-NL en-PT en-SI en-SK en-CZ en-DK en-PL en-RO".split(" "),
  ..."en-US en-GB en-AU en-CA en-IN en-ZA en-CH en-SE de-DE de-AT de-CH de-LI".split(" "),
  ..."ar ar-EG ar-AE ar-MA fa-IR he-IL hi-IN mr-IN bn-BD ne-NP fr-FR fr-CH fr-CA it-CH es-ES es-MX pt-BR pt-PT pl-PL".split(
    " ",
  ),
  ..."sv-SE nb-NO da-DK fi-FI ru-RU uk-UA cs-CZ hu-HU lv-LV bg-BG ja-JP zh-CN ko-KR th-TH vi-VN".split(" "),
];

describe("A typed amount", () => {
  const read: readonly [text: string, currency: string, locale: string | undefined, result: string][] = [
    ["12.5", "USD", "en", "12.50 USD"],
    ["12,50", "USD", "en", "12.50 USD"],
    ["1,234.56", "USD", "en", "1234.56 USD"],
    ["1,234.56", "EUR", "de", "1234.56 EUR"],
    ["1.234,56", "EUR", "de", "1234.56 EUR"],
    ["1.234,56", "USD", "en", "1234.56 USD"],
    ["1 234,56", "EUR", "fr", "1234.56 EUR"],
    ["1\u00a0234,56", "EUR", "de", "1234.56 EUR"],
    ["1\u202f234,56", "EUR", "fr", "1234.56 EUR"],
    ["1'234.56", "CHF", "de-CH", "1234.56 CHF"],
    ["1’234.56", "CHF", "de-CH", "1234.56 CHF"],
    ["1'234", "CHF", "en", "1234.00 CHF"],
    ["12,34,567.89", "INR", "en-IN", "1234567.89 INR"],
    ["1,234,567", "USD", "en", "1234567.00 USD"],
    ["١٢٫٥", "USD", "en", "12.50 USD"],
    ["١٬٢٣٤٫٥٦", "EGP", "ar-EG", "1234.56 EGP"],
    ["१२,३४,५६७.८९", "INR", "hi", "1234567.89 INR"],
    ["１２．５０", "JPY", "ja", "amount.noDecimals | JPY"],
    ["１２５０", "JPY", "ja", "1250 JPY"],
    [".5", "USD", "en", "0.50 USD"],
    [",5", "EUR", "de", "0.50 EUR"],
    ["12.", "USD", "en", "12.00 USD"],
    // A mark before three digits means what it means in the locale.
    ["1,234", "USD", "en", "1234.00 USD"],
    ["1.234", "EUR", "de", "1234.00 EUR"],
    ["12٫50", "EUR", "ar-EG", "12.50 EUR"],
    ["١٬٢٣٤٫٥٠", "EUR", "ar", "1234.50 EUR"],
    ["1,234", "EUR", "de", "amount.decimals | EUR | 2"],
    ["1.234", "USD", "en", "amount.decimals | USD | 2"],
    ["1.234", "BHD", "en", "1.234 BHD"],
    ["1.234", "EUR", "fr", "amount.ambiguous | 1.234 | 1 234 | 1,234".replace("1 ", "1\u202f")],
    ["1,234", "USD", undefined, "amount.ambiguous | 1,234 | 1,234 | 1.234"],
    ["1.234", "KWD", undefined, "1.234 KWD"],
    // Where money has other marks than plain numbers, the mark before its decimals is sure.
    ["12.345", "KWD", "en-DE", "12.345 KWD"],
    ["KWD 12.345", "EUR", "en-DE", "12.345 KWD"],
    ["12,345", "KWD", "en-DE", "amount.ambiguous | 12,345 | 12,345 | 12.345"],
    ["12,345", "EUR", "en-DE", "amount.ambiguous | 12,345 | 12,345 | 12.345"],
    ["12.345", "EUR", "en-DE", "amount.decimals | EUR | 2"],
    ["12,34", "EUR", "en-DE", "12.34 EUR"],
    ["JP¥1,234", "EUR", "en-DE", "1234 JPY"],
    ["1,234 + 2,345", "JPY", "en-DE", "3579 JPY exact"],
    ["100 * 1,234", "JPY", "en-DE", "amount.ambiguous | 1,234 | 1,234 | 1.234"],
    ["1.234", "JPY", "en-DE", "amount.noDecimals | JPY"],
    ["1.234", "PLN", "en-PL", "1234.00 PLN"],
    // Signs and codes name the currency; one that several share means the expected one, or is asked about.
    ["€12", "USD", "en", "12.00 EUR"],
    ["12€", "USD", "en", "12.00 EUR"],
    ["EUR 12", "USD", "en", "12.00 EUR"],
    ["12.50eur", "USD", "en", "12.50 EUR"],
    ["1500JPY", "USD", "en", "1500 JPY"],
    ["$ 12.50", "USD", "en", "12.50 USD"],
    ["$12", "CAD", "de", "12.00 CAD"],
    ["$12", "EUR", "de", "amount.currencyShared | $ | USD, CAD, AUD, NZD, SGD, HKD, …"],
    ["US$12", "EUR", "de", "12.00 USD"],
    ["12 kr", "SEK", "en", "12.00 SEK"],
    ["12 kr.", "DKK", "da", "12.00 DKK"],
    ["12 kr", "USD", "en", "amount.currencyShared | kr | SEK, NOK, DKK, ISK"],
    ["¥120", "CNY", "en", "120.00 CNY"],
    ["¥120", "USD", "en", "amount.currencyShared | ¥ | JPY, CNY"],
    ["£5", "USD", "en", "amount.currencyShared | £ | GBP, EGP, FKP, GIP, LBP, SHP, …"],
    ["12 Euro", "EUR", "de", "12.00 EUR"],
    ["Rs. 50", "INR", "en-IN", "50.00 INR"],
    ["Rs.50", "INR", "en-IN", "amount.unclear | Rs.50"],
    ["€12 + $3", "USD", "en", "amount.currencyMixed | EUR | USD"],
    // Sums are worked out exactly, and rounded once.
    ["12+8", "USD", "en", "20.00 USD exact"],
    ["3*4.50", "USD", "en", "13.50 USD exact"],
    ["3 × 4,50", "EUR", "de", "13.50 EUR exact"],
    ["120/4", "USD", "en", "30.00 USD exact"],
    ["12 + 3*4.50", "USD", "en", "25.50 USD exact"],
    ["(12+8)/2", "USD", "en", "10.00 USD exact"],
    ["20−0.01", "USD", "en", "19.99 USD exact"],
    ["0.1+0.2", "USD", "en", "0.30 USD exact"],
    ["100/3", "USD", "en", "33.33 USD rounded"],
    ["100/3*3", "USD", "en", "100.00 USD exact"],
    ["1/8", "USD", "en", "0.13 USD rounded"],
    ["100/3", "JPY", "en", "33 JPY rounded"],
    ["12€ + 8€", "USD", "en", "20.00 EUR exact"],
    ["12.345+1", "USD", "en", "amount.decimals | USD | 2"],
    ["5-5", "USD", "en", "amount.notPositive"],
    ["5/0", "USD", "en", "amount.dividedByZero"],
    // Ambiguous input is refused, with what was understood.
    ["", "USD", "en", "amount.missing"],
    [" ", "USD", "en", "amount.missing"],
    ["12.50.3", "USD", "en", "amount.unclear | 12.50.3"],
    ["12.50.300", "USD", "en", "amount.unclear | 12.50.300"],
    ["12.50.300,75", "EUR", "de", "amount.unclear | 12.50.300,75"],
    ["1 00 000", "INR", "en-IN", "amount.unclear | 1 00 000"],
    ["1 + 12.50.3", "USD", "en", "amount.unclear | 12.50.3"],
    ["1,23.45", "USD", "en", "amount.unclear | 1,23.45"],
    ["1,2345.6", "USD", "en", "amount.unclear | 1,2345.6"],
    ["0,123,456", "USD", "en", "amount.unclear | 0,123,456"],
    ["12 50", "USD", "en", "amount.unclear | 12 50"],
    ["12€50", "EUR", "en", "amount.unclear | 12€50"],
    ["12k", "MMK", "en", "amount.unclear | 12k"],
    ["12 apples", "USD", "en", "amount.unclear | 12 apples"],
    ["12 XXX", "USD", "en", "amount.unclear | 12 XXX"],
    ["EUR", "USD", "en", "amount.unclear | EUR"],
    ["12+", "USD", "en", "amount.unclear | 12+"],
    ["1e3", "USD", "en", "amount.unclear | 1e3"],
    ["0x10", "USD", "en", "amount.unclear | 0x10"],
    ["12²", "USD", "en", "amount.unclear | 12²"],
    [".", "USD", "en", "amount.unclear | ."],
    ["0", "USD", "en", "amount.notPositive"],
    ["-5", "USD", "en", "amount.notPositive"],
    ["-$5", "USD", "en", "amount.notPositive"],
    ["12.345", "USD", "en", "amount.decimals | USD | 2"],
    ["1.5", "JPY", "en", "amount.noDecimals | JPY"],
    ["1.2345", "BHD", "en", "amount.decimals | BHD | 3"],
    ["100000000", "USD", "en", "amount.tooLarge | 99999999.99"],
    ["9".repeat(101), "USD", "en", `amount.unclear | ${"9".repeat(50)}…`],
  ];
  for (const [text, currency, locale, result] of read) {
    it(`of ${JSON.stringify(text.slice(0, 30))} in ${locale ?? "no locale"} and ${currency} is ${result.slice(0, 60)}`, () =>
      expect(reading(text, currency, locale)).to.equal(result));
  }

  const money = fc.constantFrom(...currencies).chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      minor: fc.oneof(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 99_999_999 * 10 ** decimalsOf(currency) }),
      ),
    }),
  );
  const display = fc.constantFrom("narrowSymbol", "symbol", "code", "name");

  it("is the same when it is read again as it is shown, in every locale, currency and style", () => {
    fc.assert(
      fc.property(
        money,
        fc.constantFrom(...LOCALES),
        display,
        ({ currency, minor }, locale, currencyDisplay) => {
          const digits = decimalsOf(currency);
          const parts = new Intl.NumberFormat(locale, {
            style: "currency",
            currency,
            currencyDisplay,
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          }).formatToParts(formatAmount(minor, currency) as Intl.StringNumericLiteral);
          // Some versions of ICU put a name amid the decimals in the regions of English in Europe: nobody can read that.
          fc.pre(parts.filter(({ type }) => type === "currency").length === 1);
          const shown = parts.map(({ value }) => value).join("");
          expect(readAmount(shown, currency, locale), `${shown} in ${locale}`).to.include({
            minor,
            currency,
          });
        },
      ),
      { numRuns: runs(400) },
    );
  });

  it("never throws anything but a refusal, and has no digits but those of the text", () => {
    const piece = fc.oneof(
      fc.constantFrom(..."0123456789.,'’ +-*/()€$¥٫٬٣१", "kr", "Rs.", "EUR", "\u202f", "US$", "F CFA"),
      fc.string({ unit: "binary", maxLength: 2 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("USD", "JPY", "BHD"),
        fc.option(fc.constantFrom(...LOCALES)),
        (...args) => {
          const [typed, currency, locale] = args;
          try {
            const { minor, currency: named, worked } = readAmount(typed, currency, locale ?? undefined);
            if (worked) return;
            const digits = canonical(typed).replace(/\D/g, "");
            const padded = digits + "0".repeat(decimalsOf(named));
            expect(padded.replace(/^0+/, "")).to.match(new RegExp(`^${minor}0*$`));
          } catch (error) {
            expect(error, typed).to.be.instanceOf(AmountError);
          }
        },
      ),
      { numRuns: runs(1_000) },
    );
  });

  it("is calculated as whole numbers of the smallest unit are", () => {
    const cents = fc.integer({ min: 1, max: 999_999 });
    const dollars = (amount: number) => formatAmount(amount, "USD");
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 99 }), (a, b, times) => {
        const { minor } = readAmount(`${dollars(a)} + ${times} * ${dollars(b)}`, "USD", "en");
        expect(minor).to.equal(a + times * b);
        const part = Math.round(a / times);
        if (part > 0) expect(readAmount(`${dollars(a)} / ${times}`, "USD", "en").minor).to.equal(part);
      }),
    );
  });

  it("knows every sign that Intl has for a currency", () => {
    for (const currency of currencies) {
      const format = new Intl.NumberFormat("en", {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
      });
      const sign = format.formatToParts(1).find(({ type }) => type === "currency")?.value ?? "";
      expect(signAt(canonical(sign), "", [])?.currencies, `${sign} of ${currency}`).to.include(currency);
    }
  });
});
