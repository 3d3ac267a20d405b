import { expect } from "chai";
import type { ExpenseChanges } from "../../../domain/expenses/expense";
import { newExpense } from "../../../domain/expenses/expense";
import { type Creation, createItem, editItem } from "../../../domain/expenses/expenseRules";
import { sharesOf } from "../../../domain/expenses/parts";
import { expenseItem } from "../../helpers/expenseItem";
import { refusalOf } from "../../helpers/refusalOf";

const defaults = { currency: "USD", timezone: "Pacific/Kiritimati", thresholds: { USD: 50_000 } };
const now = new Date("2026-11-23T10:30:00.123Z");
const creation: Creation = { userId: "user", ledgerId: "ledger", now, idempotencyKey: "key" };

describe("parts of an expense", () => {
  const parts = [
    { category: "Food", amount: "10.00" },
    { category: "Home", amount: 2.5, note: "soap" },
  ];
  const split = [
    { category: "Food", amount: 1000 },
    { category: "Home", amount: 250, note: "soap" },
  ];

  it("are none if their list is empty, as forms send it: the expense counts in its own category", () => {
    const whole = { category: "Transport", amount: 300 };
    expect(sharesOf({ ...whole, parts: [] })).to.deep.equal(sharesOf(whole));
  });

  it("store the parts of an expense, which sum to its amount", () => {
    const create = (body: object) =>
      createItem(newExpense.parse({ description: "Market", ...body }), creation, defaults);
    expect(create({ amount: 12.5, parts })).to.deep.include({ amount: 1250, category: "Food", parts: split });
    expect(create({ amount: 12.5, parts, category: "Office" }).category).to.equal("Office");
    expect(create({ amount: 12.5, parts: [] })).to.not.have.property("parts");
    const cleared = [{ category: "Food", amount: 12.5, note: "" }];
    expect(create({ amount: 12.5, parts: cleared }).parts).to.deep.equal([
      { category: "Food", amount: 1250 },
    ]);
    for (const [body, refusal] of [
      [
        { amount: 12.51, parts },
        { code: "parts.unequal", field: "parts" },
      ],
      [
        { amount: 12, currency: "JPY", parts },
        { code: "amount.noDecimals", field: "parts.0.amount" },
      ],
      [
        { amount: 1, parts: [{ category: "Food", amount: 0 }] },
        { code: "amount.notPositive", field: "parts.0.amount" },
      ],
      [
        {
          amount: 1,
          parts: [
            { category: "Food", amount: 2 },
            { category: "Food", amount: -1 },
          ],
        },
        { code: "amount.notPositive", field: "parts.1.amount" },
      ],
    ] as const) {
      expect(refusalOf(() => create(body))).to.deep.equal({ status: 400, ...refusal });
    }
  });

  it("change parts with the amount or on their own, and no amount without its parts", () => {
    const before = expenseItem({ parts: split });
    const edit = (changes: ExpenseChanges) => editItem(before, changes, now, {});
    expect(edit({ amount: 15, parts: [{ category: "Food", amount: 15 }] })).to.deep.include({
      amount: 1500,
      parts: [{ category: "Food", amount: 1500 }],
    });
    expect(edit({ parts: [{ category: "Food", amount: 12.5 }] }).parts).to.deep.equal([
      { category: "Food", amount: 1250 },
    ]);
    expect(edit({ description: "Fair", amount: "12.50" }).parts).to.equal(split);
    expect(edit({ amount: 15, parts: [] })).to.include({ amount: 1500, parts: undefined });
    const refused: [ExpenseChanges, string][] = [
      [{ amount: 15 }, "parts.required"],
      // The same number of minor units is other money.
      [{ amount: 1250, currency: "JPY" }, "parts.required"],
      [{ amount: 15, parts }, "parts.unequal"],
      [{ parts: [{ category: "Food", amount: 10 }] }, "parts.unequal"],
    ];
    for (const [changes, code] of refused) {
      expect(refusalOf(() => edit(changes))).to.deep.equal({ status: 400, code, field: "parts" });
    }
  });

  it("are one share of a category for all parts in it, and the expense counts once", () => {
    const divided = [
      { category: "food", amount: 100 },
      { category: "Home", amount: 50 },
      { category: "FOOD", amount: 7 },
    ];
    expect(sharesOf({ category: "Office", amount: 157, parts: divided })).to.deep.equal([
      { category: "FOOD", amount: 107, expenses: 1 },
      { category: "Home", amount: 50, expenses: 0 },
    ]);
    expect(sharesOf({ category: "Office", amount: 157 })).to.deep.equal([
      { category: "Office", amount: 157, expenses: 1 },
    ]);
  });
});
