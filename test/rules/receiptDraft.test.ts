import { expect } from "chai";
import fc from "fast-check";
import { requestedParts } from "../../domain/expenses/partFields";
import type { ReceiptDraft } from "../../domain/receipts/model";
import { MAX_PARTS } from "../../domain/values/limits";
import { parseAmount } from "../../domain/values/money";
import { choicesOf, likelyCategory, partsIn, sumsOf } from "../../site/data/receipts/receiptChoices";
import { usePage } from "./page";

const EMPTY: ReceiptDraft = {
  merchants: [],
  days: [],
  totals: [],
  currency: "USD",
  currencies: [],
  taxes: 0,
  tip: 0,
  discount: 0,
  items: [],
  doubts: [],
};

const item = (text: string, amount: number) => ({ text, amount, page: 1 });
const guess = (text: string) => (/milk|bread/.test(text) ? "Groceries" : undefined);

describe("What was read of a receipt", () => {
  usePage();

  it("offers each value once, the best first, as its field takes it", () => {
    const box = { left: 0.1, top: 0.2, width: 0.3, height: 0.1 };
    const draft: ReceiptDraft = {
      ...EMPTY,
      merchants: [{ value: "  Corner\nShop ", confidence: 91, text: "Corner Shop", page: 1 }],
      totals: [
        { value: 123450, confidence: 98, text: "1,234.50", page: 1, box },
        { value: 123450, confidence: 60, text: "1,234.50", page: 2 },
        { value: 120000, confidence: 40, text: "1,200.00", page: 1 },
      ],
      days: [{ value: "2026-11-20", confidence: 70, text: "11/20/26", page: 1 }],
    };
    expect(choicesOf(draft)).to.deep.equal([
      { field: "amount", value: "1234.50", text: "$1,234.50", confidence: 98, page: 1, box },
      { field: "amount", value: "1200.00", text: "$1,200.00", confidence: 40, page: 1 },
      { field: "description", value: "Corner Shop", text: "Corner Shop", confidence: 91, page: 1 },
      { field: "date", value: "2026-11-20", text: "Nov 20, 2026", confidence: 70, page: 1 },
    ]);
  });

  it("offers its currencies, which have no frames beside those of their amounts", () => {
    const box = { left: 0.1, top: 0.2, width: 0.3, height: 0.1 };
    const currencies = [
      { value: "USD", confidence: 60, text: "$", page: 1, box },
      { value: "CAD", confidence: 30, text: "$", page: 1, box },
    ];
    expect(choicesOf({ ...EMPTY, currencies })).to.deep.equal([
      { field: "currency", value: "USD", text: "USD", confidence: 60, page: 1 },
      { field: "currency", value: "CAD", text: "CAD", confidence: 30, page: 1 },
    ]);
  });

  it("says its sums, also a tax that the prices include", () => {
    const sums = (more: Partial<ReceiptDraft>) =>
      sumsOf({ ...EMPTY, ...more }).map((text) => text.replaceAll(/[\u2066-\u2069]/g, ""));
    expect(sums({ subtotal: 5000, taxes: 450, tip: 700, discount: 200 })).to.deep.equal([
      "Subtotal: $50.00",
      "Tax: $4.50",
      "Tip: $7.00",
      "Discount: $2.00",
    ]);
    expect(sums({ taxes: 80 })).to.deep.equal(["Tax: $0.80"]);
    expect(sums({})).to.deep.equal([]);
  });

  it("makes parts of its lines, with tax and tip, less the discount", () => {
    const draft = {
      ...EMPTY,
      items: [item("milk", 300), item("lamp", 900)],
      taxes: 100,
      tip: 50,
      discount: 200,
    };
    expect(partsIn(draft, 1150, "Other", guess)).to.deep.equal([
      { category: "Groceries", amount: "3.00", note: "milk" },
      { category: "Other", amount: "7.00", note: "lamp" },
      { category: "Other", amount: "1.00", note: "Tax" },
      { category: "Other", amount: "0.50", note: "Tip" },
    ]);
  });

  it("leaves out a tax that the prices include", () => {
    const draft = { ...EMPTY, items: [item("bread", 300), item("pen", 200)], taxes: 80 };
    expect(partsIn(draft, 500, "Other", guess).map(({ amount }) => amount)).to.deep.equal(["3.00", "2.00"]);
  });

  it("makes none of lines that do not add up", () => {
    expect(partsIn({ ...EMPTY, items: [item("milk", 300)] }, 400, "Other", guess)).to.deep.equal([]);
    expect(partsIn(EMPTY, 400, "Other", guess)).to.deep.equal([]);
  });

  it("makes parts that an expense can have, whatever the lines are", () => {
    const amount = fc.integer({ min: -500, max: 5_000 });
    const text = fc
      .tuple(fc.constantFrom("a", "a 🍞", "👨‍👩‍👧‍👦", "ที่", "x🍞"), fc.integer({ min: 0, max: 250 }))
      .map(([one, count]) => one.repeat(count));
    const items = fc.array(fc.record({ text, amount, page: fc.constant(1) }), { maxLength: 40 });
    const sums = fc.record({ taxes: fc.nat(300), tip: fc.nat(300), discount: fc.nat(300) });
    fc.assert(
      fc.property(items, sums, fc.boolean(), (lines, extra, isIncluded) => {
        const { taxes, tip, discount } = extra;
        const total =
          lines.reduce((sum, line) => sum + line.amount, 0) + (isIncluded ? 0 : taxes) + tip - discount;
        const parts = partsIn({ ...EMPTY, ...extra, items: lines }, total, "Other", guess);
        if (parts.length === 0) return;
        const minor = parts.map((part) => parseAmount(part.amount, "USD"));
        expect(minor.reduce((sum, one) => sum + one, 0)).to.equal(total);
        expect(Math.min(...minor)).to.be.above(0);
        expect(parts.length).to.be.at.most(MAX_PARTS);
        expect(requestedParts.safeParse(parts).error).to.equal(undefined);
      }),
    );
  });

  it("has the category of its merchant, else the one with most of the money", () => {
    const items = [item("milk", 300), { ...item("lamp", 900), category: "Home" }];
    const merchants = [{ value: "bread & more", confidence: 90, text: "", page: 1 }];
    expect(likelyCategory({ ...EMPTY, items, merchants }, guess)).to.equal("Groceries");
    expect(likelyCategory({ ...EMPTY, items }, guess)).to.equal("Home");
    expect(likelyCategory(EMPTY, guess)).to.equal(undefined);
  });
});
