import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { decimalsOf } from "../../../domain/values/currency";
import { documentOf, type PrintedRow } from "./printed";

const read = (rows: readonly PrintedRow[], currency = "EUR") =>
  draftOf([documentOf([["Corner Pantry"], ["2026-11-24"], ...rows])], {
    ...{ locale: "en-GB", currency, today: "2026-11-27" },
  });

const SIGNS = {
  ...{ KD: "KWD", "K.D.": "KWD", TL: "TRY", LE: "EGP", "L.E.": "EGP", DT: "TND" },
  ...{ BD: "BHD", "B.D.": "BHD", JD: "JOD", QR: "QAR", "Q.R.": "QAR", RO: "OMR" },
  ...{ DA: "DZD", "د.ت": "TND" },
};

const SHARED = {
  ...{ Dhs: "AED MAD", "Dhs.": "AED MAD", DHS: "AED MAD", Dh: "AED MAD", DH: "AED MAD", dhs: "AED MAD" },
  ...{ درهم: "AED MAD", ريال: "SAR QAR OMR YER IRR", جنيه: "EGP SDG" },
  ...{ SR: "SAR SCR", "S.R.": "SAR SCR", LEI: "RON MDL", Lei: "RON MDL", lei: "RON MDL", Bs: "BOB VES VED" },
};

const amountIn = (currency: string) => `1.${"250".slice(0, decimalsOf(currency))}`;

/** The ways to print an amount with its sign. */
const printsOf = (sign: string, currency: string) => {
  const amount = amountIn(currency);
  return [`${sign} ${amount}`, `${sign}${amount}`, `${amount} ${sign}`, `${amount}${sign}`];
};

const readAmount = (text: string, ledger?: string) => {
  const { currency, currencies, totals, doubts } = read(
    [
      ["Milk", text],
      ["Total", text],
    ],
    ledger,
  );
  const named = currencies.map(({ value }) => value).join(" ");
  return {
    currency,
    named,
    digits: String(totals[0]?.value),
    doubts: doubts.filter((one) => one !== "uncertainTotal"),
  };
};

describe("A sign that tills print", () => {
  for (const [sign, currency] of Object.entries(SIGNS))
    it(`is known before and behind an amount, and nothing is asked: ${sign}`, () => {
      for (const text of printsOf(sign, currency))
        expect(readAmount(text), text).to.deep.equal({
          ...{ currency, named: currency, digits: amountIn(currency).replace(".", ""), doubts: [] },
        });
    });

  for (const [sign, currencies] of Object.entries(SHARED))
    it(`is asked about if several countries have it, unless it may be the ledger's: ${sign}`, () => {
      const [currency = "", other = ""] = currencies.split(" ");
      for (const text of printsOf(sign, currency)) {
        expect(readAmount(text), text).to.deep.include({
          currency,
          named: currencies,
          doubts: ["sharedSign"],
        });
        expect(readAmount(text, other), text).to.deep.include({ currency: other, named: other, doubts: [] });
      }
    });

  it("is none beside another number, or in a name", () => {
    const others = [
      ...[
        "LE PAIN QUOTIDIEN",
        "Cashier SR 12",
        "QR 4711",
        "QR-Code 12",
        "BD 1234567",
        "Model LE 20",
        "JD 5 Sports",
      ],
      ...["CIF RO 12345678", "DT 17", "DA 12.5", "SR. MILLER", "DH 4.125", "RO.12", "12 LE MANS"],
    ];
    for (const other of others) {
      const { currency, currencies, doubts } = read([[other], ["Milk", "1.50"], ["Total", "1.50"]]);
      expect([currency, currencies, doubts], other).to.deep.equal(["EUR", [], ["assumedCurrency"]]);
      const euros = read([[other], ["Milk", "€1.50"], ["Total", "€1.50"]]);
      expect([euros.currencies.map(({ value }) => value), euros.doubts], other).to.deep.equal([["EUR"], []]);
    }
  });

  it("is none behind an amount with other decimals than its currency has", () => {
    for (const sign of ["BD", "JD", "DT", "RO"])
      expect(
        read([
          ["Milk", `1.50 ${sign}`],
          ["Total", "€1.50"],
        ]).items,
        sign,
      ).to.have.length(1);
  });

  it("leaves the names of items as they are printed", () => {
    const { items } = read([["Milk", "LE 1.50"], ["Pain LE 2.50"], ["Total", "LE 4.00"]], "EGP");
    expect(items.map(({ text, amount }) => [text, amount])).to.deep.equal([
      ["Milk", 150],
      ["Pain", 250],
    ]);
  });

  it("is that of Cape Verde between its digits", () => {
    for (const ledger of ["EUR", "USD", "CVE"]) {
      const { currency, totals, items, doubts } = read(
        [
          ["Cachupa", "1.061$50"],
          ["Grogue", "38$50"],
          ["Total", "1.100$00"],
        ],
        ledger,
      );
      expect([currency, totals[0]?.value, ...items.map(({ amount }) => amount), doubts]).to.deep.equal([
        ...["CVE", 110_000, 106_150, 3_850, []],
      ]);
    }
    const { currency, totals, doubts } = read([
      ["Tea", "2$10.50"],
      ["Total", "$21.00"],
    ]);
    expect([currency, totals[0]?.value, doubts.includes("sharedSign")]).to.deep.equal(["USD", 2_100, true]);
  });
});
