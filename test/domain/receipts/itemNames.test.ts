import type { ExpenseDocument } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { decimalsOf } from "../../../domain/values/currency";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

/** Signs that stand before an amount, and a currency that each can mean. */
const SIGNS = [
  ...["USD $", "EUR €", "GBP £", "JPY ¥", "KRW ₩", "INR ₹", "INR Rs", "INR Rs.", "PKR ₨", "PHP ₱", "CHF Fr"],
  ...["CHF Fr.", "IDR Rp", "KWD KD", "KWD د.ك", "AED د.إ", "TRY TL", "TRY ₺", "CAD C$", "EGP E£", "USD US$"],
  ...["BRL R$", "MYR RM", "SEK kr", "DKK kr.", "HUF Ft", "PLN zł", "CZK Kč", "XAF FCFA", "THB ฿", "ILS ₪"],
  ...[
    "VND ₫",
    "RON lei",
    "EUR EUR",
    "CHF CHF",
    "KWD KWD",
    "AUD A$",
    "TWD NT$",
    "BAM KM",
    "LBP L£",
    "XOF XOF",
  ],
].map((pair) => pair.split(" ") as [currency: string, sign: string]);

const NAMES = [
  "Milk",
  "Vitamin C",

  "Vitamin K",
  "Kaffee Creme A",
  "قهوة",
  "Size L",
  "Tee (Minze)",
];

const read = (rows: readonly PrintedRow[], currency: string, more: Partial<ExpenseDocument> = {}) =>
  draftOf([{ ...documentOf([["Corner Pantry"], ["24.03.2026"], ...rows]), ...more }], {
    ...{ locale: "en-US", currency, today: "2026-11-27" },
  });

const amountIn = (currency: string, many: number) => {
  const decimals = decimalsOf(currency);
  return decimals === 0 ? `${many},250` : `${many}.${"250".slice(0, decimals)}`;
};

describe("The name of an item", () => {
  it("has no sign of a currency, wherever it stands between the name and the price", () => {
    const prints = fc.record({
      signed: fc.constantFrom(...SIGNS),
      name: fc.constantFrom(...NAMES),
      between: fc.constantFrom(" ", "", "  ", ": "),
      isColumn: fc.boolean(),
    });
    fc.assert(
      fc.property(prints, ({ signed: [currency, sign], name, between, isColumn }) => {
        const price = `${sign}${between}${amountIn(currency, 1)}`;
        const total = ["TOTAL", `${currency} ${amountIn(currency, 1)}`];
        const { items } = read([isColumn ? [name, price] : [`${name} ${price}`], total], currency);
        expect(
          items.map(({ text }) => text),
          `${name} ${price}`,
        ).to.deep.equal([name]);
      }),
      { numRuns: runs(300) },
    );
  });

  it("keeps a last letter, also where that is the sign of its currency", () => {
    for (const [name, currency] of [
      ["Vitamin C", "CAD"],
      ["Vitamin K", "ZMW"],
      ["Size L", "HNL"],
    ] as const) {
      const price = amountIn(currency, 3);
      const { items } = read(
        [
          [name, price],
          ["TOTAL", `${currency} ${price}`],
        ],
        currency,
      );
      expect(items[0]?.text).to.equal(name);
    }
  });

  it("keeps no letter that is glued to the price as its sign", () => {
    const { items } = read([["Milk R18.50"], ["TOTAL", "ZAR 18.50"]], "ZAR");
    expect(items.map(({ text, amount }) => [text, amount])).to.deep.equal([["Milk", 1_850]]);
  });

  it("has none where Textract left the sign to it", () => {
    for (const [sign, currency] of [
      ["KD", "KWD"],
      ["Fr", "CHF"],
      ["C$", "CAD"],
      ["₹", "INR"],
    ] as const) {
      const line = (name: string) => ({
        LineItemExpenseFields: [
          { Type: { Text: "ITEM" }, ValueDetection: { Text: name } },
          { Type: { Text: "PRICE" }, ValueDetection: { Text: amountIn(currency, 3) } },
        ],
      });
      const LineItems = [line(`Milk ${sign}`), line("Vitamin C"), line("St. Moritz Co.")];
      const total = [["TOTAL", `${currency} ${amountIn(currency, 9).replace(/25/, "75")}`]];
      const { items } = read(total, currency, { LineItemGroups: [{ LineItems }] });
      expect(items.map(({ text }) => text)).to.deep.equal(["Milk", "Vitamin C", "St. Moritz Co."]);
    }
  });

  it("is that above a row of a quantity and its price, also with their signs", () => {
    const { items } = read([["Milk"], ["2 x KD 1.250", "KD 2.500"], ["TOTAL", "KD 2.500"]], "KWD");
    expect(items.map(({ text, quantity, amount }) => [text, quantity, amount])).to.deep.equal([
      ["Milk", 2, 2_500],
    ]);
  });
});
