import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { rowsOf } from "../../../domain/receipts/readText";
import { formatAmount } from "../../../domain/values/money";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

const TODAY = "2026-11-27";
const CONTEXT = { locale: "en-US", currency: "USD", today: TODAY };

const money = (minor: number) => formatAmount(minor, "USD");

const read = (rows: readonly PrintedRow[], more: Partial<typeof CONTEXT> = {}) =>
  draftOf([documentOf(rows)], { ...CONTEXT, ...more });

interface Receipt {
  items: number[];
  tax: number;
  tip: number;
  discount: number;
}

const receipts: fc.Arbitrary<Receipt> = fc.record({
  items: fc.array(fc.integer({ min: 100, max: 9_999 }), { minLength: 1, maxLength: 20 }),
  tax: fc.integer({ min: 1, max: 900 }),
  tip: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
  discount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 })),
});

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const totalOf = ({ items, tax, tip, discount }: Receipt) => sumOf(items) + tax + tip - discount;

/** All that its parts may add up to: some prices include the tax, and some subtotals the discount. */
const sumsOf = ({ items, tax, tip, discount }: Receipt) =>
  [0, tax].flatMap((one) =>
    [0, tip].flatMap((two) => [0, discount].map((three) => sumOf(items) + one + two - three)),
  );

/** A printed receipt, whose total may differ from the sum of its parts. */
const printedOf = ({ items, tax, tip, discount }: Receipt, total: number): PrintedRow[] => [
  ["Corner Pantry"],
  ["03/24/2026", "12:30"],
  ...items.map((amount): PrintedRow => ["Sourdough Bread", money(amount)]),
  ["Subtotal", money(sumOf(items))],
  ...(discount > 0 ? [["Discount", `-${money(discount)}`]] : []),
  ["Tax", money(tax)],
  ...(tip > 0 ? [["Tip", money(tip)]] : []),
  ["TOTAL", `$${money(total)}`],
];

describe("Rules of a receipt's total", () => {
  it("choose the one that its parts add up to, without a question, whatever was paid", () => {
    fc.assert(
      fc.property(receipts, fc.integer({ min: 0, max: 5_000 }), (receipt, change) => {
        const total = totalOf(receipt);
        const draft = read([
          ...printedOf(receipt, total),
          ["Cash", money(total + change)],
          ["Change", money(change)],
        ]);
        expect([draft.totals[0]?.value, draft.doubts]).to.deep.equal([total, []]);
        const { subtotal = 0, taxes, tip, discount } = draft;
        expect(subtotal + taxes + tip - discount).to.equal(total);
        expect(draft.items.map(({ amount }) => amount)).to.deep.equal(receipt.items);
      }),
      { numRuns: runs(40) },
    );
  });

  it("ask if pages are missing, since the total may be on one of them", () => {
    const rows = printedOf({ items: [250, 399], tax: 31, tip: 0, discount: 0 }, 680);
    const doubtsOf = (isWhole: boolean) => draftOf([documentOf(rows)], { ...CONTEXT, isWhole }).doubts;
    expect([doubtsOf(true), doubtsOf(false)]).to.deep.equal([[], ["uncertainTotal"]]);
  });

  it("ask where a digit was misread", () => {
    const digit = fc.record({ place: fc.nat({ max: 3 }), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(receipts, digit, (receipt, { place, by }) => {
        const total = totalOf(receipt);
        const digits = [...String(total)];
        digits[place] = String((Number(digits[place] ?? 0) + by) % 10);
        const misread = Number(digits.join(""));
        fc.pre(!sumsOf(receipt).includes(misread));
        const { totals, doubts } = read(printedOf(receipt, misread));
        if (totals[0]?.value !== total) expect(doubts).to.include("uncertainTotal");
      }),
      { numRuns: runs(100) },
    );
  });

  it("keep every amount that may be meant", () => {
    const labels = fc.constantFrom("TOTAL", "Amount due", "Grand total", "Visa", "Balance", "Subtotal");
    const rows = fc.array(fc.tuple(labels, fc.integer({ min: 1, max: 99_999 })), { minLength: 1 });
    fc.assert(
      fc.property(rows, (sums) => {
        const { totals } = read(sums.map(([label, amount]) => [label, money(amount)]));
        expect(totals.map(({ value }) => value)).to.include.members(sums.map(([, amount]) => amount));
        expect(new Set(totals.map(({ value }) => value)).size, "each once").to.equal(totals.length);
      }),
      { numRuns: runs(100) },
    );
  });

  it("tell where the amount stands, not its whole row", () => {
    const { totals, days } = read(printedOf({ items: [250, 399], tax: 31, tip: 0, discount: 0 }, 680));
    expect(totals[0]?.box?.left).to.be.closeTo(0.75, 1e-9);
    expect(totals[0]?.text).to.equal("6.80");
    expect(days[0]?.box?.width).to.be.closeTo("03/24/2026".length * 0.012, 1e-9);
  });

  it("hold what Textract took and the row that it took it from for one", () => {
    const document = documentOf([["TOTAL", "12.34"]]);
    const line = document.Blocks?.find(({ Text }) => Text === "12.34");
    const total: ExpenseField = { Type: { Text: "TOTAL" }, ValueDetection: { ...line, Confidence: 99 } };
    const { totals, doubts } = draftOf([{ ...document, SummaryFields: [total] }], CONTEXT);
    expect(totals[0]?.value).to.equal(1234);
    expect(doubts).to.include("uncertainTotal");
  });
});

describe("Rules of a receipt's day", () => {
  const months = fc.integer({ min: 1, max: 12 });
  const two = (number: number) => String(number).padStart(2, "0");

  it("keep both days where the order of day and month is open, that of the sender's locale first, and ask", () => {
    fc.assert(
      fc.property(months, months, fc.constantFrom("en-US", "en-GB"), (first, second, locale) => {
        fc.pre(first !== second);
        const { days, doubts } = read([["Corner Pantry"], [`${two(first)}/${two(second)}/2025`]], { locale });
        const [one, other] = [`2025-${two(first)}-${two(second)}`, `2025-${two(second)}-${two(first)}`];
        const values = locale === "en-US" ? [one, other] : [other, one];
        expect(days.map(({ value }) => value)).to.deep.equal(values);
        expect(doubts).to.include("ambiguousDay");
      }),
      { numRuns: runs(50) },
    );
  });

  it("ask nothing about a day after the twelfth, or by its month's name", () => {
    fc.assert(
      fc.property(months, fc.integer({ min: 13, max: 28 }), fc.boolean(), (month, day, isNamed) => {
        const value = `2025-${two(month)}-${day}`;
        const name = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
        const text = isNamed ? name.format(new Date(`${value}T00:00:00Z`)) : `${day}/${two(month)}/2025`;
        const { days, doubts } = read([["Corner Pantry"], [text]]);
        expect(days.map((one) => one.value)).to.deep.equal([value]);
        expect(doubts).not.to.include("ambiguousDay");
      }),
      { numRuns: runs(50) },
    );
  });
});

describe("Rules of a receipt's items", () => {
  const itemsOf = (rows: readonly PrintedRow[], total: string) =>
    read([["Corner Pantry"], ...rows, ["TOTAL", total]]).items.map(({ text, amount, quantity }) => ({
      text,
      amount,
      ...(quantity && { quantity }),
    }));

  it("take the quantity out of the name", () => {
    expect(
      itemsOf(
        [
          ["2 x Milk", "3.00"],
          ["1 x Bread", "2.50"],
          ["Screws 3 x 1.20", "3.60"],
        ],
        "9.10",
      ),
    ).to.deep.equal([
      { text: "Milk", amount: 300, quantity: 2 },
      { text: "Bread", amount: 250 },
      { text: "Screws", amount: 360, quantity: 3 },
    ]);
  });

  it("take a number before the name for a quantity if all have one", () => {
    const rows = [
      ["2 Milk", "3.00"],
      ["7 Up", "14.00"],
    ];
    expect(itemsOf(rows, "17.00").map(({ text }) => text)).to.deep.equal(["Milk", "Up"]);
    const mixed = itemsOf(
      [
        ["7 Up", "2.00"],
        ["Milk", "1.50"],
      ],
      "3.50",
    );
    expect(mixed.map(({ text }) => text)).to.deep.equal(["7 Up", "Milk"]);
  });

  it("read the price in the row below the name", () => {
    expect(itemsOf([["Milk"], ["", "3.00"], ["Bread"], ["2 x 1.25", "2.50"]], "5.50")).to.deep.equal([
      { text: "Milk", amount: 300 },
      { text: "Bread", amount: 250, quantity: 2 },
    ]);
  });

  it("take a word of a label in a name for what it is, if the items add up then", () => {
    for (const name of [
      ...["Chocolate Bar", "Birthday Card", "Colgate Total", "Tip Top", "New Balance", "Cash Box"],
      ...["Coupon Book", "Change Purse"],
    ]) {
      const rows: PrintedRow[] = [
        ["Corner Pantry"],
        ["03/24/2026"],
        ["Milk", "3.00"],
        [name, "1.99"],
        ["Bread", "2.50"],
      ];
      const draft = read([...rows, ["TOTAL", "7.49"], ["Visa", "7.49"]]);
      expect(draft.items.map(({ text }) => text)).to.deep.equal(["Milk", name, "Bread"]);
      const { totals, tip, discount, doubts } = draft;
      expect([totals[0]?.value, tip, discount, doubts.includes("uncertainTotal")], name).to.deep.equal([
        ...[749, 0, 0, false],
      ]);
    }
    const lines: PrintedRow[] = [
      ["Milk", "3.00"],
      ["Order Total", "3.00"],
      ["Amount Tendered", "3.00"],
    ];
    expect(read([["Corner Pantry"], ...lines]).items.map(({ text }) => text)).to.deep.equal(["Milk"]);
  });

  it("take a colon for the mark of decimals if the items add up then", () => {
    const rows = [
      ["Milk", "3:00"],
      ["Bread", "2.50"],
    ];
    expect(itemsOf(rows, "5.50").map(({ amount }) => amount)).to.deep.equal([300, 250]);
  });
});

describe("Rows of a photo", () => {
  it("stay together, however it was turned and from whatever angle it was taken", () => {
    const slope = fc.record({
      middle: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      growth: fc.double({ min: -0.08, max: 0.08, noNaN: true }),
    });
    fc.assert(
      fc.property(slope, fc.integer({ min: 12, max: 80 }), (found, count) => {
        const rows = Array.from(
          { length: count },
          (_, index): PrintedRow => [`Sourdough Bread ${index}`, money(100 + index)],
        );
        expect(rowsOf([documentOf(rows, found)]).map(({ text }) => text)).to.deep.equal(
          rows.map((row) => row.join(" ")),
        );
      }),
      { numRuns: runs(100) },
    );
  });
});
