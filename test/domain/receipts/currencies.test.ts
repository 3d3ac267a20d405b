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
