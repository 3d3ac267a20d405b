import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { formatAmount } from "../../../domain/values/money";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

const CONTEXT = { locale: "en-US", currency: "USD", today: "2026-11-27" };

const HEAD: PrintedRow[] = [["Corner Pantry"], ["03/24/2026"]];

const read = (rows: readonly PrintedRow[], fields: ExpenseField[] = [], more: Partial<typeof CONTEXT> = {}) =>
  draftOf([{ ...documentOf([...HEAD, ...rows]), SummaryFields: fields }], { ...CONTEXT, ...more });

const field = (text: string, label: string): ExpenseField => ({
  ...{ Type: { Text: "TOTAL" }, LabelDetection: { Text: label } },
  ValueDetection: { Text: text, Confidence: 95 },
});

const money = (minor: number) => formatAmount(minor, "USD");

const namesOf = (rows: readonly PrintedRow[]) => read(rows).items.map(({ text, amount }) => [text, amount]);

describe("A total below 0", () => {
  for (const text of [
    "-$40.00",
    "$-40.00",
    "-40.00",
    "USD -40.00",
    "-USD 40.00",
    "40.00-",
    "($40.00)",
    "40.00 CR",
  ]) {
    it(`is a refund, and asked about: ${text}`, () => {
      for (const [rows, fields] of [
        [[["TOTAL", text]], []],
        [[["TOTAL"], [text]], []],
        [[["Coat", text]], [field(text, "TOTAL")]],
        [
          [
            ["Coat", text],
            ["TOTAL", text],
            ["Visa", text],
          ],
          [],
        ],
      ] as [PrintedRow[], ExpenseField[]][]) {
        const { totals, kind, doubts } = read(rows, fields);
        expect([totals[0]?.value, kind], JSON.stringify(rows)).to.deep.equal([4_000, "refund"]);
        expect(doubts).to.include("negativeTotal");
      }
    });
  }

  it("is one by its words too, in each language", () => {
    for (const label of [
      "TOTAL REFUND",
      "Refund amount",
      "Erstattungsbetrag",
      "Summe Gutschrift",
      "المبلغ المسترد",
    ]) {
      for (const draft of [read([[label, "$40.00"]]), read([], [field("$40.00", label)])])
        expect(
          [draft.totals[0]?.value, draft.kind, draft.doubts.includes("negativeTotal")],
          label,
        ).to.deep.equal([...[4_000, "refund", true]]);
    }
  });

  it("is one by its items, where it has no sign itself", () => {
    const { kind, items, doubts } = read([
      ["Coat", "-30.00"],
      ["Hat", "-10.00"],
      ["TOTAL", "$40.00"],
    ]);
    expect([kind, items.map(({ amount }) => amount)]).to.deep.equal(["refund", [3_000, 1_000]]);
    expect(doubts).to.deep.equal(["negativeTotal"]);
  });

  it("is none after the dashes that lead to it, between other parentheses, or if only the payment is below 0", () => {
    for (const row of [
      ["TOTAL ------ $40.00"],
      ["TOTAL - - - - $40.00"],
      ["TOTAL – – – $40.00"],
      ["TOTAL (USD) $40.00"],
      ["TOTAL ($40.00 net)"],
    ])
      for (const payment of [[], [["Gift card", "-40.00"]]]) {
        const { totals, kind, doubts } = read([["Coat", "40.00"], row, ...payment]);
        expect([totals[0]?.value, kind, doubts], row[0]).to.deep.equal([4_000, undefined, []]);
      }
  });

  it("is asked about if its only dash may lead to it, unless it stands elsewhere without one", () => {
    const rows = [["Coat", "$40.00"], ["TOTAL - $40.00"]];
    const drafts = [read(rows), read([...rows, ["Visa", "40.00"]])];
    expect(drafts.map(({ kind, doubts }) => [kind, doubts])).to.deep.equal([
      [undefined, ["uncertainTotal"]],
      [undefined, []],
    ]);
  });

  it("is one in one of two places", () => {
    const { kind, doubts } = read([["TOTAL", "-$40.00"]], [field("$40.00", "TOTAL")]);
    expect([kind, doubts.includes("negativeTotal")]).to.deep.equal(["refund", true]);
  });

  it("is a refund of the same parts, whatever they are", () => {
    const amounts = fc.array(fc.integer({ min: 100, max: 9_999 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 900 }), fc.boolean(), (items, tax, isBelow) => {
        const sum = items.reduce((total, amount) => total + amount, 0);
        const text = (minor: number) => (isBelow ? `-$${money(minor)}` : `$${money(minor)}`);
        const { totals, kind, subtotal, taxes, doubts, ...draft } = read([
          ...items.map((amount) => ["Sourdough Bread", text(amount)]),
          ["Subtotal", text(sum)],
          ["Tax", text(tax)],
          ["TOTAL", text(sum + tax)],
        ]);
        expect([totals[0]?.value, subtotal, taxes, kind]).to.deep.equal([
          ...[sum + tax, sum, tax, isBelow ? "refund" : undefined],
        ]);
        expect(draft.items.map(({ amount }) => amount)).to.deep.equal(items);
        expect(doubts).to.deep.equal(isBelow ? ["negativeTotal"] : []);
      }),
      { numRuns: runs(60) },
    );
  });
});

describe("Items below 0", () => {
  it("stay if the items add up with them: returned bottles, discounts between the lines", () => {
    const rows = [
      ["Bread", "4.00"],
      ["Milk", "3.00 A"],
      ["Bottle return", "-2.00 A"],
    ];
    const items = [
      ["Bread", 400],
      ["Milk", 300],
      ["Bottle return", -200],
    ];
    const { doubts } = read([...rows, ["TOTAL", "$5.00"]]);
    expect([namesOf([...rows, ["TOTAL", "$5.00"]]), doubts]).to.deep.equal([items, []]);
    const german = [
      ["Brot", "4,00"],
      ["Rabatt", "-0,50"],
      ["Milch", "3,00"],
      ["Rabatt", "-0,50"],
      ["SUMME EUR", "6,00"],
    ];
    const draft = read(german, [], { locale: "de-DE", currency: "EUR" });
    expect(draft.items.map(({ amount }) => amount)).to.deep.equal([400, -50, 300, -50]);
    expect(draft.doubts).to.deep.equal([]);
  });

  it("stay where Textract grouped them", () => {
    const line = (name: string, price: string) => ({
      LineItemExpenseFields: [
        { Type: { Text: "ITEM" }, ValueDetection: { Text: name } },
        { Type: { Text: "PRICE" }, ValueDetection: { Text: price } },
      ],
    });
    const LineItems = [line("Bread", "4.00"), line("Bottle return", "-1.50")];
    const document = { ...documentOf([...HEAD, ["TOTAL", "$2.50"]]), LineItemGroups: [{ LineItems }] };
    const { items, doubts } = draftOf([document], CONTEXT);
    expect(items.map(({ amount }) => amount)).to.deep.equal([400, -150]);
    expect(doubts).to.deep.equal([]);
  });

  it("are left out if they do not belong to the sum", () => {
    const rows = [
      ["Bread", "4.00"],
      ["Club price instead of 5.00", "-1.00"],
      ["TOTAL", "$4.00"],
    ];
    expect(namesOf(rows)).to.deep.equal([["Bread", 400]]);
  });
});
