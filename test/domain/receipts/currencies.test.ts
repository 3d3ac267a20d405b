import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf, type PrintedRow } from "./printed";

const field = (type: string, text: string, label?: string, code?: string): ExpenseField => ({
  ...{ Type: { Text: type }, ValueDetection: { Text: text, Confidence: 90 } },
  ...(label && { LabelDetection: { Text: label } }),
  ...(code && { Currency: { Code: code } }),
});

/** A draft of a ledger in dollars. */
const read = (rows: readonly PrintedRow[], fields: ExpenseField[] = [], currency = "USD") =>
  draftOf([{ ...documentOf(rows), SummaryFields: fields }], {
    ...{ locale: "en-US", currency, today: "2026-11-27" },
  });

describe("the currency of a receipt", () => {
  for (const [what, rows, fields, currency] of [
    [
      "the sign before an amount",
      [
        ["Milk", "€3.50"],
        ["TOTAL", "€3.50"],
      ],
      [],
      "EUR",
    ],
    [
      "the sign behind an amount",
      [
        ["Milk", "3,50 €"],
        ["Summe", "3,50 €"],
      ],
      [],
      "EUR",
    ],
    [
      "the code beside an amount",
      [
        ["Milk", "3.50"],
        ["TOTAL", "GBP 3.50"],
      ],
      [],
      "GBP",
    ],
    [
      "a rare code beside a sum",
      [
        ["Milk", "3.50"],
        ["TOTAL TOP", "3.50"],
      ],
      [],
      "TOP",
    ],
    ["the code in a field", [["Milk", "3.50"]], [field("TOTAL", "3.50 MAD")], "MAD"],
    ["the code beside a label", [["Milk", "3.50"]], [field("OTHER", "RON 3.50", "Balance")], "RON"],
    ["what Textract recognized", [["Milk", "3.50"]], [field("TOTAL", "3.50", "TOTAL", "CAD")], "CAD"],
    ["more signs than others", [["Milk", "£3.50"], ["TOTAL", "£3.50"], ["EUR 4.10"]], [], "GBP"],
  ] as const) {
    it(`is that of ${what}, and not asked for`, () => {
      const draft = read(rows, [...fields]);
      expect([draft.currency, draft.doubts.includes("assumedCurrency")]).to.deep.equal([currency, false]);
    });
  }

  it("is the ledger's, and asked for, if there is none", () => {
    for (const ledger of ["USD", "EUR", "JPY"]) {
      const draft = read(
        [
          ["Milk", "350"],
          ["TOTAL", "350"],
        ],
        [],
        ledger,
      );
      expect([draft.currency, draft.currencies]).to.deep.equal([ledger, []]);
      expect(draft.doubts).to.include("assumedCurrency");
    }
  });

  it("is that of the total, and not that of most amounts", () => {
    const rows: PrintedRow[] = [
      ["Grand Hotel"],
      ["Room", "200.00"],
      ["TOTAL", "$200.00"],
      ["Visa", "$200.00"],
    ];
    const others = [["Rate 1 USD = 0.92 EUR"], ["EUR 184.00 charged"], ["EUR 184.00"], ["Fee EUR 0.00"]];
    const { currency, currencies, totals, doubts } = read([...rows, ...others], [], "EUR");
    expect([currency, totals[0]?.value]).to.deep.equal(["USD", 20_000]);
    expect(currencies.map(({ value }) => value)).to.deep.equal(["USD", "EUR"]);
    expect(doubts).to.deep.equal(["noDay"]);
  });

  for (const [what, rows, fields, ledger, total] of [
    [
      "a total in the currency of the card",
      [
        ["Room", "200.00"],
        ["TOTAL", "$200.00"],
        ["Total in your currency", "EUR 184.00"],
      ],
      ...[[], "EUR", ["USD", 20_000]],
    ],
    [
      "a sum in the currency of the ledger",
      [
        ["Room", "200.00"],
        ["TOTAL", "200.00 EUR"],
        ["Amount", "221.00 USD"],
        ["Visa", "221.00 USD"],
      ],
      ...[[], "USD", ["EUR", 20_000]],
    ],
    ["both in one row", [["Room", "50.00"], ["TOTAL CHF 50.00 EUR 52.10"]], [], "EUR", ["CHF", 5_000]],
    ["both signs behind", [["Room", "50.00"], ["TOTAL 50.00 CHF 52.10 EUR"]], [], "EUR", ["CHF", 5_000]],
    [
      "one of Textract's",
      [["Room", "50.00"]],
      [field("TOTAL", "50.00", "TOTAL", "CHF"), field("TOTAL", "52.10 EUR")],
      "EUR",
      ["CHF", 5_000],
    ],
    [
      "one without decimals",
      [
        ["Room", "¥1,430"],
        ["TOTAL", "¥1,430"],
        ["Total", "USD 9.80"],
      ],
      ...[[], "USD", ["JPY", 1_430]],
    ],
    [
      "a total without any, and one with",
      [
        ["Room", "200.00"],
        ["TOTAL", "200.00"],
        ["Total in your currency", "EUR 184.00"],
      ],
      ...[[], "EUR", ["EUR", 20_000]],
    ],
    [
      "a currency only beside what was charged",
      [["Room", "200.00"], ["TOTAL", "200.00"], ["Charged to your bank: EUR 184.00"]],
      ...[[], "EUR", ["EUR", 20_000]],
    ],
  ] as [string, PrintedRow[], ExpenseField[], string, [string, number]][]) {
    it(`is asked about if there is ${what}`, () => {
      const { currency, totals, doubts } = read([["Grand Hotel"], ...rows], fields, ledger);
      expect([currency, totals[0]?.value]).to.deep.equal(total);
      expect(doubts).to.include("mixedCurrencies");
    });
  }

  it("is that of the other amounts, if only another sum than the total has its own", () => {
    const rows = [
      ["Room", "€250.00"],
      ["Subtotal", "€250.00"],
      ["TOTAL", "200.00"],
      ["Visa", "$221.00"],
    ];
    const { currency, doubts } = read([["Grand Hotel"], ...rows]);
    expect([currency, doubts.includes("mixedCurrencies")]).to.deep.equal(["EUR", true]);
  });

  it("is not asked about if there is no total in it", () => {
    const { totals, doubts } = read(
      [["Corner Pantry"], ["Milk", "JOD 4.50"], ["TOTAL", "JOD 4.50"]],
      [],
      "JOD",
    );
    expect([totals, doubts]).to.deep.equal([[], ["noDay", "noTotal"]]);
  });

  it("is not asked about if it stands at the head of the prices, or beside them", () => {
    const total = ["TOTAL", "3.50"];
    for (const rows of [
      [["Prices in EUR"], ["Milk", "3.50"], total],
      [["Milk", "€3.50"], total],
      [
        ["Milk", "3.50"],
        ["EUR TOTAL", "3.50"],
      ],
    ]) {
      const { currency, doubts } = read([["Grand Hotel"], ...rows]);
      expect([currency, doubts.includes("mixedCurrencies")]).to.deep.equal(["EUR", false]);
    }
  });

  it("is what a code says of a sign that several share, and no word beside a price", () => {
    for (const text of ["CAD $3.50", "$3.50 CAD"])
      expect(
        read([
          ["Milk", "3.50"],
          ["TOTAL", text],
        ]).currencies.map(({ value }) => value),
      ).to.deep.equal(["CAD"]);
    const { items, currencies } = read([
      ["Rice 1 cup", "3.50"],
      ["Shower GEL", "2.00"],
      ["TOTAL", "$5.50"],
    ]);
    expect([items.length, currencies.map(({ value }) => value)]).to.deep.equal([2, ["USD"]]);
  });

  it("is no word of a name or an address", () => {
    for (const name of [
      "TOP MARKET",
      "RON'S DINER",
      "MAD GREENS",
      "THE CUP 12",
      "ALL IN ONE",
      "PEN & PAPER",
    ]) {
      const fields = [
        field("VENDOR_NAME", name),
        field("NAME", name),
        field("VENDOR_ADDRESS", `${name} Ft 5`),
      ];
      const { currencies, doubts } = read([[name], ["Milk", "3.50"], ["TOTAL", "3.50"]], fields);
      expect([currencies, doubts.includes("assumedCurrency")], name).to.deep.equal([[], true]);
      expect(read([[name], ["TOTAL", "$3.50"]], fields).currencies.map(({ value }) => value)).to.deep.equal([
        "USD",
      ]);
    }
  });
});
