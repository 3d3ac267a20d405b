import { expect } from "chai";
import countries from "country-to-currency";
import { draftOf } from "../../../domain/receipts/draft";
import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { documentOf } from "./printed";

/** Reads a receipt in a ledger, with all of its amounts printed in one way. */
function read(currency: string, locale: string, print: (amount: number) => string) {
  const rows = [
    ["Milk", print(12.25)],
    ["Bread", print(38.5)],
    ["Total", print(50.75)],
  ];
  const draft = draftOf([documentOf([["Corner Pantry"], ["2026-11-24"], ...rows])], {
    ...{ locale, currency, today: "2026-11-27" },
  });
  return { currency: draft.currency, doubts: draft.doubts.filter((one) => ABOUT_CURRENCY.has(one)) };
}

const ABOUT_CURRENCY = new Set<string>(["assumedCurrency", "mixedCurrencies", "sharedSign"]);

const COUNTRIES = Object.entries(countries).filter(([, currency]) => isCurrency(currency));

/** The signs on the tills of a country; what `Intl` has for it is tried as well. */
const TILLS: Readonly<Record<string, string>> = {
  ...{
    AED: "AED Dhs Dhs. DHS Dh DH د.إ درهم",
    BAM: "KM",
    BHD: "BD B.D. د.ب دينار",
    BOB: "Bs Bs.",
    BRL: "R$",
  },
  ...{ CAD: "$ C$ CA$", CHF: "Fr. CHF", CNY: "¥", CRC: "₡", CZK: "Kč", DKK: "kr kr.", DZD: "DA دينار" },
  ...{ EGP: "LE L.E. E£ £ ج.م جنيه", EUR: "€", FJD: "$", GBP: "£", GHS: "GH₵ ₵", GNF: "FG", HKD: "$ HK$" },
  ...{
    HUF: "Ft",
    IDR: "Rp Rp.",
    IQD: "دينار",
    IRR: "ريال",
    ISK: "kr kr.",
    JMD: "$ J$",
    JOD: "JD J.D. د.أ دينار",
  },
  ...{ JPY: "¥", KMF: "CF", KRW: "₩", KWD: "KD K.D. د.ك دينار", LBP: "£ L£", LKR: "Rs Rs.", LYD: "دينار" },
  ...{
    MAD: "DH Dh Dhs درهم",
    MDL: "lei Lei LEI",
    MGA: "Ar",
    MUR: "Rs Rs.",
    MXN: "$ MX$",
    MYR: "RM",
    NIO: "C$",
  },
  ...{
    NOK: "kr kr.",
    NPR: "Rs Rs.",
    OMR: "RO R.O. ر.ع ريال",
    PKR: "Rs Rs.",
    PLN: "zł",
    QAR: "QR Q.R. ر.ق ريال",
  },
  ...{ RON: "lei Lei LEI", RWF: "RF", SAR: "SR S.R. ر.س ريال", SCR: "SR Rs ₨", SDG: "جنيه", SEK: "kr kr." },
  ...{
    SGD: "$ S$",
    SLE: "LE L.E.",
    STN: "Db",
    TND: "DT D.T. د.ت دينار",
    TRY: "TL ₺",
    TWD: "$ NT$",
    UAH: "₴",
  },
  ...{ USD: "$ US$", VED: "Bs Bs.", VES: "Bs Bs.", XAF: "FCFA", XOF: "FCFA CFA", XPF: "CFPF", YER: "ريال" },
};

describe("The currency of the ledger, on a receipt of its country", () => {
  it("is found by every sign that Intl has for it there, and not asked about", () => {
    const tried = new Set<string>();
    for (const [country, currency] of COUNTRIES) {
      const { language, region } = new Intl.Locale(`und-${country}`).maximize();
      const locale = `${language}-${region}`;
      for (const currencyDisplay of ["narrowSymbol", "symbol", "code"] as const) {
        const { format } = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
        const print = `${currency} ${format(38.5)}`;
        if (tried.has(print)) continue;
        tried.add(print);
        const found = read(currency, locale, format);
        // A sign that is a letter, or that nobody knows, leaves the question whether it is the ledger's.
        const doubts = found.doubts.filter((one) => one !== "assumedCurrency");
        expect([found.currency, doubts], `${print} in ${locale}`).to.deep.equal([currency, []]);
      }
    }
  });

  for (const [currency, signs] of Object.entries(TILLS))
    it(`is found by the signs of its tills, and not asked about: ${currency} by ${signs}`, () => {
      for (const sign of signs.split(" "))
        for (const print of [
          (amount: string) => `${sign} ${amount}`,
          (amount: string) => `${amount} ${sign}`,
          (amount: string) => `${amount.replace(".", ",")} ${sign}`,
        ]) {
          const amounts = (amount: number) => print(amount.toFixed(decimalsOf(currency)));
          expect(read(currency, "en-GB", amounts), amounts(38.5)).to.deep.equal({ currency, doubts: [] });
        }
    });

  it("is not asked about where the total has its code", () => {
    const rows = [
      ["Leche", "Bs. 38,50"],
      ["Total VES", "38,50"],
    ];
    for (const currency of ["VES", "EUR"]) {
      const draft = draftOf([documentOf(rows)], { locale: "es-VE", currency, today: "2026-11-27" });
      expect([draft.currency, draft.doubts.filter((one) => ABOUT_CURRENCY.has(one))]).to.deep.equal([
        "VES",
        [],
      ]);
    }
  });

  it("is what its sign is asked about elsewhere", () => {
    for (const [text, currencies] of [
      ["Bs 38,50", "BOB VES VED"],
      ["38,50 lei", "RON MDL"],
      ["SR 38.50", "SAR SCR"],
      ["3850 FCFA", "XAF XOF"],
    ] as const) {
      const rows = [
        ["Milk", text],
        ["Total", text],
      ];
      const draft = draftOf([documentOf(rows)], { locale: "de-DE", currency: "EUR", today: "2026-11-27" });
      expect(draft.currencies.map(({ value }) => value).join(" ")).to.equal(currencies);
      expect(draft.doubts).to.include("sharedSign");
    }
  });
});
